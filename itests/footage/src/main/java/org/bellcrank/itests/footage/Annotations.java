package org.bellcrank.itests.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code annotations.json}: a list of pictures, each with its boxes. */
final class Annotations {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss").withZone(ZoneOffset.UTC);

  private final List<String> rows = new ArrayList<>();

  static String time(Instant captured) {
    return TIME.format(captured);
  }

  void add(String file, Frame frame, String position, String split) {
    String boxes =
        frame.truths().stream().map(Annotations::box).collect(Collectors.joining(", ", "[", "]"));
    rows.add(
        String.format(
            "{\"file\": \"%s\", \"time\": \"%s\", \"position\": \"%s\", \"type\": \"rendered\","
                + " \"boxes\": %s, \"split\": \"%s\"}",
            file, time(frame.captured()), position, boxes, split));
  }

  private static String box(Truth t) {
    return String.format(
        Locale.ROOT, "[%.1f, %.1f, %.1f, %.1f, %.1f]", t.x1(), t.y1(), t.x2(), t.y2(), t.area());
  }

  void write(Path file) throws IOException {
    Files.writeString(file, "[\n" + String.join(",\n", rows) + "\n]\n");
  }
}
