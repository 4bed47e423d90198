package org.bellcrank.observation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.journal.Facts;

/** Findings and their dispositions; a port of the unit of work. */
public interface FindingBook {

  /** Rows that are looked through at a time. */
  int PAGE = 500;

  /**
   * Adds a finding in its first state together with why it got there, and appends {@code
   * finding.disposed} to the journal (subject: the finding's id; facts: {@code from} (absent for
   * the first state), {@code to}, {@code reason}, {@code order}, {@code why}).
   */
  void open(Finding finding, Instant at, State state);

  /**
   * Notes that a limit, chart or trend drew one more finding from an accepted observation: it
   * counts as accepted and pending until it is opened. Appends {@code finding.derived} to the
   * journal (subject: the finding's id).
   *
   * @return the id that the finding must carry: the observation's id and the next free place
   * @throws IllegalArgumentException when no observation has this id
   */
  String derive(String observation, Instant at);

  /**
   * Moves a finding from an open state to another state.
   *
   * @throws IllegalStateException when the finding is in a final state already
   */
  void move(String finding, Instant at, State state);

  /** One finding with its state. */
  Optional<Row> find(String finding);

  /**
   * Newest first, at most {@code limit}; {@code before} is a row's sequence, or 0 for the newest.
   */
  List<Row> newest(long before, int limit);

  /** Findings that joined or made an order, oldest first. */
  List<Row> ofOrder(String order, int limit);

  /** Held findings whose deadline has passed, oldest first. */
  List<Row> due(Instant now, int limit);

  /**
   * Findings in a person's queue, newest first, at most {@code limit}; {@code before} is a row's
   * sequence, or 0 for the newest.
   */
  List<Row> inReview(long before, int limit);

  /**
   * Findings in a state, newest first, at most {@code limit}; {@code before} is a row's sequence,
   * or 0 for the newest. What was accepted and is not opened yet has no row.
   */
  default List<Row> in(Disposition state, long before, int limit) {
    List<Row> found = new ArrayList<>();
    long at = before;
    while (found.size() < limit) {
      List<Row> page = newest(at, PAGE);
      page.stream().filter(row -> row.state().disposition() == state).forEach(found::add);
      if (page.size() < PAGE) {
        break;
      }
      at = page.get(page.size() - 1).sequence();
    }
    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
  }

  /**
   * Findings of some points that were seen in a time, by when they were seen, newest first.
   *
   * @param points ids of points
   * @param since first time
   * @param until no finding was seen then or later
   * @param limit at most so many
   */
  default List<Row> seen(Set<String> points, Instant since, Instant until, int limit) {
    List<Row> found = new ArrayList<>();
    long at = 0;
    while (true) {
      List<Row> page = newest(at, PAGE);
      page.stream().filter(row -> points.contains(row.finding().point())).forEach(found::add);
      if (page.size() < PAGE) {
        return seen(found.stream(), since, until, limit);
      }
      at = page.get(page.size() - 1).sequence();
    }
  }

  /**
   * What moved findings of some points in a time, by when they were moved, newest first, however
   * long ago they were seen. That one was opened may be among them; then {@code facts} have no
   * {@code from}.
   *
   * @param points ids of points
   * @param since first time, by the gateway's clock
   * @param until nothing was moved then or later
   * @param limit at most so many
   * @throws UnsupportedOperationException where no journal is kept beside the findings
   */
  default List<Move> moves(Set<String> points, Instant since, Instant until, int limit) {
    throw new UnsupportedOperationException("findings without a journal tell no moves");
  }

  /** Of some rows those that were seen in a time, newest first. */
  static List<Row> seen(Stream<Row> rows, Instant since, Instant until, int limit) {
    return rows.filter(row -> !row.finding().captured().at().isBefore(since))
        .filter(row -> row.finding().captured().at().isBefore(until))
        .sorted(
            Comparator.comparing((Row row) -> row.finding().captured().at())
                .thenComparing(Row::sequence)
                .reversed())
        .limit(limit)
        .toList();
  }

  /** How many findings are in each state; states without findings may be missing. */
  Map<Disposition, Long> counts();

  /**
   * Why a finding is where it is.
   *
   * @param disposition the state
   * @param reason one line for a person
   * @param order the order it made or joined
   * @param until when a held finding is decided at the latest
   * @param why the why-card: placement, condition values, rules that fired and nearly fired,
   *     versions
   */
  record State(
      Disposition disposition,
      String reason,
      Optional<String> order,
      Optional<Instant> until,
      Facts why) {}

  /**
   * A finding and its state.
   *
   * @param sequence its place among all findings, from 1
   * @param decidedAt when it got into its state, by the gateway's clock
   */
  record Row(long sequence, Finding finding, Instant decidedAt, State state) {}

  /**
   * That a finding went on.
   *
   * @param row the finding as it is now
   * @param at when it went on, by the gateway's clock
   * @param facts of {@code finding.disposed}, see {@link #open}
   */
  record Move(Row row, Instant at, Facts facts) {}
}
