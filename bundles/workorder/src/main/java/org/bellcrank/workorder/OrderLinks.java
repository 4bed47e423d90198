package org.bellcrank.workorder;

import java.util.Optional;

/** Where people look at an order on this gateway; offered by whoever shows it. */
@FunctionalInterface
public interface OrderLinks {

  /** For a gateway that shows nothing. */
  OrderLinks NONE = order -> Optional.empty();

  /**
   * The address of an order's page.
   *
   * @param order the order's id
   * @return empty while nothing is shown
   */
  Optional<String> console(String order);
}
