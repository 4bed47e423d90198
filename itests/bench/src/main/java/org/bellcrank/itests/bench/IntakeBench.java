package org.bellcrank.itests.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/** How many observations a second become durable, and how many findings a second are decided. */
final class IntakeBench implements Bench {

  private static final int THREADS = 4;
  private static final int CAUSES = 200;
  private static final int WAITING = 4096;
  private static final double[] CONFIDENCES = {0.9, 0.8, 0.4};
  private static final Duration WARM = Duration.ofSeconds(3);
  private static final Duration BARE = Duration.ofSeconds(2);
  private static final Duration ROUND = Duration.ofSeconds(8);
  private static final Duration DECIDING = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Services services;
  private final Pump pump = new Pump(THREADS);
  private final List<Figure> figures = new ArrayList<>();
  private double millisEach;

  IntakeBench(Services services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "intake";
  }

  @Override
  public Outcome run(Terminal terminal) throws BenchException, InterruptedException {
    figures.clear();
    Path folder = services.get(DataDirectory.class).root();
    bare(folder, terminal);
    durable(terminal);
    terminal.progress("deciding");
    BenchSite.activate(services, CAUSES, List.of());
    awaitPipeline();
    deciding(terminal);
    withImages(terminal);
    return new Outcome(load(), figures);
  }

  private void bare(Path folder, Terminal terminal) throws BenchException {
    String text = Samples.clean("x", Clock.systemUTC().instant()).facts().json();
    for (int rows : new int[] {1, 16, 256}) {
      terminal.progress("bare SQLite, %d rows a commit".formatted(rows));
      figures.add(
          Figure.reported(
              "bare SQLite, %d row%s a commit".formatted(rows, rows == 1 ? "" : "s"),
              BareSqlite.rowsPerSecond(folder, text, rows, BARE),
              "1/s"));
    }
  }

  private void durable(Terminal terminal) throws BenchException, InterruptedException {
    ObservationIntake intake = services.get(ObservationIntake.class);
    Clock clock = Clock.systemUTC();
    terminal.progress("durable observations");
    pump.run(n -> intake.submit(Samples.clean("warm:" + n, clock.instant())), 0, WARM);
    Effort effort = new Effort();
    Pump.Pumped pumped =
        pump.run(n -> intake.submit(Samples.clean("clean:" + n, clock.instant())), 0, ROUND);
    figures.add(Figure.atLeast("F7", pumped.perSecond(), "1/s", 15_000));
    figures.add(
        Figure.reported("processor time an observation", effort.millisEach(pumped.done()), "ms"));
    figures.add(Figure.atMost("F7 observations not taken", pumped.failed(), "", 0));
  }

  /** The clean frames are read past before findings come; nothing is decided before documents. */
  private void awaitPipeline() throws BenchException, InterruptedException {
    Store store = services.get(Store.class);
    long last = store.read(unit -> unit.port(ObservationBook.class).lastPosition());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (store.read(unit -> unit.port(Positions.class).position("pipeline")) < last) {
      if (System.nanoTime() > deadline) {
        throw new BenchException(
            "the pipeline did not read past %d clean frames within %d s"
                .formatted(last, PATIENCE.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void deciding(Terminal terminal) throws BenchException, InterruptedException {
    ObservationIntake intake = services.get(ObservationIntake.class);
    Clock clock = Clock.systemUTC();
    terminal.progress("findings decided");
    decided(intake, n -> defect("warm-defect:" + n, n, clock, List.of()), WARM);
    double perSecond = decided(intake, n -> defect("defect:" + n, n, clock, List.of()), DECIDING);
    figures.add(Figure.atLeast("F7 accepted to final disposition", perSecond, "1/s", 3_000));
    figures.add(Figure.reported("processor time a finding", millisEach, "ms"));
  }

  private void withImages(Terminal terminal) throws BenchException, InterruptedException {
    ObservationIntake intake = services.get(ObservationIntake.class);
    EvidenceStore evidence = services.get(EvidenceStore.class);
    Clock clock = Clock.systemUTC();
    terminal.progress("findings with an image each");
    double perSecond =
        decided(
            intake,
            n -> {
              EvidenceItem item =
                  new EvidenceItem(
                      EvidenceItem.Role.ORIGINAL, evidence.keep(Samples.image(n), "image/jpeg"));
              return defect("picture:" + n, n, clock, List.of(item));
            },
            ROUND);
    figures.add(Figure.reported("F7 the same with a 100 KiB image each", perSecond, "1/s"));
  }

  /** Findings a second, from the first one's coming to the last one's final disposition. */
  private double decided(ObservationIntake intake, LongFunction<Inspection> make, Duration round)
      throws BenchException, InterruptedException {
    try (FinalCount count = new FinalCount(services.get(Store.class), WAITING)) {
      Effort effort = new Effort();
      long start = System.nanoTime();
      Pump.Pumped pumped =
          pump.run(
              n -> {
                count.enter();
                return intake.submit(make.apply(n));
              },
              0,
              round);
      if (pumped.failed() > 0) {
        throw new BenchException("%d findings were not accepted".formatted(pumped.failed()));
      }
      count.await(pumped.done(), PATIENCE);
      millisEach = effort.millisEach(pumped.done());
      return pumped.done() * 1e9 / (System.nanoTime() - start);
    }
  }

  private static Inspection defect(String id, long n, Clock clock, List<EvidenceItem> evidence) {
    return Samples.defect(
        id,
        clock.instant(),
        BenchSite.point((int) (n % CAUSES)),
        CONFIDENCES[(int) (n / CAUSES % CONFIDENCES.length)],
        evidence);
  }

  private static Facts load() {
    return Facts.with("threads", THREADS)
        .put("bareSeconds", BARE.toSeconds())
        .put("bareRow", "the text of one observation, one table, one writer, WAL, synchronous=FULL")
        .put("warmUpSeconds", WARM.toSeconds())
        .put("intakeSeconds", ROUND.toSeconds())
        .put("observation", "an inspection of 1280x720 without detections and without evidence")
        .put("decidingSeconds", DECIDING.toSeconds())
        .put(
            "finding",
            "one detection an inspection, %d causes in turn, confidence 0.9, 0.8, 0.4 in turn"
                .formatted(CAUSES))
        .put("mayWaitForDecision", WAITING)
        .put("deliveries", "under way meanwhile, to two doubles that answer in 100 ms")
        .put("imageBytes", Samples.IMAGE_BYTES)
        .put("imageSeconds", ROUND.toSeconds())
        .build();
  }
}
