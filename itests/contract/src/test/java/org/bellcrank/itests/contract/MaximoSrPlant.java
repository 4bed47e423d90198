package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.MaximoDouble;
import org.bellcrank.journal.Facts;

/** Maximo at a site whose planners sort out service requests. */
final class MaximoSrPlant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(1, 2, 3, 4, 4);

  private final MaximoDouble cmms;
  private final String site;

  MaximoSrPlant(DoubleOptions options) {
    this(options, "BEDFORD");
  }

  /**
   * @param site as the instance writes it
   */
  MaximoSrPlant(DoubleOptions options, String site) {
    cmms = MaximoDouble.start(options);
    this.site = site;
  }

  @Override
  public String kind() {
    return "maximo-sr";
  }

  @Override
  public MaximoDouble cmms() {
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
    return String.valueOf(order.fields().get("reportedpriority"));
  }

  @Override
  public int biggestFile() {
    return 10 << 20;
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(
        new Ending(
            "INPROG",
            "RESOLVED",
            Optional.of("CANCELLED"),
            Optional.of("INPROG"),
            Map.of(
                "actualstart", "2026-03-29T01:30:00-05:00",
                "actualfinish", "2026-03-29T04:30:00-04:00",
                "actlabhrs", 1.5,
                "owner", "WILSON",
                "problemcode", "PITTING",
                "fr1code", "FATIGUE",
                "fr2code", "REPLACE"),
            Facts.with("startedAt", Instant.parse("2026-03-29T06:30:00Z"))
                .put("closedAt", Instant.parse("2026-03-29T08:30:00Z"))
                .put("labourHours", 1.5)
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
  public Optional<Registered> register() {
    return Optional.of(MaximoPlant.registered());
  }
}
