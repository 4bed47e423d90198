package org.bellcrank.source.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.Refusals;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadContent;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.source.mqtt.link.BrokerLink;
import org.bellcrank.source.mqtt.link.Incoming;
import org.bellcrank.source.mqtt.link.LinkListener;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.stream.SampleIntake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes from one broker, each message acknowledged when it is on disk. */
final class Subscription implements LinkListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

  private final LinkSettings settings;
  private final int maxBytes;
  private final ObservationIntake intake;
  private final ObservationMessage messages;
  private final Refusals refusals;
  private final Mapped mapped;
  private final Clock clock;
  private final BrokerLink link;
  private volatile String awaited = "";

  /** Who waits for room; woken when this ends. */
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  Subscription(
      LinkSettings settings,
      int maxBytes,
      ObservationIntake intake,
      ObservationMessage messages,
      Refusals refusals,
      Mapped mapped,
      Clock clock) {
    this.settings = settings;
    this.maxBytes = maxBytes;
    this.intake = intake;
    this.messages = messages;
    this.refusals = refusals;
    this.mapped = mapped;
    this.clock = clock;
    this.link = new BrokerLink(settings, this);
  }

  SourceLife.Sign sign() {
    boolean listens = link.isUp();
    return new SourceLife.Sign(
        "mqtt:" + settings.clientId(),
        "mqtt",
        listens,
        listens
            ? "connected to %s and subscribed; no message was tried".formatted(settings.broker())
            : link.away());
  }

  void start() {
    link.start();
  }

  /** Connects anew, so that other keys hold from now on. */
  void renew() {
    link.renew();
  }

  @Override
  public void arrived(Incoming message) {
    int bytes = message.payload().length;
    if (bytes > maxBytes) {
      refuse(message, "message: given %d bytes; allowed: up to %d".formatted(bytes, maxBytes));
      return;
    }
    try {
      if (mapped.used()) {
        Optional<PayloadMappings> mappings = mapped.mappings();
        if (mappings.isEmpty()) {
          await(message, "no site documents are in force yet");
          return;
        }
        if (mappings.get().has(message.topic())) {
          take(message, mappings.get());
          return;
        }
      }
      submit(message, List.of(said(message)));
    } catch (RefusedObservationException e) {
      refuse(message, e.getMessage());
    } catch (StoreException | EvidenceException e) {
      keepAtBroker(message, e.getMessage(), () -> arrived(message));
    }
  }

  /** What is no message of ours either, a mapping might take. */
  private Observation said(Incoming message) {
    try {
      return messages.read(text(message.payload()), source(message), clock.instant());
    } catch (RefusedObservationException e) {
      if (mapped.used()) {
        mapped.untaken(payload(message), false);
      }
      throw e;
    }
  }

  private Payload payload(Incoming message) {
    return new Payload(
        message.topic(), message.payload(), source(message), clock.instant(), message.retained());
  }

  private String source(Incoming message) {
    return "mqtt:" + settings.platform().place(message.topic());
  }

  private static String text(byte[] payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedObservationException("message", "bytes that are no UTF-8", "UTF-8");
    }
  }

  /**
   * Samples and passages first: taking them waits while there is no room, and with it the
   * connection, so that the broker feels it. Then what is durable, and only then the
   * acknowledgement.
   */
  private void take(Incoming message, PayloadMappings mappings) {
    PayloadContent content = mapped.read(mappings, payload(message));
    if (content.streams()) {
      Optional<SampleIntake> streams = mapped.streams();
      if (streams.isEmpty()) {
        await(message, "nothing takes samples here yet");
        return;
      }
      if (!taken(message, content, streams.get())) {
        return; // unacknowledged it comes again
      }
    }
    submit(message, content.observations());
  }

  /** False when this ended meanwhile: the successor is sent the message anew. */
  private boolean taken(Incoming message, PayloadContent content, SampleIntake streams) {
    waiting.add(Thread.currentThread());
    try {
      if (link.isClosed()) {
        return false;
      }
      content.into(streams);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.remove(Thread.currentThread());
    }
    return link.isCurrent(message) && !link.isClosed();
  }

  private void submit(Incoming message, List<Observation> observations) {
    if (observations.isEmpty()) {
      link.acknowledge(message);
      return;
    }
    List<CompletableFuture<?>> taken = new ArrayList<>();
    for (Observation each : observations) {
      taken.add(submitted(each));
    }
    CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
        .whenComplete((done, failure) -> settle(message, observations, taken));
  }

  /** What fails at once fails like what fails later, after the others were tried too. */
  private CompletableFuture<?> submitted(Observation observation) {
    try {
      return intake.submit(observation);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** One that could not be kept holds the message back, though another of it is refused. */
  private void settle(
      Incoming message, List<Observation> observations, List<CompletableFuture<?>> taken) {
    Optional<Throwable> refused = Optional.empty();
    for (CompletableFuture<?> each : taken) {
      Optional<Throwable> failure = failure(each);
      if (failure.isPresent() && !(failure.get() instanceof RefusedObservationException)) {
        keepAtBroker(message, failure.get().getMessage(), () -> submit(message, observations));
        return;
      }
      refused = refused.or(() -> failure);
    }
    if (refused.isEmpty()) {
      link.acknowledge(message);
      return;
    }
    String words = refused.get().getMessage();
    // Not here: this may be the thread that writes, and refusing waits for it.
    link.execute(() -> refuse(message, words));
  }

  private static Optional<Throwable> failure(CompletableFuture<?> done) {
    try {
      done.join();
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.of(e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      return Optional.of(e);
    }
  }

  /**
   * Unacknowledged it stays at the broker, which sends no more than a few of them ahead, so that
   * the sources feel it. It is tried again from here, or sent again by the broker after a new
   * connect.
   */
  private void keepAtBroker(Incoming message, String cause, Runnable again) {
    LOG.error(
        "An observation from {} could not be kept and stays at the broker, trying again in {} s:"
            + " {}",
        message.topic(),
        BrokerLink.RETRY_SECONDS,
        cause);
    later(message, again);
  }

  /** What the gateway is not ready for yet is no failure; told once, however many wait. */
  private void await(Incoming message, String what) {
    if (!what.equals(awaited)) {
      awaited = what;
      LOG.info("{} {}: {}; messages stay at the broker", settings.whose(), settings, what);
    }
    later(message, () -> arrived(message));
  }

  private void later(Incoming message, Runnable again) {
    link.later(
        () -> {
          if (link.isCurrent(message)) {
            try {
              again.run();
            } catch (RuntimeException e) { // it would wait for ever
              keepAtBroker(message, String.valueOf(e.getMessage()), again);
            }
          }
        },
        TimeUnit.SECONDS.toMillis(BrokerLink.RETRY_SECONDS));
  }

  /** Nobody can be told over MQTT: what was sent is kept for a person before it is acknowledged. */
  private void refuse(Incoming message, String words) {
    Facts why = Facts.with("error", words).put("topic", message.topic()).build();
    Runnable again = () -> refuse(message, words);
    try {
      refusals
          .note("mqtt", why, message.payload())
          .whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  LOG.warn(
                      "Refused an observation from topic {}: {}; what was sent is kept for a person"
                          + " (journal, observation.refused), the next message is taken",
                      message.topic(),
                      words);
                  link.acknowledge(message);
                } else {
                  keepAtBroker(message, failure.getMessage(), again);
                }
              });
    } catch (StoreException | EvidenceException e) {
      keepAtBroker(message, e.getMessage(), again);
    }
  }

  @Override
  public void close() {
    link.seal();
    waiting.forEach(Thread::interrupt);
    link.close();
  }
}
