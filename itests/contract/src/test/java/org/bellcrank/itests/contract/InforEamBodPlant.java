package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.BookedAttachment;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.InforBodDouble;

/** Infor EAM behind a bus that takes messages from a folder. */
final class InforEamBodPlant extends SharePlant {

  private static final List<Integer> PRIORITIES = List.of(1, 2, 3, 4, 4);

  private final InforBodDouble cmms;

  InforEamBodPlant(DoubleOptions options) {
    super("ion-share");
    cmms = InforBodDouble.start(options, share());
  }

  @Override
  public String kind() {
    return "infor-eam-bod";
  }

  @Override
  public InforBodDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  /** Nobody asks for one: the share is mounted by the operating system. */
  @Override
  public String credential() {
    return "nobody:nothing";
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "folder",
        share().toString(),
        "tenant",
        "PLANT",
        "accountingEntity",
        "LYON",
        "sender",
        "lid://infor.file.bellcrank");
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

  /** A link, whose path ends in the picture's hash. */
  @Override
  public String sha256(BookedAttachment attachment) {
    String path = URI.create(attachment.name()).getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public int biggestFile() {
    return 1 << 20;
  }
}
