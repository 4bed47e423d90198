package org.bellcrank.itests.contract;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.connector.WebHook;
import org.bellcrank.delivery.rfc.RfcCaller;
import org.bellcrank.itests.doubles.BookedAttachment;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.Counterpart;
import org.bellcrank.itests.doubles.Faults;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.itests.doubles.Witness;

/** A CMMS double and how the gateway gets at it. */
interface Plant extends AutoCloseable {

  /** The connector's id, which is its folder's name. */
  String kind();

  /** The connector's folder. */
  default Path home() {
    return Path.of(System.getProperty("project.root"), "camel-routes", kind());
  }

  Counterpart cmms();

  URI address();

  /** What calls function modules there; empty where it is reached another way. */
  default Optional<RfcCaller> functions() {
    return Optional.empty();
  }

  /** The credential that the double accepts. */
  String credential();

  Map<String, String> context();

  /** An asset that the double knows. */
  String asset();

  /** What the double shows as priority when ours is this one. */
  String priority(int ours);

  /** What the double shows as priority. */
  String priority(BookedOrder order);

  /** What the vendor calls the field, or a part of that, in any case of letters. */
  default String priorityName() {
    return "priority";
  }

  /** The code with which the double answers a credential that it does not accept. */
  default String stranger() {
    return "401";
  }

  /**
   * Whether a right to this that its user lacks looks like a refusal of the order there, so that
   * rows stand on the workbench at once or after a few tries; elsewhere they wait for it.
   */
  default boolean refusesMissingRight(Operation operation) {
    return false;
  }

  /** Ends what the double keeps of whoever signed on; nothing where nobody has to. */
  default void endSessions() {}

  /** Longer than the gateway waits for an answer, whose answer time is two seconds here. */
  default Duration longerThanPatience() {
    return Duration.ofSeconds(4);
  }

  /** The hash of the evidence that an attachment shows: of its bytes, or as a link names it. */
  default String sha256(BookedAttachment attachment) {
    return attachment.sha256();
  }

  /** The biggest file that the double takes, by its own facts. */
  int biggestFile();

  /** How people there work on orders; empty where the connector cannot read it. */
  default Optional<Ending> ending() {
    return Optional.empty();
  }

  /** What its register of assets has; empty where the connector cannot read it. */
  default Optional<Registered> register() {
    return Optional.empty();
  }

  /** How it takes what it is told of its assets; empty where the connector cannot tell it. */
  default Optional<ToldAsset> told() {
    return Optional.empty();
  }

  /** A person there fills in fields and sets the status. */
  default void report(String number, String status, Map<String, Object> fields) {
    if (!cmms().report(number, status, fields)) {
      throw new AssertionError("no order " + number + " or no status " + status);
    }
  }

  /** How it takes the parts of an order; empty where the connector brings them as text alone. */
  default Optional<PlannedParts> parts() {
    return Optional.empty();
  }

  /**
   * How the CMMS calls when something happened to an order, signed; empty where the connector hears
   * no calls.
   */
  default Optional<WebHook.Call> call(BookedOrder order, String secret) {
    return Optional.empty();
  }

  default Witness books() {
    return cmms().books();
  }

  default Faults faults() {
    return cmms().faults();
  }

  @Override
  default void close() {
    cmms().close();
  }
}
