package org.bellcrank.itests.chaos.halts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bellcrank.itests.chaos.Words;

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
 * @param postgresql whether rows are kept on a PostgreSQL server of the run
 */
public record HaltsOptions(
    int halts,
    int images,
    long seed,
    Optional<Duration> time,
    boolean resume,
    Optional<Path> report,
    Optional<Path> folder,
    boolean postgresql) {

  static final String ALLOWED =
      "--halts N, --images N, --seed S, --minutes M, --report FILE, --resume, --folder DIR,"
          + " --database sqlite|postgresql";

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
        new HaltsOptions(
            0, 0, 1, Optional.empty(), false, Optional.empty(), Optional.empty(), false);
    Words words = new Words(arguments, ALLOWED);
    while (words.hasNext()) {
      options = options.with(words.next(), words);
    }
    if (options.resume && options.report.isEmpty()) {
      throw new IllegalArgumentException(
          "--resume goes on with a report; --report FILE is missing");
    }
    if (options.postgresql && options.images > 0) {
      throw new IllegalArgumentException(
          "--images takes files as they lie, and a server keeps its own; with --database"
              + " postgresql allowed: --halts N");
    }
    return options;
  }

  private HaltsOptions with(String word, Words words) {
    int processes = halts;
    int files = images;
    long drawn = seed;
    Optional<Duration> most = time;
    boolean goesOn = resume;
    Optional<Path> told = report;
    Optional<Path> where = folder;
    boolean server = postgresql;
    switch (word) {
      case "--halts" -> processes = words.number(word, 0, MOST);
      case "--images" -> files = words.number(word, 0, MOST);
      case "--seed" -> drawn = words.number(word, 0, MOST);
      case "--minutes" -> most = Optional.of(Duration.ofMinutes(words.number(word, 0, MOST)));
      case "--resume" -> goesOn = true;
      case "--report" -> told = Optional.of(words.path(word));
      case "--folder" -> where = Optional.of(words.path(word));
      case "--database" -> server = words.either(word, "sqlite", "postgresql").equals("postgresql");
      default -> throw words.unknown(word);
    }
    return new HaltsOptions(processes, files, drawn, most, goesOn, told, where, server);
  }
}
