package org.bellcrank.observation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
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
 * capturedAt}, {@code findings}, {@code position} and {@code sha256} of its canonical facts).
 *
 * <p>A known id is answered with its first position. When the content is the same too, nothing is
 * written, so that a source may repeat itself without end; when the content differs, the first one
 * stands and {@code observation.contradicted} is journalled with both hashes.
 *
 * <p>While the store is full nothing new is taken: a {@link StoreException} says so.
 */
@Component(service = {ObservationIntake.class, Traffic.class})
public final class DurableIntake implements ObservationIntake, Traffic {

  private final Store store;
  private final Clock clock;
  private final TrafficCount traffic = new TrafficCount();

  /** Takes observations into a store. */
  @Activate
  public DurableIntake(@Reference Store store, @Reference Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Accepted accept(Observation observation) {
    Instant now = clock.instant();
    ObservationCheck.require(observation, now);
    String sha256 = sha256(observation.facts());
    Room room = store.room();
    if (room.full()) {
      return known(observation, sha256).orElseThrow(() -> new StoreException(room.refusal(), null));
    }
    return store.commit(unit -> take(unit, observation, now, sha256));
  }

  @Override
  public CompletableFuture<Accepted> submit(Observation observation) {
    Instant now = clock.instant();
    ObservationCheck.require(observation, now);
    String sha256 = sha256(observation.facts());
    Room room = store.room();
    if (room.full()) {
      return known(observation, sha256)
          .map(CompletableFuture::completedFuture)
          .orElseGet(
              () -> CompletableFuture.failedFuture(new StoreException(room.refusal(), null)));
    }
    return store.submit(unit -> take(unit, observation, now, sha256));
  }

  /** What was accepted before is answered as ever, so that its source need not keep it. */
  private Optional<Accepted> known(Observation observation, String sha256) {
    return store
        .read(unit -> unit.port(ObservationBook.class).find(observation.id()))
        .filter(kept -> sha256(kept.observation().facts()).equals(sha256))
        .map(kept -> new Accepted(observation.id(), kept.position(), true));
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
    String kept = sha256(book.find(observation.id()).orElseThrow().observation().facts());
    if (!kept.equals(sha256)) {
      unit.append(
          now,
          "observation.contradicted",
          observation.id(),
          Facts.with("source", observation.source())
              .put("kept", kept)
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

  private static String sha256(Facts facts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(facts.canonical().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
