package org.bellcrank.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Debian package says of itself.
 *
 * @param name by Debian's rules: lower case, no underscore
 * @param version of the deployment package, by OSGi's rules
 * @param architecture all, amd64 or arm64
 * @param needs further packages of ours
 * @param summary one line
 */
record DebianControl(
    String name, String version, String architecture, List<String> needs, String summary) {

  static final String MAINTAINER = "Bellcrank <packages@bellcrank.invalid>";

  private static final List<String> KURA =
      List.of("kura-core (>= 6.0.0~)", "kura-core (<< 7.0.0~)");
  private static final int WIDTH = 78;

  DebianControl {
    needs = List.copyOf(needs);
  }

  /** {@code 0.1.0.202611211035-ab12cd34} becomes {@code 0.1.0+202611211035.ab12cd34}. */
  String debianVersion() {
    String[] parts = version.split("\\.", 4);
    String base = parts[0] + "." + parts[1] + "." + parts[2];
    return parts.length == 4 ? base + "+" + parts[3].replace('-', '.') : base;
  }

  String fileName() {
    return name + "_" + debianVersion() + "_" + architecture + ".deb";
  }

  String control(List<Part> parts) {
    Map<String, String> fields = new LinkedHashMap<>();
    List<String> depends = new ArrayList<>(KURA);
    depends.addAll(needs);
    fields.put("Package", name);
    fields.put("Version", debianVersion());
    fields.put("Section", "misc");
    fields.put("Priority", "optional");
    fields.put("Architecture", architecture);
    fields.put("Depends", String.join(", ", depends));
    fields.put("Maintainer", MAINTAINER);
    fields.put("Description", summary.replaceFirst("\\.$", "") + "\n" + description(parts));
    StringBuilder text = new StringBuilder();
    fields.forEach((field, value) -> text.append(field).append(": ").append(value).append('\n'));
    return text.toString();
  }

  private static String description(List<Part> parts) {
    String names = String.join(", ", parts.stream().map(Part::name).toList());
    return folded(
        "Bellcrank is an add-on of Eclipse Kura: what cameras, controllers and sensors report"
            + " becomes a work order in the plant's maintenance system. This package puts these"
            + " bundles into Kura's plugins: "
            + names
            + ".");
  }

  private static String folded(String words) {
    StringBuilder text = new StringBuilder();
    int width = 0;
    for (String word : words.split(" ")) {
      if (width == 0 || width + word.length() + 1 > WIDTH) {
        text.append(width == 0 ? "" : "\n");
        width = 0;
      }
      text.append(' ').append(word);
      width += word.length() + 1;
    }
    return text.toString();
  }

  String changelog() {
    return "%s (%s) unstable; urgency=medium\n\n  * Built from the commit that the version names.\n\n -- %s  Thu, 01 Jan 2026 00:00:00 +0000\n"
        .formatted(name, debianVersion(), MAINTAINER);
  }
}
