package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.SapDouble;

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
        "notificationType", "M1", "zone", "Europe/Berlin", "client", "100", "plant", "HB01");
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
}
