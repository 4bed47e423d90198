package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.EccDouble;

final class SapEccPlant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(1, 2, 3, 4, 4);

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
    return "BELLCRANK:bremen-gateway";
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
        "surface");
  }

  /** Without its zeros, as people of the plant write it. */
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
    return String.valueOf(order.fields().get("PRIORITY"));
  }

  @Override
  public int biggestFile() {
    return 5 << 20;
  }
}
