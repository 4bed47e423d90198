package org.bellcrank.itests.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.SqlDouble;
import org.bellcrank.journal.Facts;

final class CustomJdbcPlant extends SqlPlant {

  CustomJdbcPlant(DoubleOptions options) {
    super(SqlDouble.customJdbc(Databases.server(), options));
  }

  @Override
  public String kind() {
    return "custom-jdbc";
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "requestedBy", "Bellcrank", "screen", "https://orders.example/", "noFaultCode", "NOFAULT");
  }

  @Override
  public String asset() {
    return "LY-BS-101";
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("priority"));
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(
        new Ending(
            "in_progress",
            "done",
            Optional.of("cancelled"),
            Optional.of("open"),
            Map.ofEntries(
                Map.entry("closed_at", "2026-03-29T10:30:00+02:00"),
                Map.entry("closed_by", "M. Arnaud"),
                Map.entry("failure_code", "PITTING"),
                Map.entry("cause_code", "FATIGUE"),
                Map.entry("action", "Ball nut replaced"),
                Map.entry("remarks", "Race worn; lubrication was blocked"),
                Map.entry("labour_hours", 1.5),
                Map.entry("downtime_hours", 0),
                Map.entry("cost", 4200.25),
                Map.entry("currency", "EUR"),
                Map.entry("parts", List.of("6204-2RS", "GREASE \"B\", 5 g"))),
            Facts.with("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("technician", "M. Arnaud")
                .put("failureMode", "PITTING")
                .put("failureCause", "FATIGUE")
                .put("outcomeCode", "PITTING")
                .put("action", "Ball nut replaced")
                .put("remarks", "Race worn; lubrication was blocked")
                .put("labourHours", 1.5)
                .put("downtimeHours", 0.0)
                .put("cost", 4200.25)
                .put("currency", "EUR")
                .put("parts", List.of("6204-2RS", "GREASE \"B\", 5 g"))
                .build(),
            Map.of("failure_code", "NOFAULT"),
            Map.of("labour_hours", 2.25),
            Facts.with("labourHours", 2.25).put("technician", "M. Arnaud").build()));
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(
        new Registered(
            Set.of("LY-BS-099", "LY-BS-101", "LY-BS-102"),
            Optional.of("LY-BS-099"),
            Facts.with("name", "Lathe 101, ball screw X axis")
                .put("serial", "SN-4711")
                .put("tag", "BC-1001")
                .put("manufacturer", "Kammerer")
                .put("model", "KGT 40x10")
                .put("installedOn", "2019-05-06")
                .put("criticality", "A")
                .put("location", "HALL-B")
                .build()));
  }

  @Override
  public Optional<PlannedParts> parts() {
    return Optional.of(
        new PlannedParts(
            List.of("7014C", "G-LITH-2"),
            Optional.empty(),
            PlannedParts.lines("planned_part", "part_number", "quantity")));
  }
}
