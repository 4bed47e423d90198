package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.Map;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.CmmsDouble;
import org.bellcrank.itests.doubles.CustomRestDouble;
import org.bellcrank.itests.doubles.DoubleOptions;

final class CustomRestPlant implements Plant {

  private final CustomRestDouble cmms;

  CustomRestPlant(DoubleOptions options) {
    cmms = CustomRestDouble.start(options);
  }

  @Override
  public String kind() {
    return "custom-rest";
  }

  @Override
  public CmmsDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "gateway:lyon-gateway";
  }

  @Override
  public Map<String, String> context() {
    return Map.of("requestedBy", "Bellcrank");
  }

  @Override
  public String asset() {
    return "LY-BS-101";
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(ours);
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("priority"));
  }

  @Override
  public int biggestFile() {
    return 2 << 20;
  }
}
