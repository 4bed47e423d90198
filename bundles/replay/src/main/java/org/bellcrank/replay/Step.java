package org.bellcrank.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.pipeline.Statement;
import org.bellcrank.workorder.OrderStatus;

/** One thing that happened on the gateway, in the order in which it did. */
sealed interface Step {

  /** When it happened, by the gateway's clock. */
  Instant at();

  /** An observation was decided. */
  record Seen(ObservationBook.Stored observation, Instant at) implements Step {}

  /** A held finding was decided. */
  record Released(String finding, Instant at) implements Step {}

  /** A person accepted findings in review. */
  record Accepted(
      List<String> findings,
      Statement statement,
      Optional<String> template,
      Optional<String> asset,
      Instant at)
      implements Step {}

  /** A person dismissed findings in review. */
  record Dismissed(List<String> findings, Statement statement, Instant at) implements Step {}

  /** A person moved an order on in its life. */
  record Moved(
      String order, OrderStatus to, Statement statement, Optional<String> failureCode, Instant at)
      implements Step {}

  /** Other documents came into force, or decisions were made with others. */
  record Documents(String version, Instant at) implements Step {}

  /** What the gateway decided; comes after the step that made it decide. */
  record Decided(Told told) implements Step {
    @Override
    public Instant at() {
      return told.at();
    }
  }
}
