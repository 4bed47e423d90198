package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/** How long the demo takes from the command to the first frame, and what heap it then needs. */
final class StartBench implements Bench {

  private static final int FILM_FRAMES = 115;
  private static final int STARTS = 2;
  private static final long LOOK_EVERY_MILLIS = 25;
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration STEADY = Duration.ofSeconds(20);

  private final Services services;

  StartBench(Services services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Outcome run(Terminal terminal) throws BenchException, InterruptedException {
    Path root = services.get(DataDirectory.class).root();
    Path film =
        new Films(services.home(), root.resolve("natives")).worn("B", FILM_FRAMES, terminal);
    List<Double> seconds = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    for (int start = 1; start <= STARTS; start++) {
      terminal.progress("start %d of %d".formatted(start, STARTS));
      long begun = System.nanoTime();
      try (ChildGateway child =
          ChildGateway.start(services.home(), root.resolve("start-" + start), film)) {
        awaitFrame(child);
        seconds.add((System.nanoTime() - begun) / 1e9);
        if (start == STARTS) {
          terminal.progress("running");
          TimeUnit.NANOSECONDS.sleep(STEADY.toNanos());
          memory(child, figures);
        }
      } catch (IOException e) {
        throw new BenchException("the demo cannot be started", e);
      }
    }
    figures.add(0, Figure.atMost("F32", Percentiles.of(seconds, 1), "s", 20));
    figures.add(1, Figure.reported("F32 quicker start", Percentiles.of(seconds, 0.5), "s"));
    return new Outcome(load(), figures);
  }

  private static void awaitFrame(ChildGateway child) throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (child.frames() == 0) {
      if (System.nanoTime() > deadline) {
        throw new BenchException(
            "no frame was looked at within %d s; the demo said: %s"
                .formatted(LIMIT.toSeconds(), child.said()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private static void memory(ChildGateway child, List<Figure> figures)
      throws BenchException, IOException, InterruptedException {
    double heap =
        child
            .memory()
            .heapMiB()
            .orElseThrow(() -> new BenchException("heap: this JDK brings no jcmd that answers"));
    figures.add(Figure.atMost("F33 heap after collection", heap, "MiB", 512));
    child
        .memory()
        .residentMiB()
        .ifPresent(
            resident ->
                figures.add(
                    Figure.reported(
                        "resident with natives and collector's room", resident, "MiB")));
  }

  private static Facts load() {
    return Facts.with("starts", STARTS)
        .put("told", "the slower one")
        .put("command", "demo --source FILM on a fresh data directory, a process of its own")
        .put("from", "the start of the process")
        .put("to", "its console tells of a frame that the model looked at")
        .put("build", "done before; the system's file cache as it was")
        .put(
            "film",
            "rendered spindle, H.264, 1280x720, %d frames, 4 a second".formatted(FILM_FRAMES))
        .put("heapAfterSeconds", STEADY.toSeconds())
        .put("heap", "Java heap after two full collections (jcmd GC.run), natives not in it")
        .build();
  }
}
