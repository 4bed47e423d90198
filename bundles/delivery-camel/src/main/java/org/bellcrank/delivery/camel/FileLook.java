package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bellcrank.delivery.StepAnswer;

/**
 * Looks for files and shows them in XML, the oldest change first. What is still written, or hidden,
 * is not shown; links are not followed.
 *
 * @param root below which it looks
 * @param named beginning of the names that are looked for in the folders {@code in}; empty for none
 * @param in folders, parted by commas; one with a question mark behind it may be missing
 * @param containing text of files that are shown as a whole; empty for none
 * @param read folders in which these lie, as {@code in}
 */
record FileLook(String root, String named, String in, String containing, String read) {

  private static final int MOST_FILES = 5000;
  private static final int MOST_PASSED_OVER = 10;
  private static final long LONGEST_FILE = 4 << 20;
  private static final long LONGEST_WORDS = 64 << 10;
  private static final int LONGEST_ANSWER = 6 << 20;

  static FileLook of(FileRequest request) {
    Map<String, String> query = request.query();
    return new FileLook(
        request.root(),
        query.getOrDefault("named", ""),
        query.getOrDefault("in", ""),
        query.getOrDefault("containing", ""),
        query.getOrDefault("read", ""));
  }

  /** One file as it is now. */
  private record Seen(String folder, Path file, BasicFileAttributes attributes) {

    String name() {
      return file.getFileName().toString();
    }

    String opening() {
      Instant changed = attributes.lastModifiedTime().toInstant();
      return "<file folder=\"%s\" name=\"%s\" bytes=\"%d\" changed=\"%s\" minutes=\"%d\">"
          .formatted(
              escape(folder),
              escape(name()),
              attributes.size(),
              changed,
              Math.max(0, Duration.between(changed, Instant.now()).toMinutes()));
    }
  }

  /**
   * What there is.
   *
   * @param passedOver told of each file whose content may not be read, where it is one among others
   */
  StepAnswer answer(Disk disk, Consumer<Path> passedOver) throws IOException {
    StringBuilder xml = new StringBuilder("<files>");
    if (!named.isEmpty()) {
      for (Seen file : files(in, named)) {
        xml.append(file.opening()).append(words(disk, file)).append("</file>");
      }
    }
    if (!containing.isEmpty()) {
      show(disk, passedOver, xml);
    }
    byte[] body = xml.append("</files>").toString().getBytes(StandardCharsets.UTF_8);
    return new StepAnswer.Answered(200, Map.of("content-type", "application/xml"), body);
  }

  private void show(Disk disk, Consumer<Path> passedOver, StringBuilder to) throws IOException {
    List<Seen> files = files(read, "");
    List<Path> denied = new ArrayList<>();
    for (Seen file : files) {
      try {
        shown(disk, file)
            .ifPresent(content -> to.append(file.opening()).append(content).append("</file>"));
      } catch (AccessDeniedException rights) {
        denied.add(file.file());
      }
      if (to.length() > LONGEST_ANSWER) {
        throw new IOException(
            "more than %d MiB of files with %s in %s; move old ones away"
                .formatted(LONGEST_ANSWER >> 20, containing, read));
      }
    }
    requireFew(denied, files.size() - denied.size());
    denied.forEach(passedOver);
  }

  /** One that somebody left there says nothing; many say that the right to read is missing. */
  private static void requireFew(List<Path> denied, int readable) throws AccessDeniedException {
    if (denied.size() > Math.max(1, Math.min(readable, MOST_PASSED_OVER))) {
      throw new AccessDeniedException(
          denied.get(0).toString(), null, "and %d more".formatted(denied.size() - 1));
    }
  }

  private List<Seen> files(String folders, String beginning) throws IOException {
    List<Seen> all = new ArrayList<>();
    for (String each : folders.split(",")) {
      String folder = each.strip();
      if (!folder.isEmpty()) {
        boolean mayBeMissing = folder.endsWith("?");
        add(folder.replaceFirst("\\?$", ""), mayBeMissing, beginning, all);
      }
    }
    all.sort(
        Comparator.comparing((Seen file) -> file.attributes().lastModifiedTime())
            .thenComparing(Seen::name));
    return all;
  }

  private void add(String folder, boolean mayBeMissing, String beginning, List<Seen> to)
      throws IOException {
    FilePlace.folder(root, "");
    if (mayBeMissing && !Files.exists(Path.of(root, folder), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path directory = FilePlace.folder(root, folder);
    List<Path> listed;
    try (Stream<Path> files = Files.list(directory)) {
      listed = files.filter(file -> isMeant(file, beginning)).limit(MOST_FILES + 1L).toList();
    }
    if (listed.size() > MOST_FILES) {
      throw new IOException(
          "more than %d files in %s; move old ones away".formatted(MOST_FILES, directory));
    }
    for (Path file : listed) {
      seen(folder, file).ifPresent(to::add);
    }
  }

  /** Others do not count: they may be many. */
  private static boolean isMeant(Path file, String beginning) {
    String name = file.getFileName().toString();
    return name.startsWith(beginning) && !name.startsWith(".");
  }

  /** Empty for what is no file, or is taken away meanwhile. */
  private static Optional<Seen> seen(String folder, Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(new Seen(folder, file, attributes))
          : Optional.empty();
    } catch (NoSuchFileException taken) {
      return Optional.empty();
    }
  }

  /** What is written beside a file about it. */
  private static String words(Disk disk, Seen file) throws IOException {
    boolean text = file.name().matches(".*\\.(txt|log|err)");
    return text && file.attributes().size() <= LONGEST_WORDS
        ? content(disk, file)
            .map(bytes -> escape(new String(bytes, StandardCharsets.UTF_8).strip()))
            .orElse("")
        : "";
  }

  private Optional<String> shown(Disk disk, Seen file) throws IOException {
    if (file.attributes().size() > LONGEST_FILE) {
      return Optional.empty();
    }
    return content(disk, file)
        .filter(bytes -> new String(bytes, StandardCharsets.UTF_8).contains(containing))
        .flatMap(WholeXml::element);
  }

  private static Optional<byte[]> content(Disk disk, Seen file) throws IOException {
    try {
      return Optional.of(disk.read(file.file()));
    } catch (NoSuchFileException taken) {
      return Optional.empty();
    }
  }

  /** Text as XML takes it; what it does not take at all becomes a question mark. */
  static String escape(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
