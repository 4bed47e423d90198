package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.CmmsDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.MaximoDouble;

final class MaximoPlant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(900, 700, 500, 300, 100);

  private final MaximoDouble cmms;

  MaximoPlant(DoubleOptions options) {
    cmms = MaximoDouble.start(options);
  }

  @Override
  public String kind() {
    return "maximo";
  }

  @Override
  public CmmsDouble cmms() {
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
    return Map.of("siteid", "BEDFORD");
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
    return String.valueOf(order.fields().get("wopriority"));
  }

  @Override
  public int biggestFile() {
    return 10 << 20;
  }
}
