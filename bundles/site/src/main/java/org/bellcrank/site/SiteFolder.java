package org.bellcrank.site;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The texts of a folder of site documents: every {@code .yaml}, {@code .yml} and {@code .json}. */
public final class SiteFolder {

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
        if (Files.isRegularFile(file) && name.matches("[^.].*\\.(yaml|yml|json)")) {
          files.put(name, text(file));
        }
      }
    }
    return files;
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
