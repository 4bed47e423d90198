package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      return "<file folder=\"%s\" name=\"%s\" bytes=\"%d\" changed=\"%s\">"
          .formatted(
              escape(folder),
              escape(name()),
              attributes.size(),
              attributes.lastModifiedTime().toInstant());
    }
  }

  StepAnswer answer() throws IOException {
    StringBuilder xml = new StringBuilder("<files>");
    if (!named.isEmpty()) {
      for (Seen file : files(in)) {
        if (file.name().startsWith(named)) {
          xml.append(file.opening()).append(words(file)).append("</file>");
        }
      }
    }
    if (!containing.isEmpty()) {
      for (Seen file : files(read)) {
        shown(file)
            .ifPresent(content -> xml.append(file.opening()).append(content).append("</file>"));
        if (xml.length() > LONGEST_ANSWER) {
          throw new IOException(
              "more than %d MiB of files with %s in %s; move old ones away"
                  .formatted(LONGEST_ANSWER >> 20, containing, read));
        }
      }
    }
    byte[] body = xml.append("</files>").toString().getBytes(StandardCharsets.UTF_8);
    return new StepAnswer.Answered(200, Map.of("content-type", "application/xml"), body);
  }

  private List<Seen> files(String folders) throws IOException {
    List<Seen> all = new ArrayList<>();
    for (String each : folders.split(",")) {
      String folder = each.strip();
      if (!folder.isEmpty()) {
        add(folder.replaceFirst("\\?$", ""), folder.endsWith("?"), all);
      }
    }
    all.sort(
        Comparator.comparing((Seen file) -> file.attributes().lastModifiedTime())
            .thenComparing(Seen::name));
    return all;
  }

  private void add(String folder, boolean mayBeMissing, List<Seen> to) throws IOException {
    FilePlace.folder(root, "");
    if (mayBeMissing && !Files.exists(Path.of(root, folder), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path directory = FilePlace.folder(root, folder);
    List<Path> listed;
    try (Stream<Path> files = Files.list(directory)) {
      listed = files.limit(MOST_FILES + 1L).toList();
    }
    if (listed.size() > MOST_FILES) {
      throw new IOException(
          "more than %d files in %s; move old ones away".formatted(MOST_FILES, directory));
    }
    for (Path file : listed) {
      seen(folder, file).ifPresent(to::add);
    }
  }

  /** Empty for what is no file, or is taken away meanwhile. */
  private static Optional<Seen> seen(String folder, Path file) throws IOException {
    if (file.getFileName().toString().startsWith(".")) {
      return Optional.empty();
    }
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
  private static String words(Seen file) throws IOException {
    boolean text = file.name().matches(".*\\.(txt|log|err)");
    return text && file.attributes().size() <= LONGEST_WORDS
        ? content(file)
            .map(bytes -> escape(new String(bytes, StandardCharsets.UTF_8).strip()))
            .orElse("")
        : "";
  }

  private Optional<String> shown(Seen file) throws IOException {
    if (file.attributes().size() > LONGEST_FILE) {
      return Optional.empty();
    }
    return content(file)
        .filter(bytes -> new String(bytes, StandardCharsets.UTF_8).contains(containing))
        .flatMap(WholeXml::element);
  }

  private static Optional<byte[]> content(Seen file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file.file()));
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
