package org.bellcrank.build;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a package weighs, bundle by bundle, heaviest first. */
final class SizesTable {

  private static final double BYTES_PER_KIB = 1024;

  private SizesTable() {}

  static List<String> of(DeploymentPackage content) throws IOException {
    record Row(PackagedBundle bundle, long bytes) {}
    List<Row> rows = new ArrayList<>();
    long total = 0;
    for (PackagedBundle bundle : content.bundles()) {
      long bytes = Files.size(bundle.file());
      rows.add(new Row(bundle, bytes));
      total += bytes;
    }
    rows.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
    List<String> lines = new ArrayList<>();
    lines.add(line(total, content.name() + " " + content.version()));
    for (Row row : rows) {
      lines.add(
          line(row.bytes(), "  " + row.bundle().symbolicName() + " " + row.bundle().version()));
    }
    return lines;
  }

  private static String line(long bytes, String what) {
    return String.format(Locale.ROOT, "%10.1f KiB  %s", bytes / BYTES_PER_KIB, what);
  }
}
