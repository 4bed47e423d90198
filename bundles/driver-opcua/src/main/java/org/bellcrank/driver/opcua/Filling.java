package org.bellcrank.driver.opcua;

import static org.bellcrank.driver.opcua.Filling.Outcome.FILLED;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from a server's history what its outages left out, one gap after the other, on a thread of
 * its own: what is told live goes on beside it. Bounded in age, count, time and pace, so that a
 * long outage of many variables is no flood for the server, nor for who listens.
 */
final class Filling implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Filling.class);

  private static final int PAGE = 1000;

  /**
   * Values in a row after which it rests, so that it tells at most 1,000 a second: who listens may
   * have queues of 10,000, and of a slow variable each value is a row for a store that takes some
   * 2,000 a second.
   */
  private static final int BURST = 250;

  private static final long REST_MILLIS = 250;
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int TRIES = 3;

  /** Reasons that are told in one line of the log. */
  private static final int REASONS = 5;

  /** How long a subscription may still tell what it kept, beyond two of its intervals. */
  private static final Duration LINGERS = Duration.ofSeconds(30);

  /** Times of values that are kept at most for that, over all channels. */
  private static final int KNOWN = 200_000;

  private final String whose;
  private final String source;
  private final Clock clock;
  private final Duration oldest;
  private final int most;
  private final Duration lingers;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Deque<Settled> settled = new ArrayDeque<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private ExecutorService thread;
  private volatile boolean closed;
  private volatile Counts counts = Counts.NONE;
  private int burst;

  /** What became of a gap. */
  enum Outcome {
    /** All that the server kept of it was told. */
    FILLED,
    /** A part: the rest is too old, too much, or took too long. */
    CUT,
    /** Nothing more can be read. */
    REFUSED
  }

  /**
   * What was done since the driver started.
   *
   * @param filled gaps of which all was told that the server kept
   * @param cut gaps of which a part was told
   * @param refused gaps that could not be filled
   * @param values that were told
   * @param bad values that were not told because of their quality or type
   */
  record Counts(long filled, long cut, long refused, long values, long bad) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    private Counts and(Outcome of) {
      return new Counts(
          filled + (of == FILLED ? 1 : 0),
          cut + (of == Outcome.CUT ? 1 : 0),
          refused + (of == Outcome.REFUSED ? 1 : 0),
          values,
          bad);
    }

    private Counts and(Heard.Filled value) {
      return new Counts(
          filled,
          cut,
          refused,
          values + (value == Heard.Filled.TOLD ? 1 : 0),
          bad + (value == Heard.Filled.BAD ? 1 : 0));
    }
  }

  /** A gap whose values the subscription may still tell. */
  private record Settled(Heard of, Gap gap, Instant until) {}

  /**
   * Fills nothing yet.
   *
   * @param source where values are looked for, in words
   * @param oldest before now from which a gap is filled
   * @param most values of one gap
   * @param publishing between two notifications of the server
   */
  Filling(
      String whose, String source, Clock clock, Duration oldest, int most, Duration publishing) {
    this.whose = whose;
    this.source = source;
    this.clock = clock;
    this.oldest = oldest;
    this.most = most;
    lingers = publishing.multipliedBy(2).plus(LINGERS);
  }

  Counts counts() {
    return counts;
  }

  /** Fills what can be filled, of these; returns at once. */
  synchronized void look(OpcUaClient client, List<Heard> all) {
    if (closed || busy.get()) {
      return;
    }
    boolean any =
        !settled.isEmpty() || all.stream().anyMatch(each -> each.missed(Missed::isWaiting));
    if (!any || !busy.compareAndSet(false, true)) {
      return;
    }
    if (thread == null) {
      thread =
          Executors.newSingleThreadExecutor(
              task -> {
                Thread made = new Thread(task, "bellcrank-opcua-history-" + whose);
                made.setDaemon(true);
                return made;
              });
    }
    try {
      thread.execute(() -> run(client, all));
    } catch (RejectedExecutionException e) {
      LOG.debug("OPC UA driver {}: ended", whose);
    }
  }

  private void run(OpcUaClient client, List<Heard> all) {
    Counts before = counts;
    try {
      release();
      for (Heard each : all) {
        given(each);
        fill(client, each);
      }
    } catch (UaException e) {
      LOG.debug("OPC UA driver {}: filling waits: {}", whose, Words.of(e));
    } catch (RuntimeException e) { // the outermost of its thread
      LOG.warn("OPC UA driver {}: gaps are not filled", whose, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      busy.set(false);
    }
    tell(before, counts);
  }

  private void given(Heard of) {
    of.missed(Missed::forgotten)
        .forEach(
            (why, many) -> {
              for (int i = 0; i < many; i++) {
                counts = counts.and(Outcome.REFUSED);
              }
              refused.merge(why.why(), many, Integer::sum);
            });
    of.missed(Missed::gone).forEach(gap -> of.tell(gap.report(source)));
  }

  private void fill(OpcUaClient client, Heard of) throws UaException, InterruptedException {
    Optional<Gap> next = of.missed(Missed::next);
    while (next.isPresent() && !closed) {
      Gap gap = next.get();
      Outcome outcome;
      try {
        outcome = filled(client, of, gap);
      } catch (RefusedValueException e) {
        outcome = refused(gap, e.getMessage());
      } catch (UaException e) {
        if (gap.tried() < TRIES) {
          throw e; // The line broke again, or the server is busy: it is tried again with it.
        }
        outcome = refused(gap, Words.of(e));
      } catch (RuntimeException e) { // the library's, of what cannot be decoded
        LOG.debug("OPC UA driver {}: history of {}", whose, of.point().node(), e);
        if (gap.tried() < TRIES) {
          return; // The other channels need not wait for it.
        }
        outcome = refused(gap, Words.of(e));
      }
      if (closed) {
        return;
      }
      settle(of, gap, outcome);
      next = of.missed(Missed::next);
    }
  }

  private Outcome refused(Gap gap, String why) {
    gap.leavesRest(why);
    refused.merge(why, 1, Integer::sum);
    return Outcome.REFUSED;
  }

  private void settle(Heard of, Gap gap, Outcome outcome) {
    counts = counts.and(outcome);
    of.missed(
        missed -> {
          missed.settles(gap);
          return gap;
        });
    of.tell(gap.report(source));
    settled.add(new Settled(of, gap, clock.instant().plus(lingers)));
    release();
  }

  /** What the subscription has long told is forgotten. */
  private void release() {
    Instant now = clock.instant();
    long kept = settled.stream().mapToLong(each -> each.gap().size()).sum();
    while (!settled.isEmpty() && (kept > KNOWN || !settled.peek().until().isAfter(now))) {
      Settled gone = settled.remove();
      kept -= gone.gap().size();
      gone.of()
          .missed(
              missed -> {
                missed.releases(gone.gap());
                return gone;
              });
    }
  }

  private Outcome filled(OpcUaClient client, Heard of, Gap gap)
      throws UaException, RefusedValueException, InterruptedException {
    NodeId node = of.point().node().on(client);
    keeps(client, node);
    Instant wanted = new DateTime(gap.reached()).getJavaInstant();
    Instant from = clock.instant().minus(oldest);
    Instant to = new DateTime(gap.to()).getJavaInstant();
    if (!from.isAfter(wanted)) {
      from = wanted;
    } else if (from.isBefore(to)) {
      gap.leavesBefore(from, "it is older than fill.hours, " + oldest.toHours() + " h");
    } else {
      throw new RefusedValueException(
          "fill.hours", "a gap that ended before", "one of the last " + oldest.toHours() + " h");
    }
    long until = System.nanoTime() + LONGEST.toNanos();
    boolean more =
        new History(client, PAGE, () -> !closed && System.nanoTime() < until)
            .read(node, from, to, most, value -> told(of, gap, value));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (more) {
      gap.leavesRest(
          System.nanoTime() < until
              ? "there are more than fill.values, " + most
              : "reading took longer than " + LONGEST.toSeconds() + " s");
    }
    return gap.isCut() ? Outcome.CUT : FILLED;
  }

  private void told(Heard of, Gap gap, DataValue value) {
    if (closed) {
      return;
    }
    Heard.Filled became = of.fill(value, gap, clock.millis());
    counts = counts.and(became);
    if (became == Heard.Filled.TOLD && ++burst >= BURST) {
      burst = 0;
      try {
        Thread.sleep(REST_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether the server records it, and lets us read what it recorded (OPC 10000-3, 8.57). */
  private void keeps(OpcUaClient client, NodeId node) throws UaException, RefusedValueException {
    List<ReadValueId> asked =
        List.of(AttributeId.UserAccessLevel, AttributeId.Historizing).stream()
            .map(each -> new ReadValueId(node, each.uid(), null, QualifiedName.NULL_VALUE))
            .toList();
    DataValue[] answers = client.read(0, TimestampsToReturn.Neither, asked).getResults();
    if (answers == null || answers.length != asked.size()) {
      throw new UaException(StatusCodes.Bad_UnknownResponse, "no answer for each attribute");
    }
    Object level = answers[0].value().value();
    Set<AccessLevel> may = level instanceof UByte bits ? AccessLevel.fromValue(bits) : Set.of();
    if (!may.contains(AccessLevel.HistoryRead)) {
      throw refused("UserAccessLevel " + may, "one with HistoryRead");
    }
    if (!Boolean.TRUE.equals(answers[1].value().value())) {
      throw refused("Historizing false", "a variable that the server records");
    }
  }

  private static RefusedValueException refused(String given, String allowed) {
    return new RefusedValueException("history", given, allowed);
  }

  private void tell(Counts before, Counts now) {
    long gaps = now.filled() + now.cut() - before.filled() - before.cut();
    if (gaps > 0) {
      LOG.info(
          "OPC UA driver {}: {} gaps were filled with {} values of the server's history, {} of them"
              + " in part; {} values were not good and are left out",
          whose,
          gaps,
          now.values() - before.values(),
          now.cut() - before.cut(),
          now.bad() - before.bad());
    }
    if (!refused.isEmpty()) {
      LOG.warn(
          "OPC UA driver {}: {} gaps could not be filled: {}{}",
          whose,
          refused.values().stream().mapToInt(Integer::intValue).sum(),
          refused.entrySet().stream()
              .limit(REASONS)
              .map(each -> "%s (%d)".formatted(each.getKey(), each.getValue()))
              .collect(Collectors.joining("; ")),
          refused.size() > REASONS ? "; and others" : "");
      refused.clear();
    }
  }

  /** Ends; a gap that is being filled stays as it is. */
  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.shutdownNow();
    }
  }
}
