package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.itests.doubles.SapDouble;
import org.bellcrank.journal.Facts;

final class SapS4Plant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(1, 2, 3, 4, 4);

  private final SapDouble cmms;

  SapS4Plant(DoubleOptions options) {
    cmms = SapDouble.start(options);
  }

  @Override
  public String kind() {
    return "sap-s4";
  }

  @Override
  public SapDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "BELLCRANK:heilbronn-gateway";
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "notificationType", "M1",
        "zone", "Europe/Berlin",
        "client", "100",
        "plant", "HB01",
        "noFaultCode", "NONE");
  }

  /** SAP answers 403 to all that business rules forbid as well, so that its words decide. */
  @Override
  public boolean refusesMissingRight(Operation operation) {
    return true;
  }

  @Override
  public String asset() {
    return "10000451";
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(PRIORITIES.get(ours - 1));
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("MaintPriority"));
  }

  @Override
  public void endSessions() {
    cmms.endSessions();
  }

  @Override
  public int biggestFile() {
    return 10 << 20;
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(
        new Ending(
            "NOPR",
            "NOCO",
            Optional.of("DLFL"),
            Optional.of("NOPR"),
            Map.of(
                "NotificationCompletionDate", "2026-03-29",
                "CompletionTime", "10:30:00",
                "MaintObjectDowntimeDuration", 90.0,
                "MaintObjDowntimeDurationUnit", "MIN",
                "to_Item", List.of(item("PITT"))),
            Facts.with("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("downtimeHours", 1.5)
                .put("failureMode", "PITT")
                .put("failureCause", "FATI")
                .put("action", "REPL")
                .put("remarks", "Ball nut replaced")
                .build(),
            Map.of("to_Item", List.of(item("NONE"))),
            Map.of("MaintObjectDowntimeDuration", 180.0),
            Facts.with("downtimeHours", 3.0).put("failureCause", "FATI").build()));
  }

  static Map<String, Object> item(String damage) {
    return Map.of(
        "MaintenanceNotificationItem",
        "0001",
        "MaintNotificationDamageCode",
        damage,
        "to_ItemCause",
        List.of(
            Map.of("MaintenanceNotificationCause", "0001", "MaintNotificationCauseCode", "FATI")),
        "to_ItemActivity",
        List.of(
            Map.of(
                "MaintNotificationActivity", "0001",
                "MaintNotificationActivityCode", "REPL",
                "MaintNotifActyTxt", "Ball nut replaced")));
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(
        new Registered(
            Set.of("10000451", "10000452", "10000453", "10000399"),
            Optional.of("10000399"),
            Facts.with("name", "Press 1, ball screw X axis")
                .put("serial", "SN-4711")
                .put("tag", "BC-1001")
                .put("manufacturer", "Kammerer")
                .put("model", "KGT 40x10")
                .put("installedOn", "2019-05-06")
                .put("criticality", "A")
                .build()));
  }
}
