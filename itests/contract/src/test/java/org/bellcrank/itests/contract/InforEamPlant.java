package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.itests.doubles.BookedAttachment;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.InforDouble;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.journal.Facts;

/** Infor EAM, reached by its SOAP services. */
class InforEamPlant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(1, 2, 3, 4, 4);

  private final InforDouble cmms;

  InforEamPlant(DoubleOptions options) {
    cmms = InforDouble.start(options);
  }

  @Override
  public String kind() {
    return "infor-eam";
  }

  @Override
  public InforDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "GATEWAY@PLANT:lyon-infor-gateway";
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "tenant",
        "PLANT",
        "organization",
        "LYON",
        "zone",
        "Europe/Paris",
        "documentGrid",
        "BCDOCS",
        "workingStatus",
        "IW",
        "cancelledStatus",
        "GU",
        "noFaultCode",
        "NOFAULT");
  }

  /**
   * 500 and a fault, such as for any other order that is not taken; a change that is answered so is
   * in doubt, and is looked for and sent again for minutes before.
   */
  @Override
  public boolean refusesMissingRight(Operation operation) {
    return operation != Operation.UPDATE;
  }

  @Override
  public String asset() {
    return "LY-PRESS-1";
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(PRIORITIES.get(ours - 1));
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("PRIORITY/PRIORITYCODE"));
  }

  @Override
  public String stranger() {
    return "500";
  }

  /**
   * No bytes go to Infor: the name of the file is a link, whose path ends in the picture's hash.
   */
  @Override
  public String sha256(BookedAttachment attachment) {
    String path = URI.create(attachment.name()).getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public int biggestFile() {
    return 1 << 20;
  }

  @Override
  public Optional<Ending> ending() {
    Map<String, Object> report = new HashMap<>(date("STARTDATE", "9"));
    report.putAll(date("COMPLETEDDATE", "10"));
    report.put("ASSIGNEDTO/PERSONCODE", "DUPONT");
    report.put("FAILURECODEID/FAILURECODE", "WORN");
    report.put("CAUSECODEID/CAUSECODE", "FATI");
    report.put("ACTIONCODEID/ACTIONCODE", "REPL");
    return Optional.of(
        new Ending(
            "IW",
            "C",
            Optional.of("GU"),
            Optional.of("R"),
            report,
            Facts.with("startedAt", Instant.parse("2026-03-29T07:30:00Z"))
                .put("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("technician", "DUPONT")
                .put("failureMode", "WORN")
                .put("failureCause", "FATI")
                .put("action", "REPL")
                .put("outcomeCode", "REPL")
                .build(),
            Map.of("FAILURECODEID/FAILURECODE", "NOFAULT"),
            Map.of("CAUSECODEID/CAUSECODE", "LUBE"),
            Facts.with("failureCause", "LUBE").put("action", "REPL").build()));
  }

  /** Half past an hour of a day on which the plant's clock is put forward. */
  private static Map<String, Object> date(String name, String hour) {
    return Map.of(
        name + "/YEAR", "2026",
        name + "/MONTH", "3",
        name + "/DAY", "29",
        name + "/HOUR", hour,
        name + "/MINUTE", "30",
        name + "/SECOND", "0",
        name + "/SUBSECOND", "0",
        name + "/TIMEZONE", "UTC");
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(
        new Registered(
            Set.of("LY-PRESS-1", "LY-PRESS-2", "LY-CONV-1"),
            Optional.of("LY-CONV-1"),
            Facts.with("name", "Press 1")
                .put("serial", "SN-4711")
                .put("manufacturer", "SCHULER")
                .put("model", "MSP 400")
                .put("installedOn", "2019-05-06")
                .put("criticality", "A")
                .build()));
  }
}
