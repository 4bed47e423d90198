package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.AtlasDouble;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;

final class AtlasPlant implements Plant {

  private static final List<String> PRIORITIES = List.of("HIGH", "HIGH", "MEDIUM", "LOW", "NONE");

  private final AtlasDouble cmms;

  AtlasPlant(DoubleOptions options) {
    cmms = AtlasDouble.start(options);
  }

  @Override
  public String kind() {
    return "atlas";
  }

  @Override
  public AtlasDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "gateway@plant.example:atlas-gateway";
  }

  @Override
  public Map<String, String> context() {
    return Map.of("company", "46");
  }

  @Override
  public String asset() {
    return "11";
  }

  @Override
  public String priority(int ours) {
    return PRIORITIES.get(ours - 1);
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("priority"));
  }

  @Override
  public String stranger() {
    return "403";
  }

  @Override
  public void endSessions() {
    cmms.endSessions();
  }

  @Override
  public int biggestFile() {
    return 5 << 20;
  }
}
