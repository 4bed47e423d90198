package org.bellcrank.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of the outbox; a port of the unit of work. */
public interface OutboxBook {

  /**
   * Adds a row.
   *
   * @throws IllegalStateException when there is a row with this id
   */
  void add(Delivery delivery);

  /**
   * Keeps a row's new state.
   *
   * @throws IllegalStateException when there is no such row
   */
  void change(Delivery delivery);

  /** One row. */
  Optional<Delivery> find(String id);

  /** All rows of an order, in the order in which they were planned. */
  List<Delivery> ofOrder(String order);

  /**
   * Rows that are WAITING for an instance and whose time has come: pictures and what is told of
   * assets after everything else, since they never hold back an order; then most urgent first, then
   * the newest, since a defect of now counts for more than one of last night; at most {@code
   * limit}.
   *
   * @param kept what is held back for now and passed over, however urgent
   */
  List<Delivery> due(String instance, Instant now, Set<Purpose> kept, int limit);

  /** Rows that are WAITING for an instance until after that time, at most {@code limit}. */
  List<Delivery> waitingBeyond(String instance, Instant time, int limit);

  /** Rows that wait for a person (REFUSED, UNSURE), newest first, at most {@code limit}. */
  List<Delivery> needingPerson(int limit);

  /** How many rows of an instance are in each state. */
  Map<DeliveryState, Long> counts(String instance);

  /** The ids of all instances that rows were ever planned for. */
  List<String> instances();
}
