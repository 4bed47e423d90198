package org.bellcrank.build;

import java.util.Comparator;

/** The order OSGi gives to versions: three numbers, then the qualifier as text. */
final class VersionOrder {

  static final Comparator<String> ASCENDING =
      Comparator.<String>comparingInt(version -> number(version, 0))
          .thenComparingInt(version -> number(version, 1))
          .thenComparingInt(version -> number(version, 2))
          .thenComparing(VersionOrder::qualifier);

  private VersionOrder() {}

  private static int number(String version, int index) {
    String[] parts = version.split("\\.", 4);
    return index < parts.length ? Integer.parseInt(parts[index]) : 0;
  }

  private static String qualifier(String version) {
    String[] parts = version.split("\\.", 4);
    return parts.length == 4 ? parts[3] : "";
  }
}
