package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.BookedAttachment;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.InforDouble;

final class InforEamPlant implements Plant {

  private static final List<Integer> PRIORITIES = List.of(1, 2, 3, 4, 4);

  private final InforDouble cmms;

  InforEamPlant(DoubleOptions options) {
    cmms = InforDouble.start(options);
  }

  @Override
  public String kind() {
    return "infor-eam";
  }

  @Override
  public InforDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "GATEWAY@PLANT:lyon-infor-gateway";
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "tenant",
        "PLANT",
        "organization",
        "LYON",
        "zone",
        "Europe/Paris",
        "documentGrid",
        "BCDOCS",
        "pictures",
        "https://gateway.plant.example/api/evidence/");
  }

  @Override
  public String asset() {
    return "LY-PRESS-1";
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(PRIORITIES.get(ours - 1));
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("PRIORITY/PRIORITYCODE"));
  }

  @Override
  public String stranger() {
    return "500";
  }

  /**
   * No bytes go to Infor: the name of the file is the picture's address, which ends in its hash.
   */
  @Override
  public String sha256(BookedAttachment attachment) {
    return attachment.name().substring(attachment.name().lastIndexOf('/') + 1);
  }

  @Override
  public int biggestFile() {
    return 1 << 20;
  }
}
