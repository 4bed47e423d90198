package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.RefusedObservationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers posted observations. */
final class Posts implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Posts.class);

  private final ObservationIntake intake;
  private final ObservationMessage messages;
  private final Store store;
  private final Clock clock;
  private final int maxBytes;

  Posts(
      ObservationIntake intake,
      ObservationMessage messages,
      Store store,
      Clock clock,
      int maxBytes) {
    this.intake = intake;
    this.messages = messages;
    this.store = store;
    this.clock = clock;
    this.maxBytes = maxBytes;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        answer(exchange, 405, error("method", exchange.getRequestMethod(), "POST"));
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(maxBytes + 1);
      if (body.length > maxBytes) {
        refuse(
            exchange,
            413,
            "message",
            "more than " + maxBytes + " bytes",
            "up to " + maxBytes + " bytes");
        return;
      }
      take(exchange, body);
    }
  }

  private void take(HttpExchange exchange, byte[] body) throws IOException {
    String source = "rest:" + exchange.getRemoteAddress().getAddress().getHostAddress();
    try {
      Observation observation = messages.read(text(body), source, clock.instant());
      ObservationIntake.Accepted accepted = intake.accept(observation);
      answer(
          exchange,
          accepted.repeated() ? 200 : 201,
          Facts.with("id", accepted.id())
              .put("position", accepted.position())
              .put("repeated", accepted.repeated())
              .build());
    } catch (RefusedObservationException e) {
      refuse(exchange, 422, e.field(), e.getMessage());
    } catch (CharacterCodingException e) {
      refuse(exchange, 422, "message", "bytes that are no UTF-8", "UTF-8");
    } catch (StoreException | EvidenceException e) {
      LOG.error(
          "An observation of {} could not be kept, it is to be sent again: {}",
          source,
          e.getMessage());
      exchange.getResponseHeaders().set("Retry-After", "5");
      answer(exchange, 503, Facts.with("error", e.getMessage()).build());
    }
  }

  private static String text(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private void refuse(HttpExchange exchange, int status, String field, String given, String allowed)
      throws IOException {
    refuse(exchange, status, field, "%s: given %s; allowed: %s".formatted(field, given, allowed));
  }

  private void refuse(HttpExchange exchange, int status, String field, String words)
      throws IOException {
    LOG.warn(
        "Refused an observation from {}: {}; nothing of it is kept, its sender was told",
        exchange.getRemoteAddress(),
        words);
    Facts facts =
        Facts.with("error", words)
            .put("field", field)
            .put("from", exchange.getRemoteAddress().toString())
            .build();
    try {
      store.commit(
          unit -> {
            unit.append(clock.instant(), "observation.refused", "rest", facts);
            return null;
          });
    } catch (StoreException e) {
      LOG.error("The refusal could not be noted: {}", e.getMessage());
    }
    answer(exchange, status, facts);
  }

  private static Facts error(String field, String given, String allowed) {
    return Facts.with("error", "%s: given %s; allowed: %s".formatted(field, given, allowed))
        .build();
  }

  private static void answer(HttpExchange exchange, int status, Facts facts) throws IOException {
    byte[] bytes = facts.json().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
