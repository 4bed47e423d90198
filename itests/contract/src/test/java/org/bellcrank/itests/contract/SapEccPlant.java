package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.EccDouble;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.journal.Facts;

final class SapEccPlant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(1, 2, 3, 4, 4);

  static final String CREDENTIAL = "BELLCRANK:bremen-gateway";

  /** How people of the plant end notifications, whatever way those came. */
  static final Ending ENDING =
      new Ending(
          "NOPR",
          "NOCO",
          Optional.of("DLFL"),
          Optional.of("NOPR"),
          Map.of(
              "COMPL_DATE", "2026-03-29",
              "COMPL_TIME", "10:30:00",
              "DAMAGE_CODE", "PITT",
              "CAUSE_CODE", "FATI",
              "ACTIVITY_CODE", "REPL",
              "ACTIVITY_TEXT", "Ball nut replaced",
              "DOWNTIME", "1.50"),
          Facts.with("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
              .put("downtimeHours", 1.5)
              .put("failureMode", "PITT")
              .put("failureCause", "FATI")
              .put("action", "REPL")
              .put("outcomeCode", "REPL")
              .put("remarks", "Ball nut replaced")
              .build(),
          Map.of("DAMAGE_CODE", "NONE"),
          Map.of("DOWNTIME", "3.00"),
          Facts.with("downtimeHours", 3.0).put("failureCause", "FATI").build());

  /** The plant's equipment. */
  static final Registered REGISTERED =
      new Registered(
          Set.of("10000451", "10000452", "10000399", "BRM-CONV-1"),
          Optional.of("10000399"),
          Facts.with("name", "Press 1")
              .put("serial", "SN-4711")
              .put("tag", "BC-1001")
              .put("manufacturer", "SCHULER")
              .put("model", "MSP 400")
              .put("installedOn", "2019-05-06")
              .put("criticality", "A")
              .build());

  private final EccDouble cmms;

  SapEccPlant(DoubleOptions options) {
    cmms = EccDouble.start(options);
  }

  @Override
  public String kind() {
    return "sap-ecc";
  }

  @Override
  public EccDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return CREDENTIAL;
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "service",
        "/sap/bc/srt/rfc/sap/zbck_notif/100/zbck_notif/zbck_notif",
        "notificationType",
        "m1",
        "zone",
        "Europe/Berlin",
        "codeGroup",
        "surface",
        "noFaultCode",
        "NONE");
  }

  /** Without its zeros, as people of the plant write it. */
  /**
   * 500 and a fault, such as for any other order that is not taken; a change or a picture that is
   * answered so is in doubt, and is looked for and sent again for minutes before.
   */
  @Override
  public boolean refusesMissingRight(Operation operation) {
    return operation != Operation.UPDATE && operation != Operation.ATTACH;
  }

  @Override
  public String asset() {
    return "10000451";
  }

  @Override
  public String priority(int ours) {
    return shown(ours);
  }

  static String shown(int ours) {
    return String.valueOf(PRIORITIES.get(ours - 1));
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("PRIORITY"));
  }

  @Override
  public int biggestFile() {
    return 5 << 20;
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(ENDING);
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(REGISTERED);
  }
}
