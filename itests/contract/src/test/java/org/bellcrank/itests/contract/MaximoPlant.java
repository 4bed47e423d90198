package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.CmmsDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.MaximoDouble;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.journal.Facts;

final class MaximoPlant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(900, 700, 500, 300, 100);

  private final MaximoDouble cmms;
  private final String site;

  MaximoPlant(DoubleOptions options) {
    this(options, "BEDFORD");
  }

  /**
   * @param site as the instance writes it
   */
  MaximoPlant(DoubleOptions options, String site) {
    cmms = MaximoDouble.start(options);
    this.site = site;
  }

  @Override
  public String kind() {
    return "maximo";
  }

  @Override
  public CmmsDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri().resolve("/maximo");
  }

  @Override
  public String credential() {
    return "bedford-api-key";
  }

  @Override
  public Map<String, String> context() {
    return Map.of("siteid", site, "noFaultCode", "NOFAULT", "criticalities", "9=A,8=A,5=B,1=D");
  }

  @Override
  public String asset() {
    return "11430";
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(PRIORITIES.get(ours - 1));
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("wopriority"));
  }

  @Override
  public int biggestFile() {
    return 10 << 20;
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(
        new Ending(
            "INPRG",
            "COMP",
            Optional.of("CAN"),
            Optional.empty(),
            Map.of(
                "actstart", "2026-03-29T01:30:00-05:00",
                "actfinish", "2026-03-29T04:30:00-04:00",
                "actlabhrs", 1.5,
                "acttotalcost", 4200.25,
                "lead", "WILSON",
                "problemcode", "PITTING",
                "failurereport",
                    List.of(
                        Map.of("type", "PROBLEM", "failurecode", "PITTING"),
                        Map.of("type", "CAUSE", "failurecode", "FATIGUE"),
                        Map.of("type", "REMEDY", "failurecode", "REPLACE"))),
            Facts.with("startedAt", Instant.parse("2026-03-29T06:30:00Z"))
                .put("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("labourHours", 1.5)
                .put("cost", 4200.25)
                .put("technician", "WILSON")
                .put("failureMode", "PITTING")
                .put("failureCause", "FATIGUE")
                .put("action", "REPLACE")
                .build(),
            Map.of("problemcode", "NOFAULT"),
            Map.of("actlabhrs", 2.25),
            Facts.with("labourHours", 2.25).put("technician", "WILSON").build()));
  }

  @Override
  public Optional<ToldAsset> told() {
    return Optional.of(
        new ToldAsset(
            Map.of("conditionMeter", "CONDITION"),
            state -> String.valueOf(state.ordinal()),
            "99999"));
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(registered());
  }

  /** The register of the installation, whichever interface reads it. */
  static Registered registered() {
    return new Registered(
        Set.of("11430", "11431", "11432", "11399"),
        Optional.of("11399"),
        Facts.with("name", "Mill 1, ball screw X axis")
            .put("location", "MILL1-X")
            .put("serial", "SN-4711")
            .put("manufacturer", "KAMMERER")
            .put("installedOn", "2019-05-06")
            .build());
  }

  @Override
  public Optional<PlannedParts> parts() {
    return Optional.of(
        new PlannedParts(
            List.of("7014C", "BALLNUT-40"),
            Optional.of(Fault.next(FaultKind.SERVER_ERROR_AFTER_COMMIT, 1).on(Operation.UPDATE)),
            PlannedParts.lines("wpmaterial", "itemnum", "itemqty")));
  }
}
