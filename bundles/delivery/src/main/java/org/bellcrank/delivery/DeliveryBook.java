package org.bellcrank.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.delivery.connector.Connector.DeliveryClass;
import org.bellcrank.journal.Facts;

/** What can be asked about deliveries; a service. All methods read a consistent snapshot. */
public interface DeliveryBook {

  /** How the delivery of an order stands; empty when none was planned. */
  Optional<OrderDelivery> of(String order);

  /** Rows that wait for a person, newest first, at most {@code limit}. */
  List<Delivery> workbench(int limit);

  /** Every instance, in the documents' order. */
  List<InstanceHealth> health();

  /**
   * The delivery of one order.
   *
   * @param create the row that brings the order itself
   * @param others its updates, attachments and what was told of its asset, oldest first
   * @param steps every call that was made or planned, oldest first
   */
  record OrderDelivery(Delivery create, List<Delivery> others, List<StepTrace> steps) {

    /** Whether the order is in the CMMS, read back. */
    public boolean acknowledged() {
      return create.state() == DeliveryState.DONE;
    }

    /**
     * Instants by stage: planned, firstIntent, created, acknowledged, children, released, attached,
     * committed, updated.
     */
    public Facts stages() {
      Facts.Builder all = create.stages().toBuilder();
      for (Delivery other : others) {
        other.stage("attached").ifPresent(at -> all.put("attached", at));
        for (String stage : List.of("updated", "children", "released", "committed")) {
          other.stage(stage).ifPresent(at -> all.put(stage, at));
        }
      }
      return all.build();
    }

    /** Parts of the order that went along with nothing, and why, one line each. */
    public List<String> leftOut() {
      return Stream.concat(Stream.of(create), others.stream())
          .flatMap(row -> row.leftOut().stream())
          .toList();
    }

    /** Whether nothing of it is under way any more. */
    public boolean settled() {
      return !create.state().isOpen() && others.stream().noneMatch(o -> o.state().isOpen());
    }
  }

  /**
   * One call.
   *
   * @param delivery id of the row
   * @param purpose what the row is for
   * @param step name of the recipe's step
   * @param attempt from 1
   * @param intentAt when it was about to be sent
   * @param receiptAt when the answer was noted; empty while there is none
   * @param receipt accepted, refused, unreachable or uncertain; empty while there is none
   * @param status the answer's code; 0 when there was none
   * @param words the vendor's words; empty when there is nothing to say
   */
  record StepTrace(
      String delivery,
      Purpose purpose,
      String step,
      long attempt,
      Instant intentAt,
      Optional<Instant> receiptAt,
      String receipt,
      long status,
      String words) {}

  /** Whether an instance takes calls. */
  enum Breaker {
    /** Calls flow. */
    CLOSED,
    /** Calls wait; the other side is away or busy. */
    OPEN,
    /** One call is on its way to see whether the other side is back. */
    PROBING,
    /** Calls wait for a person: the credential is missing or not accepted. */
    CREDENTIAL,
    /** Nothing is sent: the other side is being worked on, as the site documents say. */
    MAINTENANCE,
    /** The connector of this instance is not loaded. */
    NO_CONNECTOR
  }

  /**
   * How an instance is.
   *
   * @param instance its id
   * @param kind its connector
   * @param title name for people
   * @param breaker whether orders flow
   * @param behind what does not flow though orders do, such as pictures or updates, and why;
   *     nothing that is missing here is held back by itself
   * @param until when calls are tried again or the maintenance ends; empty while they flow
   * @param queue how many rows wait
   * @param workbench how many rows wait for a person
   * @param delivered how many rows (orders, updates, pictures) have arrived
   * @param running how many calls are on their way
   * @param lastSuccess when a call last went well
   * @param lastError when one last did not
   * @param lastWords what was said then, or why nothing flows; empty when all is well
   * @param meanAnswer moving mean of the time an answer takes; zero before the first
   * @param deliveryClass what keeps its connector from putting an order twice; empty while that is
   *     not loaded
   */
  record InstanceHealth(
      String instance,
      String kind,
      String title,
      Breaker breaker,
      Map<Purpose, Breaker> behind,
      Optional<Instant> until,
      long queue,
      long workbench,
      long delivered,
      int running,
      Optional<Instant> lastSuccess,
      Optional<Instant> lastError,
      String lastWords,
      Duration meanAnswer,
      Optional<DeliveryClass> deliveryClass) {

    /** Of a connector that is not loaded. */
    public InstanceHealth(
        String instance,
        String kind,
        String title,
        Breaker breaker,
        Map<Purpose, Breaker> behind,
        Optional<Instant> until,
        long queue,
        long workbench,
        long delivered,
        int running,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastError,
        String lastWords,
        Duration meanAnswer) {
      this(
          instance,
          kind,
          title,
          breaker,
          behind,
          until,
          queue,
          workbench,
          delivered,
          running,
          lastSuccess,
          lastError,
          lastWords,
          meanAnswer,
          Optional.empty());
    }
  }
}
