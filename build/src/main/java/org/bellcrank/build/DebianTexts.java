package org.bellcrank.build;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The texts that Debian's policy wants in every package. */
final class DebianTexts {

  /** Licences whose text every Debian system has. */
  private static final Map<String, String> COMMON =
      Map.of(
          "Apache-2.0", "Apache-2.0",
          "LGPL-3.0-or-later", "LGPL-3",
          "GPL-2.0-with-classpath-exception", "GPL-2");

  private static final Map<String, String> SHORT =
      Map.of(
          "MIT",
          "The MIT licence; its text lies in the bundle or with the library's sources.",
          "BSD-3-Clause",
          "The BSD licence of three clauses; its text lies in the inner jar or with the"
              + " library's sources.");

  private DebianTexts() {}

  /** The file {@code copyright}, readable by machines. */
  static String copyright(List<Part> parts, String epl) {
    StringBuilder text = new StringBuilder();
    text.append("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n");
    text.append("Upstream-Name: Bellcrank\nUpstream-Contact: ")
        .append(DebianControl.MAINTAINER)
        .append("\nSource: built from the sources by mvn package, without changes\n\n");
    text.append("Files: *\nCopyright: 2026 the contributors of Bellcrank\nLicense: EPL-2.0\n");
    Map<String, String> used = new TreeMap<>();
    used.put("EPL-2.0", epl);
    for (Part part : parts) {
      stanzas(text, part, used);
    }
    used.forEach(
        (id, words) -> text.append("\nLicense: ").append(id).append('\n').append(block(words)));
    return text.toString();
  }

  private static void stanzas(StringBuilder text, Part part, Map<String, String> used) {
    if (part.embedded().isEmpty()) {
      return;
    }
    TreeSet<String> ids = new TreeSet<>();
    if (part.licences().stream().anyMatch(licence -> licence.id().equals("EPL-2.0"))) {
      ids.add("EPL-2.0");
    }
    StringBuilder inside = new StringBuilder();
    for (Embedded embedded : part.embedded()) {
      inside.append(' ').append(embedded.fileName()).append(':');
      for (Licence licence : embedded.licences()) {
        ids.add(licence.id());
        used.putIfAbsent(licence.id(), words(licence.id()));
        inside.append(' ').append(licence.id());
        inside.append(licence.note().isEmpty() ? "" : " (" + licence.note() + ")");
      }
      inside.append('\n');
    }
    text.append("\nFiles: opt/eclipse/kura/plugins/*/")
        .append(part.bundle().symbolicName())
        .append("_*.jar\nCopyright: the authors of the libraries inside, as each of them says\n")
        .append("License: ")
        .append(String.join(" and ", ids))
        .append("\nComment: inside this bundle travel\n")
        .append(inside);
  }

  private static String words(String id) {
    if (COMMON.containsKey(id)) {
      return "On Debian systems the text is in /usr/share/common-licenses/" + COMMON.get(id) + ".";
    }
    return SHORT.getOrDefault(id, "https://spdx.org/licenses/" + id + ".html");
  }

  private static String block(String words) {
    StringBuilder text = new StringBuilder();
    for (String line : words.strip().split("\n")) {
      text.append(line.isBlank() ? " ." : " " + line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Why the checker's complaints do not count here. */
  static String overrides(String name, List<Part> parts) {
    StringBuilder text = new StringBuilder();
    text.append("# Kura loads add-ons from its own folder below /opt, and from nowhere else.\n");
    text.append(name).append(": dir-or-file-in-opt\n");
    text.append(name).append(": jar-not-in-usr-share\n");
    if (!parts.stream().allMatch(Part::code)) {
      text.append("# Bundles of inner jars, natives, a model or connectors are meant to be so.\n");
      text.append(name).append(": codeless-jar\n");
    }
    return text.toString();
  }
}
