package org.bellcrank.itests.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of images and where their capture times come from: twelve digits in the names, else the
 * files' own times, else the order of the names.
 *
 * @param settings of the camera that plays it
 * @param lines what was taken, for people
 */
record ImageFolder(Map<String, String> settings, List<String> lines) {

  private static final Pattern IMAGE = Pattern.compile("(?i).+\\.(jpg|jpeg|png|bmp)");
  private static final String DIGITS = "(?<![0-9])([0-9]{12})(?![0-9])";
  private static final Pattern TIME = Pattern.compile(".*?" + DIGITS + "(.*)");
  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyMMddHHmmss");
  private static final Duration APART = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofHours(1);
  private static final int SHOWN = 3;

  static ImageFolder of(Path folder, Optional<Pattern> match) throws IOException {
    List<Path> all = images(folder);
    List<Path> taken =
        all.stream()
            .filter(file -> match.isEmpty() || match.get().matcher(name(file)).find())
            .toList();
    if (taken.isEmpty()) {
      String what =
          all.isEmpty() || match.isEmpty()
              ? "holds no image"
              : "holds %d images, but no name matches %s".formatted(all.size(), match.get());
      throw Source.refused(folder.toString(), what);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    match.ifPresent(pattern -> settings.put("file.pattern", pattern.pattern()));
    List<String> lines = new ArrayList<>();
    String count =
        taken.size() == all.size()
            ? "%d images".formatted(taken.size())
            : "%d of %d images".formatted(taken.size(), all.size());
    lines.add("source              %s of %s".formatted(count, folder));
    lines.add("                    " + times(taken, settings));
    kinds(taken).ifPresent(hint -> lines.add("                    " + hint));
    return new ImageFolder(Map.copyOf(settings), List.copyOf(lines));
  }

  private static List<Path> images(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> IMAGE.matcher(name(file)).matches()).toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Decides where the times come from and says so. */
  private static String times(List<Path> taken, Map<String, String> settings) throws IOException {
    List<Instant> named =
        taken.stream().flatMap(file -> time(name(file)).stream()).sorted().toList();
    if (!named.isEmpty()) {
      settings.put("capture.pattern", ".*?" + DIGITS + ".*");
      String without =
          named.size() == taken.size()
              ? ""
              : "; %d without a time are left out".formatted(taken.size() - named.size());
      return "times in their names, %s%s".formatted(span(named), without);
    }
    List<Instant> modified = new ArrayList<>();
    for (Path file : taken) {
      modified.add(Files.getLastModifiedTime(file).toInstant());
    }
    modified.sort(Instant::compareTo);
    Instant last = modified.get(modified.size() - 1);
    Duration between = APART.multipliedBy(taken.size() - 1L);
    if (Duration.between(modified.get(0), last).compareTo(between) >= 0) {
      return "no times in their names; the files' own times, " + span(modified);
    }
    settings.put("capture.start", last.minus(STEP.multipliedBy(taken.size() - 1L)).toString());
    settings.put("capture.interval", STEP.toString());
    return "no times in their names, files written all at once; in the order of their names, one an"
        + " hour";
  }

  private static String span(List<Instant> times) {
    return "%s to %s".formatted(times.get(0), times.get(times.size() - 1));
  }

  private static Optional<Instant> time(String name) {
    Matcher matcher = TIME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(matcher.group(1), FORM).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Images of different places do not confirm each other; names that end alike tell places. */
  private static Optional<String> kinds(List<Path> taken) {
    Set<String> endings = new TreeSet<>();
    for (Path file : taken) {
      Matcher matcher = TIME.matcher(name(file));
      if (matcher.matches()) {
        endings.add(matcher.group(2).toLowerCase(Locale.ROOT));
      }
    }
    if (endings.size() < 2 || endings.size() > taken.size() / 2) {
      return Optional.empty();
    }
    return Optional.of(
        "their names end in %d ways (%s); are those different places, --match REGEX takes one"
            .formatted(
                endings.size(),
                String.join(", ", endings.stream().limit(SHOWN).toList()),
                endings.size()));
  }
}
