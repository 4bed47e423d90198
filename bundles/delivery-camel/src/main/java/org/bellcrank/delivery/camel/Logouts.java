package org.bellcrank.delivery.camel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends sessions at the CMMS that nobody needs any more, where its connector says how: some count
 * them. A courtesy: one that fails is not tried again, and ends by itself.
 */
final class Logouts {

  private static final Logger LOG = LoggerFactory.getLogger(Logouts.class);

  /** Longest wait for one answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Sessions.Sender sender;
  private final LongSupplier ticker;

  /**
   * @param ticker nanoseconds that only grow
   */
  Logouts(Sessions.Sender sender, LongSupplier ticker) {
    this.sender = sender;
    this.ticker = ticker;
  }

  /**
   * Ends one after the other.
   *
   * @param atMost after this time no further one is begun
   */
  void end(List<Sessions.Held> sessions, Duration atMost) {
    long begun = ticker.getAsLong();
    for (Sessions.Held each : sessions) {
      if (ticker.getAsLong() - begun > atMost.toNanos()) {
        return;
      }
      each.rules().logout().ifPresent(call -> end(each, call));
    }
  }

  private void end(Sessions.Held session, Session.Login call) {
    try {
      StepRequest request =
          call.request(session.instance(), session.limits(), session.known()).within(PATIENCE);
      StepAnswer answer = Redaction.of(sender.send(request), session.secrets());
      LOG.debug(
          "Connector instance {}: a session was ended, {}",
          session.instance().id(),
          answer instanceof StepAnswer.Answered answered ? Optional.of(answered.status()) : answer);
    } catch (RuntimeException broken) { // a name of its path, or what is no address with it
      LOG.debug("Connector instance {}: {}", session.instance().id(), broken.getMessage());
    }
  }
}
