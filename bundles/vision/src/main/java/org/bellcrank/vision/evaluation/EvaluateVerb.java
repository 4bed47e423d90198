package org.bellcrank.vision.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.bellcrank.vision.CameraException;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.ModelLoader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The word {@code evaluate}: how good a model is on annotated images. */
@Component
public final class EvaluateVerb implements Verb {

  private final Evaluation evaluation;
  private final ModelLoader loader;

  /** Joins what reads images and what opens model files. */
  @Activate
  public EvaluateVerb(@Reference ImageCoder coder, @Reference ModelLoader loader) {
    evaluation = new Evaluation(coder);
    this.loader = loader;
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "how good a model is on annotated images";
  }

  @Override
  public String help() {
    return EvaluateOptions.HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      EvaluateOptions.of(arguments);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    EvaluateOptions options;
    try {
      options = EvaluateOptions.of(arguments);
    } catch (IllegalArgumentException e) {
      terminal.error(e.getMessage());
      return 2;
    }
    try {
      Dataset dataset = Dataset.open(options.dataset(), options.split());
      if (options.model().isPresent()) {
        try (ModelLoader.Loaded model =
            loader.load(options.model().get(), options.card(), options.hints())) {
          return evaluate(options, dataset, model, terminal);
        }
      }
      Optional<ModelLoader.Loaded> shipped = loader.shipped();
      if (shipped.isEmpty()) {
        terminal.error("evaluate: no installed bundle brings a model; give --model FILE");
        return 2;
      }
      try (ModelLoader.Loaded model = shipped.get()) {
        return evaluate(options, dataset, model, terminal);
      }
    } catch (DatasetException | DetectorException | CameraException | IOException e) {
      terminal.error(e.getMessage());
      return 2;
    }
  }

  private int evaluate(
      EvaluateOptions options, Dataset dataset, Detector detector, Terminal terminal)
      throws InterruptedException, IOException {
    int all = dataset.samples().size();
    Evaluation.Result result =
        evaluation.run(
            dataset, detector, done -> terminal.progress("%d of %d images".formatted(done, all)));
    List<Figure> figures = EvaluationFigures.of(dataset, detector.card(), options, result);
    terminal.line(
        "%s %s on %s (%s), %d images of %s/%s"
            .formatted(
                detector.card().name(),
                detector.card().version(),
                detector.provider(),
                detector.reason(),
                all,
                options.dataset().getFileName(),
                options.split()));
    figures.forEach(figure -> terminal.line(line(figure)));
    if (options.report().isPresent()) {
      Files.writeString(
          options.report().get(), report(options, dataset, detector, figures).json() + "\n");
    }
    return figures.stream().allMatch(Figure::ok) ? 0 : 1;
  }

  private static String line(Figure figure) {
    String target =
        figure.target().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "  %s %s %.3f",
                figure.ok() ? "ok" : "MISSED",
                figure.atMost() ? "at most" : "at least",
                figure.target().getAsDouble());
    return String.format(
        Locale.ROOT, "%-28s %9.4f %s%s", figure.id(), figure.value(), figure.unit(), target);
  }

  private static Facts report(
      EvaluateOptions options, Dataset dataset, Detector detector, List<Figure> figures) {
    Runtime machine = Runtime.getRuntime();
    Facts load =
        Facts.with("dataset", options.dataset().toString())
            .put("split", options.split())
            .put("images", dataset.samples().size())
            .put("marks", dataset.samples().stream().mapToInt(s -> s.truths().size()).sum())
            .put("model", detector.card().name())
            .put("modelVersion", detector.card().version())
            .put("modelSha256", detector.card().sha256())
            .put("inputWidth", detector.card().input().width())
            .put("inputHeight", detector.card().input().height())
            .put("layout", detector.card().layout())
            .put("provider", detector.provider())
            .put("providerReason", detector.reason())
            .build();
    return Facts.with("name", "evaluate")
        .put(
            "machine",
            Facts.with("cores", machine.availableProcessors())
                .put("memoryMiB", machine.maxMemory() >> 20)
                .put("jdk", System.getProperty("java.vm.version"))
                .build())
        .put("load", load)
        .put("figures", figures.stream().map(Figure::facts).toList())
        .build();
  }
}
