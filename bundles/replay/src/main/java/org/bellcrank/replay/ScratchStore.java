package org.bellcrank.replay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bellcrank.asset.Standing;
import org.bellcrank.asset.StandingBook;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/**
 * What deciding stands on, in memory: nothing of a replay reaches a disk. A unit that throws leaves
 * nothing, as on the gateway. It keeps what later decisions can read: states of conditions, open
 * orders, findings that are not final. For one thread.
 */
final class ScratchStore implements Store, UnitOfWork {

  /** What is told of a unit once it stands. */
  interface Watcher {

    /** A finding got into a state. */
    void decided(Told told);

    /** An order is new, or changed. */
    void order(WorkOrder order);
  }

  private static final Registration NONE = () -> {};

  private final ScratchFindings findings;
  private final ScratchOrders orders;
  private final ScratchConditions conditions;
  private final Deque<Runnable> inverse = new ArrayDeque<>();
  private final List<Consumer<Watcher>> told = new ArrayList<>();
  private final Watcher watcher;
  private long position;

  ScratchStore(Watcher watcher) {
    this.watcher = watcher;
    findings = new ScratchFindings(this);
    orders = new ScratchOrders(this);
    conditions = new ScratchConditions(this);
  }

  /** Another store in the same state. */
  ScratchStore copy(Watcher other) {
    ScratchStore copy = new ScratchStore(other);
    copy.findings.putAll(findings);
    copy.orders.putAll(orders);
    copy.conditions.putAll(conditions);
    copy.position = position;
    return copy;
  }

  ScratchFindings findings() {
    return findings;
  }

  ScratchOrders orders() {
    return orders;
  }

  /** The next observation to be decided. */
  void offer(ObservationBook.Stored observation) {
    findings.offer(observation);
    position = observation.position() - 1;
  }

  /** Notes how a change is taken back. */
  void changed(Runnable takenBack) {
    inverse.push(takenBack);
  }

  void tell(Consumer<Watcher> word) {
    told.add(word);
  }

  @Override
  public <T> T commit(Work<T> work) {
    boolean done = false;
    try {
      T result = work.in(this);
      done = true;
      told.forEach(word -> word.accept(watcher));
      return result;
    } finally {
      while (!done && !inverse.isEmpty()) {
        inverse.pop().run();
      }
      inverse.clear();
      told.clear();
    }
  }

  @Override
  public <T> CompletableFuture<T> submit(Work<T> work) {
    throw new UnsupportedOperationException("a replay waits for each unit");
  }

  @Override
  public <T> T read(Work<T> work) {
    return work.in(this);
  }

  @Override
  public Registration onCommit(Runnable listener) {
    return NONE;
  }

  @Override
  public <P> P port(Class<P> type) {
    Object port =
        type == FindingBook.class || type == ObservationBook.class
            ? findings.as(type)
            : type == OrderBook.class
                ? orders
                : type == ConditionBook.class
                    ? conditions
                    : type == Positions.class ? at : type == StandingBook.class ? standings : null;
    if (port == null) {
      throw new IllegalArgumentException(
          "given port %s; deciding reads findings, observations, orders, conditions and positions"
              .formatted(type.getName()));
    }
    return type.cast(port);
  }

  /** The journal of a replay is its report. */
  @Override
  public void append(Instant when, String kind, String subject, Facts facts) {
    // what the report needs comes from the books
  }

  /** A replay decides by the documents alone: how registers stood then is not recorded. */
  private final StandingBook standings =
      new StandingBook() {
        @Override
        public List<Standing> standings() {
          return List.of();
        }

        @Override
        public void stand(String instance, List<Standing> told) {
          throw new UnsupportedOperationException("deciding writes no standing");
        }
      };

  private final Positions at =
      new Positions() {
        @Override
        public long position(String reader) {
          return position;
        }

        @Override
        public void advance(String reader, long to) {
          long before = position;
          changed(() -> position = before);
          position = to;
        }
      };
}
