package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.AtlasDouble;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;

final class AtlasPlant implements Plant {

  private static final List<String> WORDS = List.of("NONE", "LOW", "MEDIUM", "HIGH");
  private static final List<Integer> PRIORITIES = List.of(3, 3, 2, 1, 0);

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
  public int priority(int ours) {
    return PRIORITIES.get(ours - 1);
  }

  /** Its words in the order of their urgency. */
  @Override
  public int priority(BookedOrder order) {
    return WORDS.indexOf(String.valueOf(order.fields().get("priority")));
  }

  @Override
  public int biggestFile() {
    return 5 << 20;
  }
}
