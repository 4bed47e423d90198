package org.bellcrank.delivery.engine;

import java.util.Map;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;

/** What comes next for a row, worked out before anything of it is kept. */
sealed interface Draft {

  /** The row as it is to be kept. */
  Delivery row();

  /**
   * A step is to be sent, once its intent is on disk.
   *
   * @param order the order that the request was written from
   * @param hash of the request
   * @param known what its answer is read with
   * @param fields what has to be read back, by JSON pointer
   */
  record Send(
      Delivery row,
      WorkOrder order,
      Step step,
      StepRequest request,
      String hash,
      Map<String, Object> known,
      Facts fields)
      implements Draft {}

  /** Nothing for now. */
  record Rest(Delivery row) implements Draft {}

  /** It has arrived. */
  record Done(Delivery row) implements Draft {}

  /** A person is asked. */
  record Person(Delivery row) implements Draft {}
}
