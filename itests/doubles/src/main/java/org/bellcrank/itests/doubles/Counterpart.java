package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The other side of a delivery, whatever it is reached by. It serves until it is closed. */
public interface Counterpart extends AutoCloseable {

  /** What it accepted. */
  Witness books();

  Faults faults();

  /** From now on the sender's credential counts as expired, until {@link #renewKey}. */
  void expireKey();

  void renewKey();

  /**
   * A person at the plant fills in fields of an order and sets its status, past all rules of the
   * interface.
   *
   * @param fields in the names and forms in which the double keeps them
   * @return false if there is no such order or no such status
   */
  boolean report(String number, String status, Map<String, Object> fields);

  /**
   * Why a fault cannot happen on the way to it.
   *
   * @return empty where it can
   */
  default Optional<String> lacks(FaultKind kind) {
    return Optional.empty();
  }

  /** What it was told of how an asset is and took, oldest first, in its own words. */
  default List<String> conditions(String asset) {
    return List.of();
  }

  @Override
  void close();
}
