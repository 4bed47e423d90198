package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.rfc.RfcCaller;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.EccRfcDouble;

/** SAP ECC as its function modules show it, with a bridge as a customer would write it. */
final class SapEccRfcPlant implements Plant {

  private final EccRfcDouble cmms;

  SapEccRfcPlant(DoubleOptions options) {
    cmms = EccRfcDouble.start(options);
  }

  @Override
  public String kind() {
    return "sap-ecc-rfc";
  }

  @Override
  public EccRfcDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return URI.create("rfc://" + cmms.host() + "/00?client=100&language=EN");
  }

  @Override
  public Optional<RfcCaller> functions() {
    return Optional.of(new RfcBridge(cmms));
  }

  @Override
  public String credential() {
    return SapEccPlant.CREDENTIAL;
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "notificationType",
        "m1",
        "zone",
        "Europe/Berlin",
        "codeGroup",
        "surface",
        "noFaultCode",
        "NONE");
  }

  /** Without its zeros, as people of the plant write it. */
  @Override
  public String asset() {
    return "10000451";
  }

  @Override
  public String priority(int ours) {
    return SapEccPlant.shown(ours);
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("PRIORITY"));
  }

  @Override
  public int biggestFile() {
    return 5 << 20;
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(SapEccPlant.ENDING);
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(SapEccPlant.REGISTERED);
  }
}
