package org.bellcrank.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A named list of bundles without versions, read from {@code features/<name>.feature}: one bundle a
 * line, text after {@code #} is a comment.
 *
 * @param name file name without its ending; also the name of the package made of it
 * @param file where it was read
 * @param entries in the order of the file, at least one
 */
record Feature(String name, Path file, List<Entry> entries) {

  private static final String ENDING = ".feature";
  private static final Pattern OURS = Pattern.compile("[a-z0-9]+(-[a-z0-9_]+)*");
  private static final Pattern THIRD_PARTY = Pattern.compile("[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+");

  /**
   * One line of a feature.
   *
   * @param bundle the name of a bundle's folder, or {@code group:artifact} of a bundle used as it
   *     is
   * @param line from 1
   */
  record Entry(String bundle, int line) {

    boolean thirdParty() {
      return bundle.indexOf(':') >= 0;
    }
  }

  Feature {
    entries = List.copyOf(entries);
  }

  static boolean isFeature(Path file) {
    return file.getFileName().toString().endsWith(ENDING);
  }

  static Feature read(Path file) throws IOException, FeatureException {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.length() - ENDING.length());
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String bundle = line.replaceFirst("#.*", "").strip();
      if (bundle.isEmpty()) {
        continue;
      }
      if (!OURS.matcher(bundle).matches() && !THIRD_PARTY.matcher(bundle).matches()) {
        throw new FeatureException(
            "%s line %d: '%s' is not a bundle; allowed is the name of a bundle's folder or group:artifact, both without a version"
                .formatted(fileName, number, bundle));
      }
      entries.add(new Entry(bundle, number));
    }
    if (entries.isEmpty()) {
      throw new FeatureException(fileName + ": names no bundle; at least one is needed");
    }
    return new Feature(name, file, entries);
  }

  /** Where an entry stands, for messages. */
  String where(Entry entry) {
    return file.getFileName() + " line " + entry.line();
  }
}
