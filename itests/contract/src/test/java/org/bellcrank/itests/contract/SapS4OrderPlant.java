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
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.itests.doubles.SapDouble;
import org.bellcrank.journal.Facts;

final class SapS4OrderPlant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(1, 2, 3, 4, 4);
  private static final Set<String> OF_THE_NOTIFICATION =
      Set.of("to_Item", "MaintObjectDowntimeDuration", "MaintObjDowntimeDurationUnit");

  private final SapDouble cmms;
  private final Map<String, String> more;

  SapS4OrderPlant(DoubleOptions options) {
    this(options, Map.of());
  }

  /**
   * As above.
   *
   * @param more of the instance's context; goes before the rest
   */
  SapS4OrderPlant(DoubleOptions options, Map<String, String> more) {
    cmms = SapDouble.start(options);
    this.more = more;
  }

  @Override
  public String kind() {
    return "sap-s4-order";
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
    Map<String, String> context = new HashMap<>();
    context.put("notificationType", "M1");
    context.put("orderType", "PM01");
    context.put("planningPlant", "HB01");
    context.put("zone", "Europe/Berlin");
    context.put("client", "100");
    context.put("plant", "HB01");
    context.put("noFaultCode", "NONE");
    context.putAll(more);
    return context;
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
            "PCNF",
            "TECO",
            Optional.of("DLFL"),
            Optional.of("REL"),
            Map.of(
                "MaintOrderReferenceDateTime",
                "2026-03-29T08:30:00Z",
                "MaintOrdPersonResponsible",
                "MEIER",
                "to_MaintenanceOrderOperation",
                operations(),
                "MaintObjectDowntimeDuration",
                90.0,
                "MaintObjDowntimeDurationUnit",
                "MIN",
                "to_Item",
                List.of(SapS4Plant.item("PITT"))),
            Facts.with("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("startedAt", Instant.parse("2026-03-29T05:15:00Z"))
                .put("technician", "MEIER")
                .put("labourHours", 1.75)
                .put("parts", List.of("BALLNUT-40", "GREASE"))
                .put("downtimeHours", 1.5)
                .put("failureMode", "PITT")
                .put("failureCause", "FATI")
                .put("action", "REPL")
                .put("remarks", "Ball nut replaced")
                .build(),
            Map.of("to_Item", List.of(SapS4Plant.item("NONE"))),
            Map.of("MaintObjectDowntimeDuration", 180.0),
            Facts.with("downtimeHours", 3.0).put("failureCause", "FATI").build()));
  }

  private static List<Map<String, Object>> operations() {
    return List.of(
        Map.of(
            "MaintenanceOrderOperation", "0010",
            "OpActualExecutionStartDate", "2026-03-29",
            "OpActualExecutionStartTime", "07:15:00",
            "ActualWorkQuantity", 1.25,
            "MaintOrdOpWorkDurationUnit", "H",
            "to_MaintOrderOpComponent", List.of(component("0010", "BALLNUT-40"))),
        Map.of(
            "MaintenanceOrderOperation",
            "0020",
            "ActualWorkQuantity",
            30,
            "MaintOrdOpWorkDurationUnit",
            "MIN",
            "to_MaintOrderOpComponent",
            List.of(component("0010", "GREASE"))));
  }

  private static Map<String, Object> component(String number, String product) {
    return Map.of("MaintenanceOrderComponent", number, "Product", product);
  }

  /** What was wrong is told in the notification, the work in the order. */
  @Override
  public void report(String number, String status, Map<String, Object> fields) {
    BookedOrder notification = cmms.books().byNumber(number).orElseThrow();
    Map<String, Object> wrong = new HashMap<>(fields);
    wrong.keySet().removeIf(name -> !OF_THE_NOTIFICATION.contains(name));
    Map<String, Object> work = new HashMap<>(fields);
    work.keySet().removeAll(OF_THE_NOTIFICATION);
    String order = String.valueOf(notification.fields().get("MaintenanceOrder"));
    if (!cmms.report(number, "NOPR", wrong) || !cmms.reportOrder(order, status, work)) {
      throw new AssertionError("no order " + order + " or no status " + status);
    }
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

  @Override
  public Optional<PlannedParts> parts() {
    return Optional.of(
        new PlannedParts(
            List.of("7014C", "BALLNUT-40"),
            Optional.of(
                Fault.next(FaultKind.SERVER_ERROR_AFTER_COMMIT, 1).on(Operation.CREATE).after(1)),
            this::planned));
  }

  /** Of the order that was made for a notification: components of its first operation. */
  private List<String> planned(BookedOrder notification) {
    return cmms.orders().stream()
        .filter(
            order -> notification.number().equals(order.fields().get("MaintenanceNotification")))
        .map(order -> order.fields().get("to_MaintenanceOrderOperation"))
        .filter(List.class::isInstance)
        .flatMap(operations -> ((List<?>) operations).stream().limit(1))
        .flatMap(
            operation ->
                PlannedParts.lines(
                    ((Map<?, ?>) operation).get("to_MaintOrderOpComponent"),
                    "Product",
                    "QuantityInUnitOfEntry")
                    .stream())
        .toList();
  }
}
