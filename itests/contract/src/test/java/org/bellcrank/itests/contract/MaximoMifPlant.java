package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.MaximoMifDouble;
import org.bellcrank.journal.Facts;

/** Maximo reached by its integration framework. */
final class MaximoMifPlant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(900, 700, 500, 300, 100);

  private final MaximoMifDouble cmms;
  private final String site;

  MaximoMifPlant(DoubleOptions options) {
    this(options, "BEDFORD");
  }

  /**
   * @param site as the instance writes it
   */
  MaximoMifPlant(DoubleOptions options, String site) {
    cmms = MaximoMifDouble.start(options);
    this.site = site;
  }

  @Override
  public String kind() {
    return "maximo-mif";
  }

  @Override
  public MaximoMifDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "MXINTADM:bedford";
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "siteid",
        site,
        "documents",
        "MXWODOC",
        "noFaultCode",
        "NOFAULT",
        "criticalities",
        "9=A,8=A,5=B,1=D");
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
    return String.valueOf(order.fields().get("WOPRIORITY"));
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
                "ACTSTART", "2026-03-29T01:30:00-05:00",
                "ACTFINISH", "2026-03-29T04:30:00-04:00",
                "ACTLABHRS", 1.5,
                "ACTTOTALCOST", 4200.25,
                "LEAD", "WILSON",
                "PROBLEMCODE", "PITTING"),
            Facts.with("startedAt", Instant.parse("2026-03-29T06:30:00Z"))
                .put("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("labourHours", 1.5)
                .put("cost", 4200.25)
                .put("technician", "WILSON")
                .put("failureMode", "PITTING")
                .build(),
            Map.of("PROBLEMCODE", "NOFAULT"),
            Map.of("ACTLABHRS", 2.25),
            Facts.with("labourHours", 2.25).put("technician", "WILSON").build()));
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(MaximoPlant.registered());
  }
}
