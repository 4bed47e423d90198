package org.bellcrank.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Receipt.Unreachable.Scope;
import org.bellcrank.delivery.connector.Limits;

/**
 * Lets calls of one instance through: so many at a time, so many a minute, none while the other
 * side is away. Safe for any thread.
 */
final class Gate {

  private static final int SILENCES_THAT_OPEN = 3;
  private static final double MEAN_WEIGHT = 0.1;

  /** Whoever asks for more is looked at all the same; also the most that a clock may jump back. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private Breaker breaker = Breaker.NO_CONNECTOR;
  private Instant until = Instant.EPOCH;
  private int failures;
  private int silences;
  private int running;
  private double tokens = 1;
  private Instant filled = Instant.EPOCH;
  private int concurrency = 1;
  private int perMinute;
  private Backoff backoff;
  private Instant lastSuccess;
  private Instant lastError;
  private String lastWords = "";
  private double meanMillis;

  /** Takes the limits that hold now. */
  synchronized void configure(ConnectorInstance instance, Limits limits, Backoff pauses) {
    concurrency = instance.concurrency().orElse(limits.concurrency());
    perMinute = instance.requestsPerMinute().orElse(limits.requestsPerMinute());
    backoff = pauses;
    if (breaker == Breaker.NO_CONNECTOR) {
      breaker = Breaker.CLOSED;
    }
  }

  /** The connector is not loaded: nothing flows. */
  synchronized void noConnector(String words) {
    breaker = Breaker.NO_CONNECTOR;
    lastWords = words;
  }

  /** How many more rows may start now. */
  synchronized int free(Instant now) {
    return switch (breaker) {
      case NO_CONNECTOR -> 0;
      case CLOSED -> concurrency - running;
      case OPEN, CREDENTIAL -> waits(now) || running > 0 ? 0 : 1;
      case PROBING -> running > 0 ? 0 : 1;
    };
  }

  /** A wait longer than any that is ever asked for means that the clock was set back. */
  private boolean waits(Instant now) {
    return now.isBefore(until) && !now.plus(LONGEST_WAIT).isBefore(until);
  }

  /** A row starts. */
  synchronized void enter() {
    running++;
    if (breaker == Breaker.OPEN || breaker == Breaker.CREDENTIAL) {
      breaker = Breaker.PROBING;
    }
  }

  /** A row ends or rests. */
  synchronized void leave() {
    running--;
  }

  /** Whether one call may go now; takes its token. */
  synchronized boolean take(Instant now) {
    if (breaker != Breaker.CLOSED && breaker != Breaker.PROBING) {
      return false;
    }
    if (perMinute == 0) {
      return true;
    }
    double most = Math.max(1, perMinute / 10.0);
    long millis = Math.max(0, Duration.between(filled, now).toMillis());
    double gained = millis / 60_000.0 * perMinute;
    tokens = Math.min(most, tokens + gained);
    filled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /**
   * Notes what a call told about the other side.
   *
   * @return a line worth telling a person, when the instance stops or starts to flow
   */
  synchronized Optional<String> note(Receipt receipt, Instant now, Duration took) {
    if (receipt instanceof Receipt.Unreachable unreachable
        && unreachable.scope() != Scope.DELIVERY) {
      return closed(unreachable, now);
    }
    if (receipt instanceof Receipt.Uncertain uncertain && uncertain.status() == 0) {
      lastError = now;
      lastWords = uncertain.words();
      if (++silences < SILENCES_THAT_OPEN && breaker == Breaker.CLOSED) {
        return Optional.empty();
      }
      return open(Breaker.OPEN, now.plus(backoff.after(++failures)), uncertain.words());
    }
    meanMillis =
        meanMillis == 0
            ? took.toMillis()
            : meanMillis + MEAN_WEIGHT * (took.toMillis() - meanMillis);
    if (receipt instanceof Receipt.Accepted) {
      lastSuccess = now;
    } else {
      lastError = now;
      lastWords = String.valueOf(receipt.facts().text("words").orElse(""));
    }
    return flows(now);
  }

  /** Tries again at once. */
  synchronized void resume() {
    until = Instant.EPOCH;
  }

  synchronized Breaker breaker() {
    return breaker;
  }

  synchronized Optional<Instant> until() {
    return breaker == Breaker.OPEN || breaker == Breaker.CREDENTIAL
        ? Optional.of(until)
        : Optional.empty();
  }

  synchronized int running() {
    return running;
  }

  synchronized Optional<Instant> lastSuccess() {
    return Optional.ofNullable(lastSuccess);
  }

  synchronized Optional<Instant> lastError() {
    return Optional.ofNullable(lastError);
  }

  synchronized String lastWords() {
    return lastWords;
  }

  synchronized Duration meanAnswer() {
    return Duration.ofMillis((long) meanMillis);
  }

  private Optional<String> closed(Receipt.Unreachable receipt, Instant now) {
    lastError = now;
    lastWords = receipt.words();
    failures++;
    Duration pause =
        receipt
            .retryAfter()
            .map(this::bearable)
            .orElseGet(
                () ->
                    receipt.scope() == Scope.CREDENTIAL
                        ? backoff.longest()
                        : backoff.after(failures));
    Breaker next = receipt.scope() == Scope.CREDENTIAL ? Breaker.CREDENTIAL : Breaker.OPEN;
    Instant later = now.plus(pause);
    return open(next, later.isAfter(until) ? later : until, receipt.words());
  }

  /** Neither at once nor never. */
  private Duration bearable(Duration asked) {
    Duration least = backoff.after(1);
    Duration most = least.compareTo(LONGEST_WAIT) > 0 ? least : LONGEST_WAIT;
    return asked.compareTo(least) < 0 ? least : asked.compareTo(most) > 0 ? most : asked;
  }

  private Optional<String> open(Breaker next, Instant later, String words) {
    boolean news = breaker == Breaker.CLOSED || (next != breaker && breaker != Breaker.PROBING);
    breaker = next;
    until = later;
    return news ? Optional.of(words + "; next try at " + later) : Optional.empty();
  }

  private Optional<String> flows(Instant now) {
    failures = 0;
    silences = 0;
    if (breaker == Breaker.CLOSED) {
      return Optional.empty();
    }
    breaker = Breaker.CLOSED;
    return Optional.of("flows again since " + now);
  }
}
