package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.AssetCondition.State;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.FiixDouble;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.journal.Facts;

final class FiixPlant implements Plant {

  private static final int HIGHEST = 51;

  private final FiixDouble cmms;
  private final Map<String, String> more;

  FiixPlant(DoubleOptions options) {
    this(options, Map.of());
  }

  /**
   * @param more of the instance's context
   */
  FiixPlant(DoubleOptions options, Map<String, String> more) {
    cmms = FiixDouble.start(options);
    this.more = more;
  }

  @Override
  public String kind() {
    return "fiix";
  }

  @Override
  public FiixDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "macmmsaakp123:secret789";
  }

  @Override
  public Map<String, String> context() {
    Map<String, String> context = new HashMap<>();
    context.put("appKey", "macmmsackp456");
    context.put("status", "42");
    context.put("correctiveType", "61");
    context.put("requestedBy", "71");
    context.put("openStatuses", "41");
    context.put("workingStatuses", "43");
    context.put("closedStatuses", "44,46");
    context.put("cancelledStatuses", "45");
    context.put("noFaultCode", "92");
    for (int ours = 1; ours <= 5; ours++) {
      context.put("priority" + ours, priority(ours));
    }
    context.putAll(more);
    return context;
  }

  /** 200 and an error in its own words, such as for any other order that is not taken. */
  @Override
  public boolean refusesMissingRight(Operation operation) {
    return true;
  }

  @Override
  public String asset() {
    return "2011";
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(HIGHEST + ours - 1);
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("intPriorityID"));
  }

  /** Fiix says 200 to everything. */
  @Override
  public String stranger() {
    return "200";
  }

  @Override
  public int biggestFile() {
    return 5 << 20;
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(
        new Ending(
            "Work In Progress",
            "Closed, Completed",
            Optional.of("Closed, Incomplete"),
            Optional.of("Requested"),
            Map.of(
                "dtmDateCompleted", 1774773000000L,
                "strCompletionNotes", "Ball nut replaced, race worn",
                "intCompletedByUserID", 72L,
                "intRCAProblemID", 91L,
                "intRCACauseID", 94L,
                "intRCAActionID", 97L),
            Facts.with("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("remarks", "Ball nut replaced, race worn")
                .put("technician", "Ana Lopez")
                .put("failureMode", "Pitting")
                .put("failureCause", "Lack of grease")
                .put("action", "Replaced")
                .put("outcomeCode", "91")
                .build(),
            Map.of("intRCAProblemID", 92L),
            Map.of("intRCAActionID", 98L),
            Facts.with("action", "Greased").put("failureMode", "Pitting").build()));
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(
        new Registered(
            Set.of("2001", "2011", "2012", "2013", "2901", "2902"),
            Optional.empty(),
            Facts.with("name", "Palletiser 1")
                .put("parent", "2001")
                .put("serial", "SN-4711")
                .put("tag", "BC-1001")
                .build()));
  }

  @Override
  public Optional<ToldAsset> told() {
    return Optional.of(
        new ToldAsset(Map.of(), state -> state == State.FAILED ? "0" : "1", "99999"));
  }

  @Override
  public Optional<PlannedParts> parts() {
    return Optional.of(
        new PlannedParts(
            List.of("7014C", "G-LITH-2"),
            // Behind reading the asset, its link and the three calls before the first part is
            // added.
            Optional.of(
                Fault.next(FaultKind.SERVER_ERROR_AFTER_COMMIT, 1).on(Operation.OTHER).after(7)),
            FiixPlant::planned));
  }

  /** A line names the part by its id. */
  private static List<String> planned(BookedOrder order) {
    return PlannedParts.lines(
            order.fields().get("WorkOrderPart"), "intPartID", "qtySuggestedQuantity")
        .stream()
        .map(line -> line.replace("2901", "7014C").replace("2902", "G-LITH-2"))
        .toList();
  }
}
