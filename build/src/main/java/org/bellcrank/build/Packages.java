package org.bellcrank.build;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is true of all parts of a package together. */
final class Packages {

  private Packages() {}

  /** Each licence once, by name, without notes. */
  static List<Licence> licences(List<Part> parts) {
    Set<String> ids = new TreeSet<>();
    for (Part part : parts) {
      part.licences().forEach(licence -> ids.add(licence.id()));
      for (Embedded embedded : part.embedded()) {
        embedded.licences().forEach(licence -> ids.add(licence.id()));
      }
    }
    return ids.stream().map(id -> new Licence(id, "")).toList();
  }

  /** As the header of a deployment package says them. */
  static String licenceWords(List<Part> parts) {
    return String.join(", ", licences(parts).stream().map(Licence::id).toList());
  }

  static List<PackagedBundle> bundles(List<Part> parts) {
    return parts.stream().map(Part::bundle).toList();
  }
}
