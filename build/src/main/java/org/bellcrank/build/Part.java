package org.bellcrank.build;

import java.util.List;

/**
 * A bundle of a package with what is known of its contents.
 *
 * @param bundle as it goes into the package
 * @param name of its folder, or its coordinates
 * @param licences of the bundle itself
 * @param embedded third parties' jars inside
 * @param startable false for a fragment
 * @param code whether classes lie in it, other than in inner jars
 */
record Part(
    PackagedBundle bundle,
    String name,
    List<Licence> licences,
    List<Embedded> embedded,
    boolean startable,
    boolean code) {

  Part {
    licences = List.copyOf(licences);
    embedded = List.copyOf(embedded);
  }
}
