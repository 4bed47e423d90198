package org.bellcrank.publish.opcua;

import java.time.Instant;

/** Where the rows are shown to clients; for one thread. */
interface Shown {

  /**
   * A result as it is now.
   *
   * @param isNew whether it was recorded just now, which is told as an event
   */
  void result(Row row, boolean isNew);

  /** An order as it is now. */
  void order(Row row);

  /** An asset as it is now. */
  void asset(Row row);

  /** Whether results come. */
  void state(Model.State now, Instant at);
}
