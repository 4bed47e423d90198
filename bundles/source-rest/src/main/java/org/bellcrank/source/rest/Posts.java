package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.journal.Facts;
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
  private final Answers answers;
  private final IdempotencyKeys keys;
  private final Clock clock;

  Posts(
      ObservationIntake intake,
      ObservationMessage messages,
      Answers answers,
      IdempotencyKeys keys,
      Clock clock) {
    this.intake = intake;
    this.messages = messages;
    this.answers = answers;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (Answers.isPost(exchange)) {
        byte[] body = exchange.getRequestBody().readNBytes(answers.maxBytes() + 1);
        Optional<byte[]> fitting = answers.fitting(exchange, body);
        if (fitting.isPresent()) {
          take(exchange, fitting.get());
        }
      }
    }
  }

  private void take(HttpExchange exchange, byte[] body) throws IOException {
    String source = Answers.source(exchange);
    try {
      keys.once(
          exchange, "observations", body, (key, before) -> take(exchange, text(body), source, key));
    } catch (RefusedObservationException e) {
      answers.refuse(exchange, 422, e.field(), e.getMessage());
    } catch (CharacterCodingException e) {
      answers.refuse(exchange, 422, "message", "bytes that are no UTF-8", "UTF-8");
    } catch (StoreException | EvidenceException e) {
      LOG.error(
          "An observation of {} could not be kept, it is to be sent again: {}",
          source,
          e.getMessage());
      Answers.later(exchange, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Answers.later(exchange, "the source is just ending");
    }
  }

  /** What was taken under its key before is known by its id, after a restart too. */
  private void take(HttpExchange exchange, String text, String source, Optional<String> key)
      throws IOException {
    Observation observation = messages.read(text, source, clock.instant(), key);
    ObservationIntake.Accepted accepted = intake.accept(observation);
    Answers.answer(
        exchange,
        accepted.repeated() ? 200 : 201,
        Facts.with("id", accepted.id())
            .put("position", accepted.position())
            .put("repeated", accepted.repeated())
            .build());
  }

  private static String text(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }
}
