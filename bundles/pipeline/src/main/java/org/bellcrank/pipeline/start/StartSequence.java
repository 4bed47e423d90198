package org.bellcrank.pipeline.start;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.vision.Cameras;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of the gateway as a sequence that can be seen. It is there before anything else is, so
 * that it can tell what is missing; whatever it looks at may come in any order. A store or
 * documents that come anew make a new start. Safe for any thread.
 */
@Component(
    service = {StartSequence.class, StartGate.class},
    immediate = true)
public final class StartSequence implements StartGate {

  private static final Logger LOG = LoggerFactory.getLogger(StartSequence.class);
  private static final long TURN_MILLIS = 50;
  private static final Duration LOOK_EVERY_ONCE_OPEN = Duration.ofSeconds(1);

  private final Clock clock;
  private final Gateway gateway = new Gateway();
  private final Steps steps = new Steps(gateway);
  private final ScheduledExecutorService thread;
  private final Object lock = new Object();
  private volatile Start start;
  private int starts;

  /** Of the thread that looks. */
  private int looked;

  private Sequence sequence;
  private StartDiary diary;
  private Instant lookAt;

  /** Begins to look, on a thread of its own. */
  @Activate
  public StartSequence() {
    this(Clock.systemUTC());
  }

  /**
   * As above.
   *
   * @param clock of the wall; it may be set ahead or back
   */
  public StartSequence(Clock clock) {
    this.clock = clock;
    anew();
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "bellcrank-start");
              made.setDaemon(true);
              return made;
            });
    thread.scheduleWithFixedDelay(this::turn, 0, TURN_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Closes the gate at once, whatever the thread that looks is waiting for. */
  private void anew() {
    synchronized (lock) {
      starts++;
      start = new Start(clock.instant(), Optional.empty(), List.of());
    }
  }

  /** How far the start has come. */
  public Start start() {
    return start;
  }

  @Override
  public String waitsFor() {
    Start now = start;
    if (now.openedAt().isPresent()) {
      return "";
    }
    String words = now.waitsFor();
    return words.isEmpty() ? "the start has just begun" : words;
  }

  private void turn() {
    try {
      int current;
      synchronized (lock) {
        current = starts;
        if (looked != current) {
          looked = current;
          sequence = new Sequence(start.beganAt());
          diary = new StartDiary();
          lookAt = start.beganAt();
        }
      }
      Instant now = clock.instant();
      boolean setBack = now.isBefore(lookAt.minus(LOOK_EVERY_ONCE_OPEN));
      if (setBack || !now.isBefore(lookAt)) {
        look(now);
        synchronized (lock) {
          start = starts == current ? sequence.start() : start;
        }
      }
    } catch (RuntimeException | LinkageError e) { // the outermost: a start must not stand still
      LOG.error("The start stumbled; it is looked at again", e);
    }
  }

  private void look(Instant now) {
    Duration patience =
        gateway.site().map(site -> site.start().sourcesWithin()).orElse(Duration.ZERO);
    boolean opened = sequence.start().openedAt().isPresent();
    sequence.look(steps.all(), patience, now);
    sequence.changes().forEach(stage -> diary.changed(stage, opened, now));
    if (opened) {
      diary.write(gateway.store);
      lookAt = now.plus(LOOK_EVERY_ONCE_OPEN);
    } else if (sequence.complete() && diary.opens(gateway.store, sequence.start(), now)) {
      sequence.open(now);
    } else {
      diary.nag(sequence.start(), now);
    }
  }

  /** Stops looking; what waits for the start is told that it waits. */
  @Deactivate
  public void stop() {
    thread.shutdownNow();
  }

  /** Where everything is kept. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setStore(Store there) {
    gateway.store = there;
    anew();
  }

  /** It went. */
  public void unsetStore(Store gone) {
    if (gateway.store == gone) {
      gateway.store = null;
      anew();
    }
  }

  /** Where keys lie. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setDataDirectory(DataDirectory there) {
    gateway.data = there;
  }

  /** It went. */
  public void unsetDataDirectory(DataDirectory gone) {
    gateway.data = gateway.data == gone ? null : gateway.data;
  }

  /** The documents in force. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setActiveSite(ActiveSite there) {
    gateway.documents = there;
    anew();
  }

  /** They went. */
  public void unsetActiveSite(ActiveSite gone) {
    if (gateway.documents == gone) {
      gateway.documents = null;
      anew();
    }
  }

  /** What loads connectors. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setConnectors(Connectors there) {
    gateway.connectors = there;
  }

  /** It went. */
  public void unsetConnectors(Connectors gone) {
    gateway.connectors = gateway.connectors == gone ? null : gateway.connectors;
  }

  /** Keystores. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setKeyCabinet(KeyCabinet there) {
    gateway.keys = there;
  }

  /** They went. */
  public void unsetKeyCabinet(KeyCabinet gone) {
    gateway.keys = gateway.keys == gone ? null : gateway.keys;
  }

  /** Cameras. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setCameras(Cameras there) {
    gateway.cameras = there;
  }

  /** They went. */
  public void unsetCameras(Cameras gone) {
    gateway.cameras = gateway.cameras == gone ? null : gateway.cameras;
  }

  /** A source that is no camera. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addSource(SourceLife there) {
    gateway.sources.add(there);
  }

  /** It went. */
  public void removeSource(SourceLife gone) {
    gateway.sources.remove(gone);
  }
}
