package org.bellcrank.itests.kura.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One request to an endpoint.
 *
 * @param rest what follows the endpoint's path, without a slash; empty where nothing does
 */
public record Call(HttpExchange exchange, String rest) {

  /**
   * @throws Refusal when the body is no JSON
   */
  public JsonElement json() throws IOException, Refusal {
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return JsonParser.parseString(text);
    } catch (JsonSyntaxException e) {
      throw new Refusal(400, "the body is no JSON");
    }
  }

  /** The answer is an HTTP status and a sentence. */
  public static final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    public Refusal(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** Answers a call with JSON, or with nothing. */
  @FunctionalInterface
  public interface Endpoint {

    /** Null for an answer without a body. */
    JsonElement answer(Call call) throws IOException, Refusal;
  }
}
