package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.Map;
import org.bellcrank.itests.doubles.Books;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Faults;
import org.bellcrank.itests.doubles.MaximoDouble;

final class MaximoPlant implements Plant {

  private final MaximoDouble cmms = MaximoDouble.start(DoubleOptions.free());

  @Override
  public String kind() {
    return "maximo";
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
