package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.connector.WebHook;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.CmmsDouble;
import org.bellcrank.itests.doubles.CustomRestDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.journal.Facts;

final class CustomRestPlant implements Plant {

  private final CustomRestDouble cmms;

  CustomRestPlant(DoubleOptions options) {
    cmms = CustomRestDouble.start(options);
  }

  @Override
  public String kind() {
    return "custom-rest";
  }

  @Override
  public CmmsDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "gateway:lyon-gateway";
  }

  @Override
  public Map<String, String> context() {
    return Map.of("requestedBy", "Bellcrank");
  }

  @Override
  public String asset() {
    return "LY-BS-101";
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(ours);
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("priority"));
  }

  @Override
  public int biggestFile() {
    return 2 << 20;
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
                Map.entry("closed_at", "2026-03-29T08:30:00Z"),
                Map.entry("closed_by", "M. Arnaud"),
                Map.entry("failure_code", "PITTING"),
                Map.entry("cause_code", "FATIGUE"),
                Map.entry("action", "Ball nut replaced"),
                Map.entry("remarks", "Race worn over 40 mm; lubrication was blocked"),
                Map.entry("labour_hours", 1.5),
                Map.entry("downtime_hours", 2),
                Map.entry("cost", 4200.25),
                Map.entry("currency", "EUR"),
                Map.entry("parts", List.of(Map.of("number", "6204-2RS", "quantity", 2)))),
            Facts.with("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("technician", "M. Arnaud")
                .put("failureMode", "PITTING")
                .put("failureCause", "FATIGUE")
                .put("action", "Ball nut replaced")
                .put("remarks", "Race worn over 40 mm; lubrication was blocked")
                .put("labourHours", 1.5)
                .put("downtimeHours", 2.0)
                .put("cost", 4200.25)
                .put("currency", "EUR")
                .put("parts", List.of("6204-2RS"))
                .build(),
            Map.of("failure_code", "NOFAULT"),
            Map.of("labour_hours", 2.25),
            Facts.with("labourHours", 2.25).put("technician", "M. Arnaud").build()));
  }

  @Override
  public Optional<WebHook.Call> call(BookedOrder order, String secret) {
    String body = "{\"event\":\"changed\",\"number\":\"%s\"}".formatted(order.number());
    long now = Instant.now().getEpochSecond();
    String signature = Signatures.hmacSha256(secret, now + "." + body);
    return Optional.of(
        Signatures.call("x-signature", "t=%d,v1=%s".formatted(now, signature), body));
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(
        new Registered(
            Set.of("LY-BS-099", "LY-BS-101", "LY-BS-102", "LY-BS-103"),
            Optional.of("LY-BS-099"),
            Facts.with("name", "Lathe 101, ball screw X axis")
                .put("serial", "SN-4711")
                .put("tag", "BC-1001")
                .put("manufacturer", "Kammerer")
                .put("model", "KGT 40x10")
                .put("installedOn", "2019-05-06")
                .put("criticality", "A")
                .put("location", "Lyon")
                .build()));
  }

  @Override
  public Optional<PlannedParts> parts() {
    return Optional.of(
        new PlannedParts(
            List.of("7014C", "BS-NUT-40"),
            Optional.of(Fault.next(FaultKind.SERVER_ERROR_AFTER_COMMIT, 1).on(Operation.CREATE)),
            PlannedParts.lines("materials", "number", "quantity")));
  }
}
