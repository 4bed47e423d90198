package org.bellcrank.observation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Room;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The intake on the store. Each observation is one unit: its row and the journal's {@code
 * observation.accepted} (subject: the observation's id; facts: {@code source}, {@code type}, {@code
 * capturedAt}, {@code findings}, {@code position} and {@code sha256} of its canonical facts; {@code
 * claimedAt} where the source's time could not be).
 *
 * <p>A known id is answered with its first position. When the source said the same, nothing is
 * written, so that a source may repeat itself without end; when the content differs, the first one
 * stands and {@code observation.contradicted} is journalled with both hashes. A time that the
 * gateway's clock gave is nothing the source said.
 *
 * <p>A source's time that cannot be (more than five minutes ahead of the gateway's clock, or before
 * 2000) is no reason to refuse, since doors such as MQTT cannot give anything back: the observation
 * gets the gateway's time, and what the source claimed stays beside it. {@link SourceClocks} tells
 * who.
 *
 * <p>While the store is full nothing new is taken: a {@link StoreException} says so.
 */
@Component(service = {ObservationIntake.class, Traffic.class, SourceClocks.class})
public final class DurableIntake implements ObservationIntake, Traffic, SourceClocks {

  private final Store store;
  private final Clock clock;
  private final ClockDoubts clocks;
  private final TrafficCount traffic = new TrafficCount();

  /** Takes observations into a store. */
  @Activate
  public DurableIntake(@Reference Store store, @Reference Clock clock) {
    this.store = store;
    this.clock = clock;
    clocks = new ClockDoubts(store);
  }

  @Override
  public Accepted accept(Observation told) {
    ObservationCheck.require(told);
    Instant now = clock.instant();
    Observation observation = TimeOfSight.believed(told, now);
    Room room = store.room();
    if (room.full()) {
      return known(observation).orElseThrow(() -> new StoreException(room.refusal(), null));
    }
    String sha256 = sha256(observation);
    Accepted accepted = store.commit(unit -> take(unit, observation, now, sha256));
    look(observation, accepted, now);
    return accepted;
  }

  @Override
  public CompletableFuture<Accepted> submit(Observation told) {
    ObservationCheck.require(told);
    Instant now = clock.instant();
    Observation observation = TimeOfSight.believed(told, now);
    Room room = store.room();
    if (room.full()) {
      return known(observation)
          .map(CompletableFuture::completedFuture)
          .orElseGet(
              () -> CompletableFuture.failedFuture(new StoreException(room.refusal(), null)));
    }
    String sha256 = sha256(observation);
    CompletableFuture<Accepted> taken = store.submit(unit -> take(unit, observation, now, sha256));
    return clocks.concern(observation)
        ? taken.thenApply(accepted -> look(observation, accepted, now))
        : taken;
  }

  private Accepted look(Observation observation, Accepted accepted, Instant now) {
    if (!accepted.repeated() && clocks.concern(observation)) {
      clocks.look(observation, now);
    }
    return accepted;
  }

  /** What was accepted before is answered as ever, so that its source need not keep it. */
  private Optional<Accepted> known(Observation observation) {
    return store
        .read(unit -> unit.port(ObservationBook.class).find(observation.id()))
        .filter(kept -> saysTheSame(kept.observation(), observation))
        .map(kept -> new Accepted(observation.id(), kept.position(), true));
  }

  /** A second time it may have come under another reading of the gateway's clock. */
  private static boolean saysTheSame(Observation one, Observation other) {
    return TimeOfSight.told(one)
        .facts()
        .canonical()
        .equals(TimeOfSight.told(other).facts().canonical());
  }

  @Override
  public List<Doubt> doubts() {
    return clocks.doubts();
  }

  @Override
  public Map<String, Long> counts() {
    return traffic.counts();
  }

  private Accepted take(UnitOfWork unit, Observation observation, Instant now, String sha256) {
    ObservationBook book = unit.port(ObservationBook.class);
    Accepted accepted = book.add(observation, now);
    if (!accepted.repeated()) {
      traffic.accepted(observation);
      unit.append(
          now, "observation.accepted", observation.id(), facts(observation, accepted, sha256));
      return accepted;
    }
    Observation kept = book.find(observation.id()).orElseThrow().observation();
    if (!saysTheSame(kept, observation)) {
      unit.append(
          now,
          "observation.contradicted",
          observation.id(),
          Facts.with("source", observation.source())
              .put("kept", sha256(kept))
              .put("given", sha256)
              .put("position", accepted.position())
              .build());
    }
    return accepted;
  }

  private static Facts facts(Observation observation, Accepted accepted, String sha256) {
    return Facts.with("source", observation.source())
        .put("type", type(observation))
        .put("capturedAt", observation.captured().at())
        .put("claimedAt", observation.captured().claimed())
        .put("findings", observation.findings().size())
        .put("position", accepted.position())
        .put("sha256", sha256)
        .build();
  }

  private static String type(Observation observation) {
    if (observation instanceof Inspection) {
      return "inspection";
    }
    if (observation instanceof Measurement) {
      return "measurement";
    }
    if (observation instanceof Canary) {
      return "canary";
    }
    return observation instanceof Prediction ? "prediction" : "deviceStatus";
  }

  private static String sha256(Observation observation) {
    String facts = observation.facts().canonical();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(facts.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
