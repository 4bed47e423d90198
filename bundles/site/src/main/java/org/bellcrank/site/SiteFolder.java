package org.bellcrank.site;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The texts of a folder of site documents: every {@code .yaml}, {@code .yml} and {@code .json}. */
public final class SiteFolder {

  private static final String DOCUMENT = "[^./\\\\][^/\\\\]*\\.(yaml|yml|json)";

  /** What a document's name may be, for messages. */
  static final String NAMES =
      "a file name without folder or leading dot that ends in .yaml, .yml or .json";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SiteFolder() {}

  /**
   * Reads the folder.
   *
   * @return texts by file name; empty when the folder is missing
   * @throws IOException when a file cannot be read
   */
  public static SortedMap<String, String> read(Path folder) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : (Iterable<Path>) entries.sorted()::iterator) {
        String name = file.getFileName().toString();
        if (Files.isRegularFile(file) && isDocument(name)) {
          files.put(name, text(file));
        }
      }
    }
    return files;
  }

  /**
   * Makes the folder hold these documents and no others. What lies there and is another text or
   * another file goes to a folder of its own below it, which is no document, so that nothing a
   * person wrote is lost.
   *
   * @param files texts by file name
   * @param at names the folder for what was there before
   * @return that folder; empty where nothing had to go
   * @throws IOException when something cannot be read or written; told again, it goes on
   */
  static Optional<Path> replace(Path folder, Map<String, String> files, Instant at)
      throws IOException {
    Files.createDirectories(folder);
    Path aside = folder.resolve(".replaced-" + STAMP.format(at));
    boolean any = false;
    for (Map.Entry<String, String> there : read(folder).entrySet()) {
      if (!there.getValue().equals(files.get(there.getKey()))) {
        Files.createDirectories(aside);
        Files.move(folder.resolve(there.getKey()), aside.resolve(there.getKey()));
        any = true;
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!isDocument(file.getKey())) {
        throw new IOException("given document %s; allowed: %s".formatted(file.getKey(), NAMES));
      }
      Path target = folder.resolve(file.getKey());
      if (!Files.exists(target)) {
        Path fresh = Files.writeString(folder.resolve("." + file.getKey()), file.getValue());
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return any ? Optional.of(aside) : Optional.empty();
  }

  /** Whether a file of this name is read as a document. */
  static boolean isDocument(String name) {
    return name.matches(DOCUMENT);
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": given bytes that are no text; allowed UTF-8 text", e);
    }
  }

  /** The schemas of all sections, as text by section, for editors and integrators. */
  public static Map<String, String> schemas() {
    return Sections.published();
  }
}
