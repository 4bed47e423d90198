package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a CMMS accepted, against which a sender's own account is held. */
public interface Witness {

  /** All orders, oldest first. */
  List<BookedOrder> orders();

  /** The orders that carry this reference, oldest first. */
  default List<BookedOrder> byReference(String reference) {
    return orders().stream().filter(each -> each.reference().equals(reference)).toList();
  }

  /** The references under which more than one order was created, each with the numbers. */
  default Map<String, List<String>> duplicates() {
    Map<String, List<String>> repeated = new TreeMap<>();
    for (BookedOrder order : orders()) {
      if (!order.reference().isEmpty()) {
        repeated.computeIfAbsent(order.reference(), none -> new ArrayList<>()).add(order.number());
      }
    }
    repeated.values().removeIf(each -> each.size() < 2);
    return repeated;
  }

  /** Order numbers that carry the same bytes more than once, each with the repeated hashes. */
  default Map<String, List<String>> duplicateAttachments() {
    Map<String, List<String>> repeated = new TreeMap<>();
    for (BookedOrder order : orders()) {
      List<String> hashes = new ArrayList<>();
      order.attachments().forEach(each -> hashes.add(each.sha256()));
      order.attachments().stream().map(BookedAttachment::sha256).distinct().forEach(hashes::remove);
      if (!hashes.isEmpty()) {
        repeated.put(order.number(), hashes);
      }
    }
    return repeated;
  }
}
