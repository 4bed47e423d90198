package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.EccIdocDouble;

/** SAP behind IDocs; one plant takes them over HTTP, another from a folder. */
final class SapEccIdocPlant extends SharePlant {

  private static final List<Integer> PRIORITIES = List.of(1, 2, 3, 4, 4);

  private final String transport;
  private final EccIdocDouble cmms;

  private SapEccIdocPlant(DoubleOptions options, String transport) {
    super("sap-share");
    this.transport = transport;
    cmms =
        transport.equals("file")
            ? EccIdocDouble.fromFiles(options, share())
            : EccIdocDouble.overHttp(options, share());
  }

  static SapEccIdocPlant overHttp(DoubleOptions options) {
    return new SapEccIdocPlant(options, "http");
  }

  static SapEccIdocPlant fromFiles(DoubleOptions options) {
    return new SapEccIdocPlant(options, "file");
  }

  @Override
  public String kind() {
    return "sap-ecc-idoc";
  }

  @Override
  public EccIdocDouble cmms() {
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
    return Map.ofEntries(
        Map.entry("transport", transport),
        Map.entry("folder", share().toString()),
        Map.entry("client", "100"),
        Map.entry("sender", "BCKGATEWAY"),
        Map.entry("senderPort", "BCKPORT"),
        Map.entry("receiver", "P01CLNT100"),
        Map.entry("receiverPort", "SAPP01"),
        Map.entry("notificationType", "m1"),
        Map.entry("zone", "Europe/Berlin"),
        Map.entry("codeGroup", "surface"));
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
