package org.bellcrank.itests.chaos.halts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param halts how many processes are ended, 0 to 1000000
 * @param images how often files are taken as they lie, 0 to 1000000
 * @param seed of stories, faults and second halts
 * @param time after which it ends early; empty for none
 * @param resume whether the report is gone on with
 * @param report where to write what was found
 * @param folder for data directories; empty for one under target
 */
public record HaltsOptions(
    int halts,
    int images,
    long seed,
    Optional<Duration> time,
    boolean resume,
    Optional<Path> report,
    Optional<Path> folder) {

  static final String ALLOWED =
      "--halts N, --images N, --seed S, --minutes M, --report FILE, --resume, --folder DIR";

  private static final int MOST = 1_000_000;

  /** Whether these words are for this harness. */
  public static boolean meant(List<String> arguments) {
    return arguments.contains("--halts") || arguments.contains("--images");
  }

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException saying what was given and what is allowed
   */
  public static HaltsOptions read(List<String> arguments) {
    HaltsOptions options =
        new HaltsOptions(0, 0, 1, Optional.empty(), false, Optional.empty(), Optional.empty());
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      options = options.with(words.next(), words);
    }
    if (options.resume && options.report.isEmpty()) {
      throw new IllegalArgumentException(
          "--resume goes on with a report; --report FILE is missing");
    }
    return options;
  }

  private HaltsOptions with(String word, Iterator<String> words) {
    return switch (word) {
      case "--halts" ->
          new HaltsOptions(number(word, words), images, seed, time, resume, report, folder);
      case "--images" ->
          new HaltsOptions(halts, number(word, words), seed, time, resume, report, folder);
      case "--seed" ->
          new HaltsOptions(halts, images, number(word, words), time, resume, report, folder);
      case "--minutes" ->
          new HaltsOptions(
              halts,
              images,
              seed,
              Optional.of(Duration.ofMinutes(number(word, words))),
              resume,
              report,
              folder);
      case "--resume" -> new HaltsOptions(halts, images, seed, time, true, report, folder);
      case "--report" ->
          new HaltsOptions(
              halts, images, seed, time, resume, Optional.of(path(word, words)), folder);
      case "--folder" ->
          new HaltsOptions(
              halts, images, seed, time, resume, report, Optional.of(path(word, words)));
      default ->
          throw new IllegalArgumentException("given '%s'; allowed: %s".formatted(word, ALLOWED));
    };
  }

  private static Path path(String word, Iterator<String> words) {
    return Path.of(value(word, words)).toAbsolutePath();
  }

  private static String value(String word, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(word + " needs a value");
    }
    return words.next();
  }

  private static int number(String word, Iterator<String> words) {
    String text = value(word, words);
    if (text.matches("[0-9]{1,7}") && Integer.parseInt(text) <= MOST) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "%s: given '%s'; allowed 0 to %d".formatted(word, text, MOST));
  }
}
