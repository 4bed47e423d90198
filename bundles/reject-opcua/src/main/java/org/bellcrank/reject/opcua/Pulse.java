package org.bellcrank.reject.opcua;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.kura.driver.Driver.ConnectionException;

/**
 * True, and false again: the only place that changes something at a machine. For one thread at a
 * time; blocks for the pulse and the driver's answers.
 */
final class Pulse {

  private final PlantDriver driver;

  Pulse(PlantDriver driver) {
    this.driver = driver;
  }

  /**
   * Whether a node can be pulsed now: it answers, and is false.
   *
   * @return why not; empty where it can
   * @throws ConnectionException when the server does not answer
   */
  String obstacle(String node) throws ConnectionException {
    try {
      return driver.read(node) ? "the node is true already" : "";
    } catch (PlantDriver.RefusedException e) {
      return e.getMessage();
    }
  }

  /** One pulse. Whatever goes wrong after the first write, false is written. */
  Outcome give(String node, Duration length) {
    String doubt;
    try {
      driver.write(node, true);
      long since = System.nanoTime();
      doubt = readBack(node);
      hold(length.toNanos() - (System.nanoTime() - since));
    } catch (PlantDriver.RefusedException e) {
      String other = notFalse(node);
      if (other.isEmpty()) {
        return new Outcome(Outcome.Kind.REFUSED, e.getMessage());
      }
      doubt = "the writing of true was refused (%s), and %s".formatted(e.getMessage(), other);
    } catch (ConnectionException | RuntimeException e) { // a driver of any maker runs here
      doubt = "whether true was written is not known: " + e.getMessage();
    }
    String stuck = release(node);
    if (!stuck.isEmpty()) {
      return new Outcome(Outcome.Kind.STUCK, (doubt.isEmpty() ? "" : doubt + "; ") + stuck);
    }
    return doubt.isEmpty()
        ? new Outcome(Outcome.Kind.PULSED, "")
        : new Outcome(Outcome.Kind.UNSURE, doubt);
  }

  /** A refusal is believed where the node is false, as it was a moment ago. */
  private String notFalse(String node) {
    try {
      return driver.read(node) ? "true was read back" : "";
    } catch (ConnectionException | PlantDriver.RefusedException | RuntimeException e) {
      return "the node could not be read: " + e.getMessage();
    }
  }

  private String readBack(String node) {
    try {
      return driver.read(node)
          ? ""
          : "true was written and false read back; the control may have taken it back itself";
    } catch (ConnectionException | PlantDriver.RefusedException | RuntimeException e) {
      return "true was written and could not be read back: " + e.getMessage();
    }
  }

  /** Not cut short: a shorter pulse may be none for a control. Nobody interrupts this thread. */
  private static void hold(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /**
   * Writes false and reads it back.
   *
   * @return why the node may be true still; empty where it is false
   */
  String release(String node) {
    try {
      driver.write(node, false);
      return driver.read(node) ? "false was written and true read back" : "";
    } catch (ConnectionException | PlantDriver.RefusedException | RuntimeException e) {
      return "false could not be written or read back: " + e.getMessage();
    }
  }
}
