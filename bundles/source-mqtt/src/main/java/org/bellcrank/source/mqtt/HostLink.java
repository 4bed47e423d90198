package org.bellcrank.source.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.ObservationId;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.Refusals;
import org.bellcrank.source.mqtt.link.BrokerLink;
import org.bellcrank.source.mqtt.link.Incoming;
import org.bellcrank.source.mqtt.link.LinkListener;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.Will;
import org.bellcrank.source.mqtt.sparkplug.HostEvent;
import org.bellcrank.source.mqtt.sparkplug.HostView;
import org.bellcrank.source.mqtt.sparkplug.Metric;
import org.bellcrank.source.mqtt.sparkplug.SparkplugCodec;
import org.bellcrank.source.mqtt.sparkplug.SparkplugMessage;
import org.bellcrank.source.mqtt.sparkplug.SparkplugTopic;
import org.bellcrank.stream.SampleIntake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host's connection: messages become samples and states, gaps become requests for a birth. */
final class HostLink implements LinkListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HostLink.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 8 << 20;

  private final ObservationIntake intake;
  private final SampleIntake streams;
  private final Refusals refusals;
  private final Clock clock;
  private final HostState state;
  private final HostView view;
  private final BrokerLink link;

  /**
   * The view is used on this thread alone and what it tells is done here, one after the other, so
   * that an older state never follows a newer one, whoever heard of it.
   */
  private final ScheduledExecutorService order;

  private boolean wasUp;
  private Optional<Instant> noted = Optional.empty();
  private long unnoted;

  HostLink(
      LinkSettings settings,
      HostState state,
      HostView view,
      ObservationIntake intake,
      SampleIntake streams,
      Refusals refusals,
      Clock clock) {
    this.state = state;
    this.view = view;
    this.intake = intake;
    this.streams = streams;
    this.refusals = refusals;
    this.clock = clock;
    link = new BrokerLink(settings, this);
    order =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "bellcrank-sparkplug-" + settings.clientId());
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    order.scheduleWithFixedDelay(
        () -> guarded(() -> perform(view.look(clock.instant()))),
        LOOK_MILLIS,
        LOOK_MILLIS,
        TimeUnit.MILLISECONDS);
    link.start();
  }

  void renew() {
    link.renew();
  }

  boolean isUp() {
    return link.isUp();
  }

  String away() {
    return link.away();
  }

  @Override
  public void up() {
    announce();
    submit(
        () -> {
          if (wasUp) {
            perform(view.connectedAgain(clock.instant()));
          }
          wasUp = true;
        });
  }

  private Future<?> submit(Runnable task) {
    try {
      return order.submit(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed meanwhile", e);
      return CompletableFuture.completedFuture(null);
    }
  }

  /** One mistake must not end the looks, or hold up who waits for the end of a task. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A step of the Sparkplug host failed", e);
    }
  }

  private void announce() {
    state
        .birth()
        .ifPresent(birth -> link.publish(birth.topic(), birth.payload(), 1, birth.retained()));
  }

  @Override
  public void arrived(Incoming message) {
    if (state.isOwnDeath(message.topic(), message.payload())) {
      announce(); // an earlier connection's will came late
      link.acknowledge(message);
      return;
    }
    SparkplugTopic.of(message.topic())
        .ifPresent(topic -> await(submit(() -> read(topic, message))));
    link.acknowledge(message);
  }

  /** The connection reads no further until it is done, so that the broker feels it. */
  private static void await(Future<?> step) {
    try {
      step.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException | ExecutionException e) {
      LOG.debug("Closed meanwhile", e);
    }
  }

  private void read(SparkplugTopic topic, Incoming message) {
    try {
      if (message.payload().length > MOST_BYTES) {
        throw new IOException(
            "given %d bytes; allowed: up to %d".formatted(message.payload().length, MOST_BYTES));
      }
      perform(view.arrived(topic, message.payload(), clock.instant()));
    } catch (IOException e) {
      refuse(message, e.getMessage());
    }
  }

  private void perform(List<HostEvent> events) {
    for (HostEvent event : events) {
      if (event instanceof HostEvent.Values values) {
        take(values);
      } else if (event instanceof HostEvent.Change change) {
        submit(status(change));
      } else {
        ask((HostEvent.Rebirth) event);
      }
    }
  }

  /** Waits while there is no room. */
  private void take(HostEvent.Values values) {
    try {
      streams.take(values.samples());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
    }
  }

  private DeviceStatus status(HostEvent.Change change) {
    Instant now = clock.instant();
    String source = "sparkplug:" + change.device();
    return new DeviceStatus(
        ObservationId.of(source, change.status() + " " + now),
        cut(source),
        new CaptureTime(now, CaptureTime.ClockQuality.GATEWAY),
        cut(change.device()),
        change.status(),
        change.detail(),
        java.util.Map.of());
  }

  private static String cut(String name) {
    return name.length() <= 128 ? name : name.substring(0, 128);
  }

  private void submit(DeviceStatus status) {
    try {
      intake
          .submit(status)
          .whenComplete(
              (taken, failure) -> {
                if (failure != null) {
                  again(status, failure);
                }
              });
    } catch (StoreException e) {
      again(status, e);
    }
  }

  private void again(DeviceStatus status, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof StoreException) {
      LOG.error(
          "The state of {} could not be kept, trying again in {} s: {}",
          status.device(),
          BrokerLink.RETRY_SECONDS,
          cause.getMessage());
      link.later(() -> submit(status), TimeUnit.SECONDS.toMillis(BrokerLink.RETRY_SECONDS));
    } else {
      LOG.warn("The state of {} was refused: {}", status.device(), cause.getMessage());
    }
  }

  private void ask(HostEvent.Rebirth wanted) {
    LOG.info(
        "Sparkplug node {}/{} is asked for a birth: {}",
        wanted.group(),
        wanted.node(),
        wanted.reason());
    SparkplugTopic topic =
        new SparkplugTopic(wanted.group(), SparkplugTopic.Kind.NCMD, wanted.node(), "");
    SparkplugMessage command =
        new SparkplugMessage(
            OptionalLong.of(clock.millis()),
            OptionalInt.empty(),
            List.of(Metric.of(SparkplugMessage.REBIRTH, Metric.BOOLEAN, true)));
    link.publish(topic.text(), SparkplugCodec.write(command), 0, false);
  }

  /** Kept for a person, but not each of a flood: what is left out is counted in the next. */
  private void refuse(Incoming message, String words) {
    Instant now = clock.instant();
    if (noted.filter(last -> now.isBefore(last.plus(BETWEEN_NOTES))).isPresent()) {
      unnoted++;
      return;
    }
    noted = Optional.of(now);
    long others = unnoted;
    unnoted = 0;
    LOG.warn(
        "Refused a Sparkplug message from topic {}: {}; {} more since the last such line",
        message.topic(),
        words,
        others);
    Facts why =
        Facts.with("error", words)
            .put("topic", message.topic())
            .put("othersUnkept", others)
            .build();
    try {
      refusals.note("mqtt", why, message.payload());
    } catch (StoreException | EvidenceException e) {
      LOG.error("What was refused could not be kept: {}", e.getMessage());
    }
  }

  /** The will tells that the host is gone. */
  @Override
  public void close() {
    // First, so that nobody waits on the connection's threads for room that may not come.
    for (Runnable never : order.shutdownNow()) {
      if (never instanceof Future<?> step) {
        step.cancel(false);
      }
    }
    link.close();
  }

  /** What a host says of itself. */
  static final class HostState {

    /** How it is said. */
    enum Form {
      /** Not at all: no primary host. */
      NONE,
      /** JSON with the time of the connect (Sparkplug 3.0). */
      JSON,
      /** One word (Sparkplug 2.2). */
      TEXT
    }

    private final Form form;
    private final String topic;
    private final Clock clock;
    private volatile long since;

    HostState(Form form, String host, Clock clock) {
      this.form = form;
      this.topic = (form == Form.JSON ? SparkplugTopic.NAMESPACE + "/" : "") + "STATE/" + host;
      this.clock = clock;
    }

    /** Where it is said; empty when it is not. */
    Optional<String> topic() {
      return form == Form.NONE ? Optional.empty() : Optional.of(topic);
    }

    /** Asked for at each connect; the birth that follows tells the same time. */
    Optional<Will> will() {
      since = clock.millis();
      return said(false);
    }

    Optional<Will> birth() {
      return said(true);
    }

    private Optional<Will> said(boolean online) {
      if (form == Form.NONE) {
        return Optional.empty();
      }
      String text =
          form == Form.TEXT
              ? (online ? "ONLINE" : "OFFLINE")
              : "{\"online\":%s,\"timestamp\":%d}".formatted(online, since);
      return Optional.of(new Will(topic, text.getBytes(StandardCharsets.UTF_8), true));
    }

    boolean isOwnDeath(String where, byte[] payload) {
      String said = new String(payload, StandardCharsets.UTF_8);
      return form != Form.NONE
          && where.equals(topic)
          && (said.contains("OFFLINE") || said.replace(" ", "").contains("\"online\":false"));
    }
  }
}
