package org.bellcrank.itests.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.SqlDouble;
import org.bellcrank.journal.Facts;

final class Mp2Plant extends SqlPlant {

  private static final String SHARE = "\\\\plant\\mp2\\pictures\\";

  /** As the connector puts it; in the tables it is O with hours in WOE. */
  private static final String WORKING = "O, WOE";

  private final Path share;

  Mp2Plant(DoubleOptions options) {
    this(options, share());
  }

  private Mp2Plant(DoubleOptions options, Path share) {
    super(SqlDouble.mp2(Databases.server(), options, share, SHARE));
    this.share = share;
  }

  private static Path share() {
    try {
      return Files.createTempDirectory("mp2-share");
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  public String kind() {
    return "mp2";
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "zone",
        "America/Chicago",
        "share",
        share.toString(),
        "sharePath",
        SHARE,
        "screen",
        "https://orders.example/",
        "noFaultCode",
        "NONE",
        "retiredStatuses",
        "SCRAP");
  }

  @Override
  public String asset() {
    return "BS-101";
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(((Number) order.fields().get("PRIORITY")).intValue());
  }

  /**
   * MP2 has no status for an order that is being worked on: that hours are booked tells it. Nothing
   * tells that one is given up, and one that is closed stays closed.
   */
  @Override
  public Optional<Ending> ending() {
    return Optional.of(
        new Ending(
            WORKING,
            "C",
            Optional.empty(),
            Optional.empty(),
            Map.ofEntries(
                Map.entry("WO.COMPLETIONDATE", "2026-11-20"),
                Map.entry("WO.COMPLETIONTIME", "1899-12-30 14:30:00"),
                Map.entry("WOEQLIST.RFOCODE", "PITTING"),
                Map.entry("WOEQLIST.SOLUTION", "NUT"),
                Map.entry("WOE.EMPCODE", "JDOE"),
                Map.entry("WOE.FIRSTNAME", "Jane"),
                Map.entry("WOE.LASTNAME", "Doe"),
                Map.entry("WOE.REGHRS", 1.5),
                Map.entry("WOE.OTHRS", 0.5),
                Map.entry("WOP.ITEMNUM", "6204-2RS"),
                Map.entry("WOP.QTYUSED", 2)),
            Facts.with("closedAt", Instant.parse("2026-11-20T20:30:00Z"))
                .put("technician", "Jane Doe")
                .put("failureMode", "PITTING")
                .put("outcomeCode", "PITTING")
                .put("action", "NUT")
                .put("labourHours", 2.0)
                .put("parts", List.of("6204-2RS"))
                .build(),
            Map.of("WOEQLIST.RFOCODE", "NONE"),
            Map.of("WOE.REGHRS", 2.25),
            Facts.with("labourHours", 2.75).put("technician", "Jane Doe").build()));
  }

  @Override
  public void report(String number, String status, Map<String, Object> fields) {
    if (status.equals(WORKING)) {
      super.report(number, "O", Map.of("WOE.EMPCODE", "JDOE", "WOE.REGHRS", 0.25));
    } else {
      super.report(number, status, fields);
    }
  }

  /** What lies on the share. */
  List<String> saved() {
    try (Stream<Path> files = Files.list(share)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The share is not mounted: the folder on it is not there. */
  void unmount() {
    try {
      Files.delete(share);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  void mount() {
    try {
      Files.createDirectory(share);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  public void close() {
    super.close();
    try (Stream<Path> files = Files.walk(share)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(
        new Registered(
            Set.of("BS-101", "BS-102", "BS-103", "BS-099"),
            Optional.of("BS-099"),
            Facts.with("name", "Lathe 101, ball screw X axis")
                .put("location", "HALL-B")
                .put("serial", "SN-4711")
                .put("manufacturer", "KAMMERER")
                .put("model", "KGT 40x10")
                .build()));
  }
}
