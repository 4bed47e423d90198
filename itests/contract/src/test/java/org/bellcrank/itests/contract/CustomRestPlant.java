package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.Map;
import org.bellcrank.itests.doubles.Books;
import org.bellcrank.itests.doubles.CustomRestDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Faults;

final class CustomRestPlant implements Plant {

  private final CustomRestDouble cmms = CustomRestDouble.start(DoubleOptions.free());

  @Override
  public String kind() {
    return "custom-rest";
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
  public Books books() {
    return cmms.books();
  }

  @Override
  public Faults faults() {
    return cmms.faults();
  }

  @Override
  public void expireKey() {
    cmms.expireKey();
  }

  @Override
  public void renewKey() {
    cmms.renewKey();
  }

  @Override
  public void close() {
    cmms.close();
  }
}
