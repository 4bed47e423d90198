package org.bellcrank.itests.kura.cloud;

import java.util.List;
import java.util.Map;
import org.bellcrank.itests.kura.protocol.Payload;

/** What answers requests under one application id. */
@FunctionalInterface
public interface Application {

  /** Answers; called on one thread, so requests wait for each other. */
  Payload answer(Request request) throws Refused;

  /**
   * One request.
   *
   * @param verb GET, PUT, POST, DEL or EXEC
   * @param resource what follows the verb in the topic
   */
  record Request(String verb, List<String> resource, Payload payload) {

    String path() {
      return verb + "/" + String.join("/", resource);
    }

    String requester() {
      return payload.text("requester.client.id");
    }
  }

  /** An answer with another code than 200. */
  final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    Refused(int code, String message) {
      super(message);
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** An answer of a body alone. */
  static Payload body(String text) {
    return new Payload(
        System.currentTimeMillis(),
        Map.of(),
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
