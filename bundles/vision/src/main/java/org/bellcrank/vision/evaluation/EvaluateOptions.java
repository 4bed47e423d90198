package org.bellcrank.vision.evaluation;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.vision.Alignment;
import org.bellcrank.vision.ModelLoader;
import org.bellcrank.vision.OutputLayouts;
import org.bellcrank.vision.PixelRange;

/**
 * The options of {@code evaluate}.
 *
 * @param hints how to read a model without a card
 */
record EvaluateOptions(
    Path dataset,
    String split,
    Optional<Path> model,
    Optional<Path> card,
    ModelLoader.Hints hints,
    Optional<Path> report) {

  static final String HELP =
      """
      evaluate --dataset DIR --split S   how good a model is on annotated images

        --dataset DIR       folder with annotations.json and images/, or with a folder per split
                            that holds N.png and N.txt (x1 y1 x2 y2 type), for a model of
                            two grey planes N_temp.png too, the same view without defects
        --split S           which images, for example test
        --model FILE        ONNX file; default: the shipped model
        --card FILE         its card; default: card.yaml is not looked for, the input is read from
                            the model and the rest from the next three options
        --layout NAME       output layout without a card; default yolov8
        --input-range R     byte (0 to 255), unit (0 to 1) or signed (-1 to 1); default byte
        --placement P       centre or top-left; default centre
        --report FILE       writes the figures as JSON
      """;

  private static final Set<String> KNOWN =
      Set.of(
          "--dataset",
          "--split",
          "--model",
          "--card",
          "--layout",
          "--input-range",
          "--placement",
          "--report");

  static EvaluateOptions of(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (!KNOWN.contains(option)) {
        throw new IllegalArgumentException(
            "evaluate: given %s; allowed: %s".formatted(option, KNOWN.stream().sorted().toList()));
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("evaluate: %s needs a value".formatted(option));
      }
      given.put(option, arguments.get(i + 1));
    }
    return new EvaluateOptions(
        path(required(given, "--dataset")),
        required(given, "--split"),
        Optional.ofNullable(given.get("--model")).map(EvaluateOptions::path),
        Optional.ofNullable(given.get("--card")).map(EvaluateOptions::path),
        hints(given),
        Optional.ofNullable(given.get("--report")).map(EvaluateOptions::path));
  }

  private static ModelLoader.Hints hints(Map<String, String> given) {
    String layout = given.getOrDefault("--layout", "yolov8");
    if (OutputLayouts.named(layout).isEmpty()) {
      throw new IllegalArgumentException(
          "evaluate --layout: given %s; allowed: %s".formatted(layout, OutputLayouts.names()));
    }
    return new ModelLoader.Hints(
        layout,
        constant(given, "--input-range", PixelRange.BYTE),
        constant(given, "--placement", Alignment.CENTRE));
  }

  private static <E extends Enum<E>> E constant(Map<String, String> given, String option, E usual) {
    String text = given.get(option);
    if (text == null) {
      return usual;
    }
    E[] constants = usual.getDeclaringClass().getEnumConstants();
    return Arrays.stream(constants)
        .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_')))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "evaluate %s: given %s; allowed: %s"
                        .formatted(option, text, Arrays.toString(constants))));
  }

  private static String required(Map<String, String> given, String option) {
    String value = given.get(option);
    if (value == null) {
      throw new IllegalArgumentException(
          "evaluate: %s is missing; allowed: evaluate --dataset DIR --split S".formatted(option));
    }
    return value;
  }

  private static Path path(String given) {
    try {
      return Path.of(given).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "evaluate: given %s; allowed: a path of this machine".formatted(given), e);
    }
  }
}
