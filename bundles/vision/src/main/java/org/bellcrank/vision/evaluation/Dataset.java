package org.bellcrank.vision.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;
import org.bellcrank.observation.Box;

/**
 * Annotated images.
 *
 * @param form which form the folder has
 * @param classes names of the marked classes
 * @param samples the images of the split, sorted by name
 */
public record Dataset(Form form, List<String> classes, List<Sample> samples) {

  private static final List<String> BOARD_CLASSES =
      List.of("open", "short", "mousebite", "spur", "copper", "pin-hole");

  /** How the marks are written. */
  public enum Form {
    /**
     * {@code annotations.json}: a list of {@code file, split, boxes}; images in {@code images/}.
     */
    ANNOTATIONS,
    /**
     * A folder per split; beside {@code N.png} a text {@code N.txt} of {@code x1 y1 x2 y2 type} and
     * perhaps {@code N_temp.png}, the same view without defects.
     */
    LINES
  }

  /**
   * An image and its marks.
   *
   * @param image the file
   * @param truths what is marked; empty: clean
   * @param template the same view without defects, where the folder has one
   */
  public record Sample(Path image, List<Truth> truths, Optional<Path> template) {}

  /**
   * Reads a data set.
   *
   * @param split for example {@code test}
   * @throws DatasetException when the folder has neither form, or no image of the split
   */
  public static Dataset open(Path directory, String split) {
    try {
      Path list = directory.resolve("annotations.json");
      if (Files.isRegularFile(list)) {
        return annotations(directory, list, split);
      }
      if (Files.isDirectory(directory.resolve(split))) {
        return lines(directory.resolve(split));
      }
    } catch (IOException | FactsException e) {
      throw new DatasetException("data set %s: %s".formatted(directory, e.getMessage()), e);
    }
    throw new DatasetException(
        "data set %s: given neither annotations.json nor a folder %s; allowed: one of them"
            .formatted(directory, split),
        null);
  }

  private static Dataset annotations(Path directory, Path list, String split) throws IOException {
    Facts all = Facts.parse("{\"images\":" + Files.readString(list) + "}");
    List<Sample> samples = new ArrayList<>();
    TreeSet<String> splits = new TreeSet<>();
    for (Facts row : all.factsList("images")) {
      splits.add(row.requireText("split"));
      if (row.requireText("split").equals(split)) {
        List<Truth> truths = row.list("boxes").stream().map(Dataset::box).toList();
        Path image = directory.resolve("images").resolve(row.requireText("file"));
        samples.add(new Sample(image, truths, Optional.empty()));
      }
    }
    if (samples.isEmpty()) {
      throw new DatasetException(
          "data set %s: given split %s; allowed: %s".formatted(directory, split, splits), null);
    }
    samples.sort(Comparator.comparing(Sample::image));
    return new Dataset(Form.ANNOTATIONS, List.of("pitting"), List.copyOf(samples));
  }

  private static Truth box(Object given) {
    if (given instanceof List<?> edges
        && edges.size() >= 4
        && edges.get(0) instanceof Number x1
        && edges.get(1) instanceof Number y1
        && edges.get(2) instanceof Number x2
        && edges.get(3) instanceof Number y2) {
      return new Truth(
          0, new Box(x1.doubleValue(), y1.doubleValue(), x2.doubleValue(), y2.doubleValue()));
    }
    throw new DatasetException(
        "boxes: given %s; allowed: [x1, y1, x2, y2] in pixels".formatted(given), null);
  }

  private static Dataset lines(Path folder) throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path text : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        String name = text.getFileName().toString().replaceFirst("\\.txt$", "");
        Path template = folder.resolve(name + "_temp.png");
        samples.add(
            new Sample(
                folder.resolve(name + ".png"),
                truths(text),
                Optional.of(template).filter(Files::isRegularFile)));
      }
    }
    if (samples.isEmpty()) {
      throw new DatasetException(
          "data set %s: given no text beside an image; allowed: N.txt beside N.png"
              .formatted(folder),
          null);
    }
    return new Dataset(Form.LINES, BOARD_CLASSES, List.copyOf(samples));
  }

  private static List<Truth> truths(Path text) throws IOException {
    List<Truth> truths = new ArrayList<>();
    for (String line : Files.readAllLines(text)) {
      if (!line.isBlank()) {
        truths.add(truth(text, line));
      }
    }
    return List.copyOf(truths);
  }

  private static Truth truth(Path text, String line) {
    String[] parts = line.strip().split("[ ,]+");
    try {
      int type = Integer.parseInt(parts[4]);
      if (type >= 1 && type <= BOARD_CLASSES.size()) {
        return new Truth(
            type - 1,
            new Box(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3])));
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw misread(text, line, e);
    }
    throw misread(text, line, null);
  }

  private static DatasetException misread(Path text, String line, Exception cause) {
    return new DatasetException(
        "%s: given '%s'; allowed: x1 y1 x2 y2 type, type 1 to %d"
            .formatted(text, line, BOARD_CLASSES.size()),
        cause);
  }
}
