package org.bellcrank.store.jdbc;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.journal.Facts;

/** The outbox as rows; the queue of an instance is one partial index. */
final class JdbcOutboxBook implements OutboxBook {

  private static final String STATES = "delivery.state.";
  private static final String ROW =
      "SELECT id, order_id, instance, purpose, state, priority, planned_at, next_nanos, attempt,"
          + " step, intent, variables, foreign_id, link, evidence, stages, words FROM delivery ";

  /** In the order of the index delivery_queue, so that a full queue is not sorted at each look. */
  static final String DUE = due(Set.of());

  private final Session session;

  JdbcOutboxBook(Session session) {
    this.session = session;
  }

  @Override
  public void add(Delivery delivery) {
    int added =
        session.update(
            "INSERT INTO delivery (id, sequence, order_id, instance, purpose, state, priority,"
                + " planned_at, next_nanos, attempt, step, intent, variables, foreign_id, link,"
                + " evidence, stages, words)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO NOTHING",
            delivery.id(),
            session.count("delivery.sequence", 1),
            delivery.order(),
            delivery.instance(),
            delivery.purpose().name(),
            delivery.state().name(),
            delivery.priority(),
            delivery.plannedAt().toString(),
            Times.nanos(delivery.nextAt()),
            delivery.attempt(),
            delivery.step(),
            delivery.intent() ? 1 : 0,
            delivery.variables().json(),
            delivery.foreignId().orElse(null),
            delivery.link().orElse(null),
            delivery.evidence().orElse(null),
            delivery.stages().json(),
            delivery.words());
    if (added == 0) {
      throw new IllegalStateException("delivery %s is planned already".formatted(delivery.id()));
    }
    session.count(counter(delivery.instance(), delivery.state()), 1);
  }

  @Override
  public void change(Delivery delivery) {
    DeliveryState before =
        session
            .first(
                "SELECT state FROM delivery WHERE id = ?",
                row -> DeliveryState.valueOf(row.getString(1)),
                delivery.id())
            .orElseThrow(
                () -> new IllegalStateException("no delivery has the id " + delivery.id()));
    session.update(
        "UPDATE delivery SET state = ?, priority = ?, next_nanos = ?, attempt = ?, step = ?,"
            + " intent = ?, variables = ?, foreign_id = ?, link = ?, stages = ?, words = ?"
            + " WHERE id = ?",
        delivery.state().name(),
        delivery.priority(),
        Times.nanos(delivery.nextAt()),
        delivery.attempt(),
        delivery.step(),
        delivery.intent() ? 1 : 0,
        delivery.variables().json(),
        delivery.foreignId().orElse(null),
        delivery.link().orElse(null),
        delivery.stages().json(),
        delivery.words(),
        delivery.id());
    if (before != delivery.state()) {
      session.count(counter(delivery.instance(), before), -1);
      session.count(counter(delivery.instance(), delivery.state()), 1);
    }
  }

  @Override
  public Optional<Delivery> find(String id) {
    return session.first(ROW + "WHERE id = ?", JdbcOutboxBook::delivery, id);
  }

  @Override
  public List<Delivery> ofOrder(String order) {
    return session.query(
        ROW + "WHERE order_id = ? ORDER BY sequence", JdbcOutboxBook::delivery, order);
  }

  @Override
  public List<Delivery> due(String instance, Instant now, Set<Purpose> kept, int limit) {
    return session.query(due(kept), JdbcOutboxBook::delivery, instance, Times.nanos(now), limit);
  }

  private static String due(Set<Purpose> kept) {
    String others =
        kept.stream().sorted().map(each -> " AND purpose <> '" + each + "'").collect(joining());
    return ROW
        + "WHERE instance = ? AND state = 'WAITING' AND next_nanos <= ?"
        + others
        + " ORDER BY (purpose IN ('ATTACH', 'CONDITION')), priority, sequence DESC LIMIT ?";
  }

  @Override
  public List<Delivery> waitingBeyond(String instance, Instant time, int limit) {
    return session.query(
        ROW + "WHERE instance = ? AND state = 'WAITING' AND next_nanos > ? LIMIT ?",
        JdbcOutboxBook::delivery,
        instance,
        Times.nanos(time),
        limit);
  }

  @Override
  public List<Delivery> needingPerson(int limit) {
    return session.query(
        ROW + "WHERE state IN ('REFUSED', 'UNSURE') ORDER BY sequence DESC LIMIT ?",
        JdbcOutboxBook::delivery,
        limit);
  }

  @Override
  public Map<DeliveryState, Long> counts(String instance) {
    Map<String, Long> counted = session.counts(prefix(instance));
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    for (DeliveryState state : DeliveryState.values()) {
      counts.put(state, counted.getOrDefault(state.name(), 0L));
    }
    return counts;
  }

  @Override
  public List<String> instances() {
    return session.counts(STATES).keySet().stream()
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .distinct()
        .sorted()
        .toList();
  }

  private static String prefix(String instance) {
    return STATES + instance + ".";
  }

  private static String counter(String instance, DeliveryState state) {
    return prefix(instance) + state;
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("id"),
        row.getString("order_id"),
        row.getString("instance"),
        Purpose.valueOf(row.getString("purpose")),
        DeliveryState.valueOf(row.getString("state")),
        row.getInt("priority"),
        Instant.parse(row.getString("planned_at")),
        Times.instant(row.getLong("next_nanos")),
        row.getInt("attempt"),
        row.getString("step"),
        row.getInt("intent") == 1,
        Facts.parse(row.getString("variables")),
        Optional.ofNullable(row.getString("foreign_id")),
        Optional.ofNullable(row.getString("link")),
        Optional.ofNullable(row.getString("evidence")),
        Facts.parse(row.getString("stages")),
        row.getString("words"));
  }
}
