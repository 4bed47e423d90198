package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.DynamicsDouble;

final class Dynamics365Plant implements Plant {

  private final DynamicsDouble cmms;
  private final Map<String, String> more;

  Dynamics365Plant(DoubleOptions options) {
    this(options, Map.of());
  }

  /**
   * @param more of the instance's context
   */
  Dynamics365Plant(DoubleOptions options, Map<String, String> more) {
    cmms = DynamicsDouble.start(options);
    this.more = more;
  }

  @Override
  public String kind() {
    return "dynamics-365";
  }

  @Override
  public DynamicsDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "11111111-2222-3333-4444-555555555555:lyngby-gateway";
  }

  @Override
  public Map<String, String> context() {
    Map<String, String> context = new HashMap<>();
    context.put("tenant", "contoso.example");
    context.put("login", cmms.uri().toString());
    context.put("company", "usmf");
    context.put("requestType", "CORR");
    context.putAll(more);
    return context;
  }

  @Override
  public String asset() {
    return "PP-201";
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(ours);
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("WorkOrderPriority"));
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
