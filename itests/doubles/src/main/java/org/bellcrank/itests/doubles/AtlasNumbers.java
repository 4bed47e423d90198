package org.bellcrank.itests.doubles;

import java.util.stream.LongStream;

/**
 * Gives out numbers: one row of ids for all kinds of records, one of its own for what people see.
 */
final class AtlasNumbers {

  private static final String ORDER = "WO";
  private static final String REQUEST = "R";

  private long nextId;
  private int orders;
  private int requests;

  /** Goes on where the books end. */
  AtlasNumbers(long first, Books books) {
    nextId =
        LongStream.concat(
                    books.orders().stream().mapToLong(BookedOrder::id),
                    books.files().stream().mapToLong(BookedAttachment::id))
                .max()
                .orElse(first - 1)
            + 1;
    orders = (int) books.orders().stream().filter(AtlasNumbers::isOrder).count();
    requests = books.orders().size() - orders;
  }

  synchronized long id() {
    return nextId++;
  }

  /** The id that would come next. */
  synchronized long coming() {
    return nextId;
  }

  synchronized String number(boolean order) {
    return order
        ? String.format("%s%06d", ORDER, ++orders)
        : String.format("%s%06d", REQUEST, ++requests);
  }

  /** Whether it is a work order, not a request for one. */
  static boolean isOrder(BookedOrder record) {
    return record.number().startsWith(ORDER);
  }
}
