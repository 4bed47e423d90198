package org.bellcrank.store.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;

/** A CMMS that says what it is told to say, by a clock of its own. */
final class ToldCmms implements OrderReader {

  static final String INSTANCE = "cmms";
  private static final int PAGE = 3;

  final AtomicInteger questions = new AtomicInteger();

  /** How often a single order was asked for. */
  final AtomicInteger asked = new AtomicInteger();

  private final List<ForeignOrder> history = new ArrayList<>();
  private final Map<String, ForeignOrder> orders = new LinkedHashMap<>();
  private Instant clock;
  private boolean changes = true;
  private boolean sorted = true;
  private boolean stale;
  private boolean echoes;
  private Scope scope = Scope.INSTANCE;
  private String unasked = "";
  private int singlesAway;
  private Runnable afterFirst;
  private Duration compare = Duration.ofDays(1);
  private Duration overlap = Duration.ofSeconds(2);
  private Duration every = Duration.ofMillis(10);
  private volatile int failAfter = Integer.MAX_VALUE;

  ToldCmms(Instant clock) {
    this.clock = clock;
  }

  /** Orders come as they were made there, whenever they changed. */
  synchronized void sortsByNumber() {
    sorted = false;
  }

  /** Its clock is set. */
  synchronized void jumps(Duration by) {
    clock = clock.plus(by);
  }

  /** How far back before the newest change it is asked. */
  synchronized void overlaps(Duration back) {
    overlap = back;
  }

  /** Something happens between the first page and the next. */
  synchronized void afterFirstPage(Runnable what) {
    afterFirst = what;
  }

  /** It cannot be asked for changes, only for one order at a time. */
  synchronized void singly(Duration pause) {
    changes = false;
    every = pause;
    compare = pause;
  }

  /** Orders that were not seen for so long are asked for. */
  synchronized void compares(Duration pause) {
    compare = pause;
  }

  /** What the order names as failure code stands there, whatever was found. */
  synchronized void echoes() {
    echoes = true;
  }

  /** From now on it does not accept the credential. */
  synchronized void refuses() {
    scope = Scope.CREDENTIAL;
    failAfter = 0;
  }

  /** One order of which it cannot be asked. */
  synchronized void cannotTell(String id) {
    unasked = id;
  }

  /** Each answer holds all that was ever said, the oldest last. */
  synchronized void repeatsItself() {
    stale = true;
  }

  /** So many questions for one order are not answered, whatever else is. */
  synchronized void isAwayForSingles(int questions) {
    singlesAway = questions;
  }

  synchronized void rests(Duration pause) {
    every = pause;
  }

  /** From now on so many questions are answered, then none. */
  void failsAfter(int answered) {
    failAfter = questions.get() + answered;
  }

  void recovers() {
    failAfter = Integer.MAX_VALUE;
  }

  synchronized void says(String id, String word, OrderStatus status, Facts closure) {
    says(id, word, Optional.of(status), closure, Optional.empty());
  }

  synchronized void says(
      String id,
      String word,
      Optional<OrderStatus> status,
      Facts closure,
      Optional<Outcome> outcome) {
    clock = clock.plusSeconds(1);
    ForeignOrder told =
        new ForeignOrder(
            Optional.of(id),
            Optional.empty(),
            word,
            status,
            Optional.of(clock),
            Optional.of("planner"),
            closure,
            outcome);
    history.add(0, told);
    orders.put(id, told);
  }

  synchronized void forgets(String id) {
    orders.remove(id);
  }

  @Override
  public synchronized Optional<Pace> pace(String instance) {
    return Optional.of(new Pace(every, compare, overlap, changes, sorted, true, echoes));
  }

  private boolean away() {
    return questions.incrementAndGet() > failAfter;
  }

  @Override
  public synchronized Answer changed(String instance, Instant since, Optional<Cursor> from) {
    if (away()) {
      return new Answer.Away("closed for the night", Optional.empty(), scope);
    }
    List<ForeignOrder> all = new ArrayList<>(orders.values());
    if (sorted) {
      all.sort(Comparator.comparing(order -> order.changedAt().orElseThrow()));
    }
    if (stale) {
      all.addAll(history);
    }
    List<ForeignOrder> found =
        all.stream().filter(order -> !order.changedAt().orElseThrow().isBefore(since)).toList();
    int page = from.map(Cursor::number).orElse(0);
    int begin = Math.min(found.size(), page * PAGE);
    int end = Math.min(found.size(), begin + PAGE);
    Answer.Page answer =
        new Answer.Page(
            found.subList(begin, end),
            List.of(),
            end < found.size()
                ? Optional.of(new Cursor(page + 1, Optional.empty()))
                : Optional.empty());
    if (afterFirst != null) {
      Runnable once = afterFirst;
      afterFirst = null;
      once.run();
    }
    return answer;
  }

  @Override
  public synchronized Answer one(Delivery created, WorkOrder order) {
    asked.incrementAndGet();
    if (created.foreignId().orElseThrow().equals(unasked)) {
      questions.incrementAndGet();
      return new Answer.Away(
          "needs found.id, which is not known", Optional.empty(), Scope.QUESTION);
    }
    if (singlesAway > 0 || away()) {
      singlesAway = Math.max(0, singlesAway - 1);
      return new Answer.Away("closed for the night", Optional.empty(), scope);
    }
    return new Answer.Page(
        Optional.ofNullable(orders.get(created.foreignId().orElseThrow())).stream().toList(),
        List.of(),
        Optional.empty());
  }
}
