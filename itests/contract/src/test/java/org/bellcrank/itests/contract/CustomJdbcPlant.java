package org.bellcrank.itests.contract;

import java.util.Map;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.SqlDouble;

final class CustomJdbcPlant extends SqlPlant {

  CustomJdbcPlant(DoubleOptions options) {
    super(SqlDouble.customJdbc(Databases.server(), options));
  }

  @Override
  public String kind() {
    return "custom-jdbc";
  }

  @Override
  public Map<String, String> context() {
    return Map.of("requestedBy", "Bellcrank", "screen", "https://orders.example/");
  }

  @Override
  public String asset() {
    return "LY-BS-101";
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("priority"));
  }
}
