package org.bellcrank.workorder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.EvidenceItem;

/**
 * Our order: one decision about one cause, routed to exactly one connector instance.
 *
 * @param id our id, for example {@code wo-01JD…}; never changes
 * @param cause what it is about
 * @param site id of the site asset; chooses the connector instance
 * @param connector id of the connector instance it is routed to
 * @param type why it exists
 * @param priority 1 (most urgent) to 5 (least); each connector translates
 * @param status where it stands in its life
 * @param title one line, at most 200 characters; connectors shorten it by their own policy
 * @param description text for the reader, several lines
 * @param raisedAt when it was decided, by the gateway's clock
 * @param occurrences how many findings it stands for, at least 1
 * @param evidence the best pictures and documents so far
 * @param fields every other field by its dotted name, as the template filled it: see {@link
 *     OrderFields}; unknown ones are missing, never empty text
 */
public record WorkOrder(
    String id,
    Cause cause,
    String site,
    String connector,
    OrderType type,
    int priority,
    OrderStatus status,
    String title,
    String description,
    Instant raisedAt,
    long occurrences,
    List<EvidenceItem> evidence,
    Facts fields) {

  static final String OUTCOME = "order.outcome";
  static final String SUCCESSOR = "order.successor";
  static final String REOPENED_AT = "order.reopenedAt";
  static final String REOPENINGS = "order.reopenings";

  /** Refuses a priority outside 1 to 5; keeps an unmodifiable copy of the evidence. */
  public WorkOrder {
    if (priority < 1 || priority > 5) {
      throw new IllegalArgumentException("given priority %d; allowed 1 to 5".formatted(priority));
    }
    evidence = List.copyOf(evidence);
  }

  /**
   * The same order further on in its life.
   *
   * @throws IllegalMoveException when it cannot go there from where it stands
   */
  public WorkOrder moved(OrderStatus next) {
    if (!status.next().contains(next)) {
      throw illegal(next);
    }
    return with(next, fields.toBuilder().put("order.status", next).build());
  }

  /** What is to be said of a move that its life does not allow. */
  public IllegalMoveException illegal(OrderStatus next) {
    return new IllegalMoveException(id, status, next);
  }

  /**
   * The same order, approved.
   *
   * @param who the rule or person
   * @throws IllegalMoveException when it cannot be approved any more
   */
  public WorkOrder approvedBy(String who) {
    return moved(OrderStatus.APPROVED).withField("order.approvedBy", who);
  }

  /** The same order with one more field, see {@link OrderFields}. */
  public WorkOrder withField(String name, Object value) {
    return with(status, fields.toBuilder().put(name, value).build());
  }

  /**
   * Whether it stands for its cause, so that repeats join it: it is open, and no later order took
   * its place.
   */
  public boolean stands() {
    return status.isOpen() && !fields.has(SUCCESSOR);
  }

  /**
   * Refuses a state that cannot come after the one in which an order is kept.
   *
   * @param kept the same order as it is kept
   * @throws IllegalMoveException when its life does not allow it
   */
  public void requireAfter(WorkOrder kept) {
    boolean allowed = status == kept.status || kept.status.next().contains(status) || reopens(kept);
    if (!allowed) {
      throw kept.illegal(status);
    }
  }

  /** Only a reopening leads back from a closure, and each is counted. */
  private boolean reopens(WorkOrder kept) {
    return kept.status == OrderStatus.CLOSED
        && status == OrderStatus.APPROVED
        && reopenings() > kept.reopenings();
  }

  /** Whether the CMMS says that nothing was wrong. */
  boolean wasFalseAlarm() {
    return fields.text(OUTCOME).filter("FALSE_ALARM"::equals).isPresent();
  }

  /** How often it was opened again. */
  long reopenings() {
    return fields.whole(REOPENINGS).orElse(0);
  }

  /** The same order with a further line at the end of what its reader reads. */
  WorkOrder withLine(String line) {
    String longer = description.isEmpty() ? line : description + "\n" + line;
    return changed(
        status,
        priority,
        longer,
        occurrences,
        evidence,
        fields.toBuilder().put("order.description", longer).build());
  }

  private WorkOrder with(OrderStatus nextStatus, Facts nextFields) {
    return changed(nextStatus, priority, description, occurrences, evidence, nextFields);
  }

  /** The same order with everything that may change. */
  WorkOrder changed(
      OrderStatus nextStatus,
      int nextPriority,
      String nextDescription,
      long nextOccurrences,
      List<EvidenceItem> nextEvidence,
      Facts nextFields) {
    return new WorkOrder(
        id,
        cause,
        site,
        connector,
        type,
        nextPriority,
        nextStatus,
        title,
        nextDescription,
        raisedAt,
        nextOccurrences,
        nextEvidence,
        nextFields);
  }

  /**
   * One piece of the work.
   *
   * @param text one line
   * @param minutes planned; empty where nobody did
   */
  public record Task(String text, OptionalInt minutes) {}

  /** What is to be done, in its order; empty where the order says it in words alone. */
  public List<Task> tasks() {
    List<String> texts = fields.textList("order.tasks");
    List<String> minutes = fields.textList("order.taskMinutes");
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      int planned = i < minutes.size() ? Integer.parseInt(minutes.get(i)) : 0;
      tasks.add(
          new Task(texts.get(i), planned > 0 ? OptionalInt.of(planned) : OptionalInt.empty()));
    }
    return List.copyOf(tasks);
  }

  /** The key under which foreign systems find it. */
  public Reference reference() {
    return Reference.of(id);
  }
}
