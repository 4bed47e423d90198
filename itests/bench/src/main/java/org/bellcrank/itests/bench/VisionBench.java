package org.bellcrank.itests.bench;

import java.nio.file.Path;
import java.util.List;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.evaluation.Figure;

/** The way from a film to evidence, held against decoding and inference alone. */
final class VisionBench implements Bench {

  private static final int WARM_FRAMES = 60;
  private static final int FRAMES = 240;
  private static final int PACED_FRAMES = 115;
  private static final double PACE = 5;

  private final Services services;

  VisionBench(Services services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "vision";
  }

  @Override
  public Outcome run(Terminal terminal) throws BenchException, InterruptedException {
    Detector detector = services.get(Detector.class);
    Path natives = services.get(DataDirectory.class).root().resolve("natives");
    Films films = new Films(services.home(), natives);
    Path warm = films.film("B", WARM_FRAMES, terminal);
    Path film = films.film("A", FRAMES, terminal);
    Path paced = films.film("B", PACED_FRAMES, terminal);
    BenchSite.activate(services, 1, List.of("cam-warm", "cam-full", "cam-paced"));
    CameraRun camera = new CameraRun(services);
    terminal.progress("warming up");
    camera.play("cam-warm", warm, 0);
    terminal.progress("bare loop, before");
    double bareBefore = new BareLoop(film, detector).framesPerSecond();
    terminal.progress("full path");
    CameraRun.Played full = camera.play("cam-full", film, 0);
    terminal.progress("bare loop, after");
    double bareAfter = new BareLoop(film, detector).framesPerSecond();
    terminal.progress("at %.0f frames a second".formatted(PACE));
    CameraRun.Played slow = camera.play("cam-paced", paced, PACE);
    // Half the frames' time before, half after: the harmonic mean is the rate over both.
    double bare = 2 / (1 / bareBefore + 1 / bareAfter);
    return new Outcome(
        load(detector, full.status(), slow.status()),
        figures(bare, bareBefore, bareAfter, full, slow));
  }

  private static List<Figure> figures(
      double bare,
      double bareBefore,
      double bareAfter,
      CameraRun.Played full,
      CameraRun.Played slow) {
    CameraStatus status = slow.status();
    return List.of(
        Figure.atLeast("share of the necessary minimum", full.framesPerSecond() / bare, "", 0.80),
        Figure.reported("full path", full.framesPerSecond(), "1/s"),
        Figure.reported("bare loop, before", bareBefore, "1/s"),
        Figure.reported("bare loop, after", bareAfter, "1/s"),
        Figure.atMost("F2", status.payloadMillis().p95(), "ms p95", 100),
        Figure.atMost("F2 all but inference", status.restMillis().p95(), "ms p95", 25),
        Figure.reported("F2 p50", status.payloadMillis().p50(), "ms"),
        Figure.reported("F2 all but inference p50", status.restMillis().p50(), "ms"),
        Figure.reported("inference p50", status.inferenceMillis().p50(), "ms"),
        Figure.reported("inference p95", status.inferenceMillis().p95(), "ms"));
  }

  private static Facts load(Detector detector, CameraStatus full, CameraStatus slow) {
    return Facts.with("film", "rendered spindle, H.264, 1280x720")
        .put("warmUpFrames", WARM_FRAMES)
        .put("frames", full.looked())
        .put("framesWithFindings", full.inspections())
        .put("pacedFrames", slow.looked())
        .put("pacedFramesWithFindings", slow.inspections())
        .put("pacePerSecond", PACE)
        .put(
            "path", "decode, letterbox, inference, zones, original + annotated + thumbnail, intake")
        .put("beside", "deciding and delivery go on")
        .put("minimum", "same film, FFmpeg to BGR24 on one thread, same session on another")
        .put("model", detector.card().name() + " " + detector.card().version())
        .put("modelSha256", detector.card().sha256())
        .put("inputWidth", detector.card().input().width())
        .put("inputHeight", detector.card().input().height())
        .put("provider", detector.provider())
        .put("providerReason", detector.reason())
        .build();
  }
}
