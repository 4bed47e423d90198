package org.bellcrank.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** The documents of the demo site, as they lie in the repository. */
final class DemoDocuments {

  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final Path FOLDER = ROOT.resolve("kura-config/sites/demo");

  private DemoDocuments() {}

  /** The texts by file name, for changing one of them. */
  static SortedMap<String, String> texts() {
    try {
      return SiteFolder.read(FOLDER);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The texts with one replacement in one file, which must have taken place. */
  static SortedMap<String, String> with(String file, String from, String to) {
    SortedMap<String, String> texts = texts();
    return in(texts, file, from, to);
  }

  static SortedMap<String, String> in(
      SortedMap<String, String> texts, String file, String from, String to) {
    String text = texts.get(file);
    if (!text.contains(from)) {
      throw new AssertionError(file + " does not hold: " + from);
    }
    texts.put(file, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
    return texts;
  }
}
