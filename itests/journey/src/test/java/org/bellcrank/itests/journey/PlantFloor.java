package org.bellcrank.itests.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.plant.Machine;
import org.bellcrank.itests.plant.Plant;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.site.Site;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.StreamIntake;
import org.bellcrank.stream.Waveform;

/**
 * A gateway with the plant's documents, and the machines of the plant before it. Their time leaps
 * from look to look: after each the gateway has decided all that came of it.
 */
final class PlantFloor implements AutoCloseable {

  private static final Path REGISTER =
      WholeGateway.ROOT.resolve("kura-config/profiles/demo-plant/assets.csv");

  final WholeGateway gateway;
  private final LeapingClock clock = new LeapingClock(Plant.START);
  private final StreamIntake intake;
  private final Map<String, Long> told = new HashMap<>(); // samples of each point

  /** Begins on the plant's first day. */
  PlantFloor(Path folder) throws IOException {
    gateway =
        new WholeGateway(
            folder,
            clock,
            DoubleOptions.free().clock(clock).plant(REGISTER),
            (data, maximo, custom) -> new DemoSite(WholeGateway.ROOT, data).writePlant(custom));
    intake =
        new StreamIntake(
            gateway.intake,
            gateway.store,
            gateway.evidence,
            () -> gateway.documents.site().map(Site::streams),
            clock);
  }

  /** What a machine tells at a time after the plant's start, waveforms included. */
  void look(Machine machine, Duration at) throws InterruptedException {
    Duration before = at.minusSeconds(30);
    clock.leapTo(Plant.START.plus(before));
    take(machine.samples(before)); // its state lasts
    clock.leapTo(Plant.START.plus(at));
    List<Sample> samples = machine.samples(at);
    take(samples);
    for (Waveform wave : machine.waveforms(at)) {
      intake.take(wave);
    }
    take(samples); // known already: behind the waveforms, on the same threads
    settled(samples);
  }

  private void take(List<Sample> samples) throws InterruptedException {
    intake.take(samples);
    samples.forEach(sample -> told.merge(sample.point(), 1L, Long::sum));
  }

  /** What comes of waveforms shares a thread with the state of its asset, which was told after. */
  private void settled(List<Sample> last) throws InterruptedException {
    await(
        () ->
            last.stream()
                .map(Sample::point)
                .allMatch(
                    point ->
                        intake.of(point).filter(of -> of.taken() == told.get(point)).isPresent()));
    while (intake.writing() > 0) {
      // a thread of the stream that waits for samples looks ten times a second at what was written
      take(last); // which it knows already
      LockSupport.parkNanos(500_000);
    }
    await(this::decided);
  }

  /** As {@link WholeGateway#await}, for what is looked for hundreds of times. */
  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(500_000);
    }
    WholeGateway.await("samples and decisions", condition);
  }

  private boolean decided() {
    return intake.writing() == 0
        && gateway.store.read(
            unit ->
                unit.port(ObservationBook.class)
                    .after(unit.port(Positions.class).position("pipeline"), 1)
                    .isEmpty());
  }

  /** Nothing more comes: what is known goes out and is decided. */
  void end() {
    intake.stop();
    await(this::decided);
  }

  /** All findings, oldest first. */
  List<FindingBook.Row> findings() {
    return gateway
        .store
        .<List<FindingBook.Row>>read(unit -> unit.port(FindingBook.class).newest(0, 1_000))
        .stream()
        .sorted(Comparator.comparing(FindingBook.Row::sequence))
        .toList();
  }

  /** The journal's entries of a kind. */
  List<Entry> journal(String kind) {
    return gateway.store.read(unit -> unit.port(Journal.class).after(0, 100_000)).stream()
        .filter(entry -> entry.kind().equals(kind))
        .toList();
  }

  @Override
  public void close() {
    intake.stop();
    gateway.close();
  }
}
