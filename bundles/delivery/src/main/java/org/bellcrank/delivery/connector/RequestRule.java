package org.bellcrank.delivery.connector;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bellcrank.document.Mark;

/**
 * What a system wants of one kind of request.
 *
 * @param where its place in the file
 * @param path of the request as the recipe writes it; {@code *} stands for any text
 * @param method for example {@code PATCH}
 * @param taken whether such a request is taken at all
 * @param headers that it has to have, by name; {@code *} for any value
 * @param body in which form its body has to be; empty for any
 * @param over whether its body has to be laid over what was just read
 * @param source where this is known from, with how surely
 */
public record RequestRule(
    Mark where,
    String path,
    String method,
    boolean taken,
    Map<String, String> headers,
    Optional<Form> body,
    boolean over,
    String source) {

  /** How a body is written. */
  public enum Form {
    NONE,
    JSON,
    /** JSON with the bytes of a file in it, as base64. */
    BASE64,
    XML,
    FORM,
    /** The bytes of a file as they are. */
    RAW,
    MULTIPART,
    TEXT;

    static Form of(Body body) {
      if (body instanceof Body.None) {
        return NONE;
      }
      if (body instanceof Body.Raw) {
        return RAW;
      }
      if (body instanceof Body.Parts) {
        return MULTIPART;
      }
      if (body instanceof Body.Form) {
        return FORM;
      }
      if (body instanceof Body.Text) {
        return TEXT;
      }
      boolean file = body.names().contains("attachment.base64");
      return body instanceof Body.Markup ? XML : file ? BASE64 : JSON;
    }
  }

  /** Whether it is about a request. */
  boolean isAbout(Step.Request request) {
    String pattern = Pattern.quote(path).replace("*", "\\E.*\\Q");
    return request.method().equals(method) && request.path().toString().matches(pattern);
  }
}
