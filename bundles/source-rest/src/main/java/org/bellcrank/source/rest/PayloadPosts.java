package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadContent;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers posts that mappings of the site documents read. Safe for any thread. */
final class PayloadPosts implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PayloadPosts.class);

  /** How many may wait for room for samples, so that others are heard meanwhile. */
  private static final int WAITING = 4;

  /** To another day, hour, minute and second, of which a mapping may make a time. */
  private static final Duration ANOTHER_TIME = Duration.parse("PT25H1M1.001S");

  private final Function<HttpExchange, String> topics;
  private final boolean quiet;
  private final Mapped mapped;
  private final ObservationIntake intake;
  private final Answers answers;
  private final IdempotencyKeys keys;
  private final Clock clock;
  private final Semaphore room = new Semaphore(WAITING);

  /**
   * Posts of one form.
   *
   * @param topics the topic of a request
   * @throws RefusedObservationException by {@code topics} for a request that names none
   * @param quiet whether what was taken is answered with 204 and nothing else
   */
  PayloadPosts(
      Function<HttpExchange, String> topics,
      boolean quiet,
      Mapped mapped,
      ObservationIntake intake,
      Answers answers,
      IdempotencyKeys keys,
      Clock clock) {
    this.topics = topics;
    this.quiet = quiet;
    this.mapped = mapped;
    this.intake = intake;
    this.answers = answers;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (Answers.isPost(exchange)) {
        post(exchange);
      }
    }
  }

  private void post(HttpExchange exchange) throws IOException {
    try {
      Optional<byte[]> body = answers.fitting(exchange, body(exchange));
      if (body.isPresent()) {
        String topic = topics.apply(exchange);
        keys.once(
            exchange,
            "payloads/" + topic,
            body.get(),
            (key, before) -> take(exchange, topic, body.get(), before));
      }
    } catch (RefusedObservationException e) {
      answers.refuse(exchange, 422, e.field(), e.getMessage());
    } catch (StoreException | EvidenceException e) {
      LOG.error(
          "What {} sent could not be kept, it is to be sent again: {}",
          Answers.source(exchange),
          e.getMessage());
      Answers.later(exchange, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Answers.later(exchange, "the source is just ending");
    }
  }

  /** No more than is allowed, unpacked too, and one byte that tells of more. */
  private byte[] body(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    InputStream sent = exchange.getRequestBody();
    if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
      return sent.readNBytes(answers.maxBytes() + 1);
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      throw new RefusedObservationException("Content-Encoding", encoding, "gzip, or none");
    }
    try (InputStream unpacked = new GZIPInputStream(sent)) {
      return unpacked.readNBytes(answers.maxBytes() + 1);
    } catch (ZipException | java.io.EOFException e) {
      throw new RefusedObservationException("message", "what is no gzip", "gzip to its end");
    }
  }

  /** What was taken under its key before is not read again: samples would come twice. */
  private void take(HttpExchange exchange, String topic, byte[] body, boolean before)
      throws IOException, InterruptedException {
    if (before) {
      tell(exchange, PayloadContent.NOTHING, List.of());
      return;
    }
    Optional<PayloadMappings> mappings = mapped.mappings();
    if (mappings.isEmpty()) {
      Answers.later(exchange, "no site documents are in force yet");
      return;
    }
    Instant received = clock.instant();
    Payload payload =
        new Payload(
            topic, body, Answers.source(exchange), received, false, Door.plainType(exchange));
    PayloadContent content = mapped.read(mappings.get(), payload);
    if (!content.streams()) {
      tell(exchange, content, accepted(content.observations()));
    } else if (keys.bySignature() && tellsItsTimes(content, payload, mappings.get())) {
      keys.onceSigned(
          exchange,
          "payloads/" + topic,
          body,
          (key, again) -> {
            if (again) {
              tell(exchange, PayloadContent.NOTHING, List.of());
            } else {
              stream(exchange, content);
            }
          });
    } else {
      stream(exchange, content);
    }
  }

  /**
   * Whether all it says for streams was measured at times that the message tells: had it come at
   * another time, they would be the same. What stands at the time of its arrival, or as long before
   * it as the message says, may be said twice in the same words and be two values.
   */
  private static boolean tellsItsTimes(
      PayloadContent content, Payload payload, PayloadMappings mappings) {
    Payload another =
        new Payload(
            payload.topic(),
            payload.bytes(),
            payload.source(),
            payload.received().plus(ANOTHER_TIME),
            payload.retained(),
            payload.contentType());
    try {
      return times(content).equals(times(mappings.read(another)));
    } catch (RefusedObservationException e) {
      return false;
    }
  }

  private static List<Instant> times(PayloadContent content) {
    return Stream.concat(
            content.samples().stream().map(Sample::at),
            content.waveforms().stream().map(Waveform::from))
        .toList();
  }

  /** What is durable first: sent again it is known again, while samples would come twice. */
  private void stream(HttpExchange exchange, PayloadContent content)
      throws IOException, InterruptedException {
    Optional<SampleIntake> streams = mapped.streams();
    if (streams.isEmpty()) {
      Answers.later(exchange, "nothing takes samples here yet");
      return;
    }
    if (!room.tryAcquire()) {
      Answers.later(exchange, WAITING + " others wait for room for samples");
      return;
    }
    List<ObservationIntake.Accepted> accepted;
    try {
      accepted = accepted(content.observations());
      content.into(streams.get());
    } finally {
      room.release();
    }
    tell(exchange, content, accepted);
  }

  private void tell(
      HttpExchange exchange, PayloadContent content, List<ObservationIntake.Accepted> accepted)
      throws IOException {
    if (quiet) {
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    long repeated = accepted.stream().filter(ObservationIntake.Accepted::repeated).count();
    long samples = (long) content.samples().size() + content.waveforms().size();
    long passages = content.passages().size();
    Answers.answer(
        exchange,
        repeated < accepted.size() || samples + passages > 0 ? 201 : 200,
        Facts.with("observations", (long) accepted.size())
            .put("repeated", repeated)
            .put("samples", samples)
            .put("passages", passages > 0 ? passages : null)
            .build());
  }

  /** All are tried; what could not be kept outweighs what is refused, since it is sent again. */
  private List<ObservationIntake.Accepted> accepted(List<Observation> observations) {
    List<CompletableFuture<ObservationIntake.Accepted>> taken = new ArrayList<>();
    for (Observation each : observations) {
      taken.add(submitted(each));
    }
    List<ObservationIntake.Accepted> accepted = new ArrayList<>();
    Optional<RefusedObservationException> refused = Optional.empty();
    Optional<RuntimeException> failed = Optional.empty();
    for (CompletableFuture<ObservationIntake.Accepted> each : taken) {
      try {
        accepted.add(each.join());
      } catch (CompletionException e) {
        if (e.getCause() instanceof RefusedObservationException refusal) {
          refused = refused.or(() -> Optional.of(refusal));
        } else {
          failed = Optional.of(e.getCause() instanceof RuntimeException cause ? cause : e);
        }
      }
    }
    if (failed.isPresent()) {
      throw failed.get();
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
    return accepted;
  }

  private CompletableFuture<ObservationIntake.Accepted> submitted(Observation observation) {
    try {
      return intake.submit(observation);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
