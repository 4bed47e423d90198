package org.bellcrank.closure;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderStatus;

/**
 * How an order of ours stood in its CMMS when it was seen last.
 *
 * @param order our id
 * @param instance the connector instance that it was delivered to
 * @param foreignId its key there; empty where the connector tells none
 * @param foreignStatus the CMMS's own word; empty text before the first reading
 * @param status what that word means; empty where nobody knows
 * @param changedAt when it was changed last, by the CMMS's clock; empty where it does not say
 * @param seenAt when it was seen last, by the gateway's clock; when it was delivered, before the
 *     first reading
 * @param endedAt when it was first seen closed or cancelled, by the gateway's clock; empty while it
 *     is open
 * @param missing whether it was not there any more
 * @param settled whether nothing more is asked about it
 * @param closure what its end told, see {@link org.bellcrank.delivery.ClosureFields}
 * @param outcome the verdict; empty while it is open
 */
public record ForeignState(
    String order,
    String instance,
    Optional<String> foreignId,
    String foreignStatus,
    Optional<OrderStatus> status,
    Optional<Instant> changedAt,
    Instant seenAt,
    Optional<Instant> endedAt,
    boolean missing,
    boolean settled,
    Facts closure,
    Optional<Outcome> outcome) {

  /** An order that was delivered and not read yet. */
  public static ForeignState delivered(
      String order, String instance, Optional<String> foreignId, Instant at) {
    return new ForeignState(
        order,
        instance,
        foreignId,
        "",
        Optional.empty(),
        Optional.empty(),
        at,
        Optional.empty(),
        false,
        false,
        Facts.empty(),
        Optional.empty());
  }

  /** Whether the CMMS has closed or cancelled it. */
  public boolean hasEnded() {
    return status.filter(known -> !known.isOpen()).isPresent();
  }

  /** Whether a reading tells what is known already. */
  boolean saysTheSame(ForeignOrder read, Optional<Outcome> judged) {
    return !missing
        && foreignStatus.equals(read.foreignStatus())
        && status.equals(read.status())
        && closure.equals(read.closure())
        && outcome.equals(judged);
  }

  /** The same, seen again. */
  ForeignState seen(Instant at, Optional<Instant> changed, boolean isSettled) {
    return new ForeignState(
        order,
        instance,
        foreignId,
        foreignStatus,
        status,
        changed.or(() -> changedAt),
        at,
        endedAt,
        false,
        isSettled,
        closure,
        outcome);
  }

  /** As it was read just now. */
  ForeignState told(ForeignOrder read, Optional<Outcome> judged, Instant at, boolean isSettled) {
    boolean ended = read.status().filter(known -> !known.isOpen()).isPresent();
    return new ForeignState(
        order,
        instance,
        read.foreignId().or(() -> foreignId),
        read.foreignStatus(),
        read.status(),
        read.changedAt().or(() -> changedAt),
        at,
        ended ? endedAt.or(() -> Optional.of(at)) : Optional.empty(),
        false,
        isSettled,
        read.closure(),
        judged);
  }

  /** The same, asked for in vain. */
  ForeignState asked(Instant at) {
    return new ForeignState(
        order,
        instance,
        foreignId,
        foreignStatus,
        status,
        changedAt,
        at,
        endedAt,
        missing,
        settled,
        closure,
        outcome);
  }

  /** The same, to be asked for again. */
  ForeignState unsettled() {
    return seen(seenAt, Optional.empty(), false);
  }

  /** Not there any more. */
  ForeignState gone(Instant at) {
    return new ForeignState(
        order,
        instance,
        foreignId,
        foreignStatus,
        status,
        changedAt,
        at,
        endedAt,
        true,
        settled,
        closure,
        outcome);
  }
}
