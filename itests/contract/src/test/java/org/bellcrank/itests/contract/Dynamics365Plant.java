package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.DynamicsDouble;
import org.bellcrank.journal.Facts;

final class Dynamics365Plant implements Plant {

  private static final String FAULTS = "Request_MaintenanceRequestAssetFaults";

  private final DynamicsDouble cmms;
  private final Map<String, String> more;

  Dynamics365Plant(DoubleOptions options) {
    this(options, Map.of());
  }

  /**
   * @param more of the instance's context
   */
  Dynamics365Plant(DoubleOptions options, Map<String, String> more) {
    cmms = DynamicsDouble.start(options);
    this.more = more;
  }

  @Override
  public String kind() {
    return "dynamics-365";
  }

  @Override
  public DynamicsDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "11111111-2222-3333-4444-555555555555:lyngby-gateway";
  }

  @Override
  public Map<String, String> context() {
    Map<String, String> context = new HashMap<>();
    context.put("tenant", "contoso.example");
    context.put("login", cmms.uri().toString());
    context.put("company", "usmf");
    context.put("requestType", "CORR");
    context.put("workingStates", "InProgress");
    context.put("doneStates", "Finished,Delivered");
    context.put("cancelledStates", "Canceled");
    context.put("noFaultCode", "NOFAULT");
    context.put("retiredStates", "Scrapped,Sold");
    context.putAll(more);
    return context;
  }

  @Override
  public String asset() {
    return "PP-201";
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(ours);
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("WorkOrderPriority"));
  }

  @Override
  public void endSessions() {
    cmms.endSessions();
  }

  @Override
  public int biggestFile() {
    return 5 << 20;
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(
        new Ending(
            "InProgress",
            "Finished",
            Optional.of("Canceled"),
            Optional.of("New"),
            Map.of("ActualEnd", "2026-03-29T08:30:00Z", FAULTS, List.of(fault("PITTING"))),
            Facts.with("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("failureMode", "PITTING")
                .put("failureCause", "FATIGUE")
                .put("action", "REPLACED")
                .build(),
            Map.of(FAULTS, List.of(fault("NOFAULT"))),
            Map.of(FAULTS, List.of(fault("SPALLING"))),
            Facts.with("failureMode", "SPALLING").put("failureCause", "FATIGUE").build()));
  }

  private static Map<String, Object> fault(String symptom) {
    return Map.of(
        "FaultSymptomId", symptom, "FaultCauseId", "FATIGUE", "FaultRemedyId", "REPLACED");
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(
        new Registered(
            Set.of("PP-201", "FL-305", "PP-200"),
            Optional.of("PP-200"),
            Facts.with("name", "Palletiser 1")
                .put("location", "PP-02")
                .put("serial", "SN-4711")
                .put("model", "P-200")
                .build()));
  }
}
