package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.stream.TrendWatchTest.days;
import static org.bellcrank.stream.TrendWatchTest.feed;
import static org.bellcrank.stream.TrendWatchTest.linear;

import java.time.Duration;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** A machine that only stands still is no machine with a new part. */
class TrendRestTest {

  private final TrendWatchTest.Book book = new TrendWatchTest.Book();

  @Test
  void aMachineThatRestsAtNightIsToldAllTheSame() {
    Random random = new Random(21);
    Duration every = Duration.ofHours(2);
    TrendPlan plan = plan(Duration.ofDays(10), every, 60);
    TrendWatch watch = new TrendWatch("p", plan, book);
    for (int i = 12 * 45; i < 12 * 75; i++) { // 10 is reached on day 80
      double value = i % 12 < 4 ? 0.2 : 2 + 0.1 * i / 12.0;
      one(watch, every, i, value + random.nextGaussian() * 0.1);
    }
    assertThat(book.told).isNotEmpty();
    assertThat(days(book.at.get(0))).isBetween(62.0, 72.0);
    assertThat(book.ids).allMatch(id -> id.startsWith("0/"));
    assertThat(book.notes).isEmpty();
  }

  @Test
  void steadyValuesOfAMachineThatRestsAtNightAreNoTrend() {
    Random random = new Random(22);
    Duration every = Duration.ofHours(2);
    TrendWatch watch = new TrendWatch("p", plan(Duration.ofDays(10), every, 60), book);
    for (int i = 0; i < 12 * 60; i++) {
      double value = i % 12 < 4 ? 0.2 : 9.5;
      one(watch, every, i, value + random.nextGaussian() * 0.2);
    }
    assertThat(book.told).isEmpty();
    assertThat(book.notes).isEmpty();
  }

  @Test
  void aMachineThatStoodForDaysIsToldByWhatWasBeforeOnceItsValuesComeBack() {
    restsFrom(300, 312, false);
  }

  @Test
  void whatWasBeforeCountsAgainAfterARestartToo() {
    restsFrom(300, 312, true);
  }

  private void restsFrom(int from, int to, boolean restart) {
    DoubleUnaryOperator wears = day -> 2 + 0.1 * day + Math.sin(day * 40) * 0.05;
    TrendWatch watch = new TrendWatch("p", linear(), book);
    feed(watch, 0, from, wears);
    int told = book.ids.size();
    assertThat(told).isPositive();
    feed(watch, from, to, day -> 0.1);
    assertThat(book.notes)
        .satisfiesExactly(
            note -> assertThat(note).startsWith("trend.ended p"),
            note -> assertThat(note).startsWith("trend.afresh p"));
    TrendWatch next = restart ? new TrendWatch("p", linear(), book) : watch;
    feed(next, to, to + 2, wears);
    assertThat(book.notes).hasSize(2); // two stretches may be a trial run
    feed(next, to + 2, to + 4, wears);
    assertThat(book.notes).hasSize(3).last().asString().startsWith("trend.returned p");
    assertThat(book.ids.subList(told, book.ids.size())).first().isEqualTo("1/0");
    assertThat(book.told.get(told).forecast().trend().count())
        .isBetween(60, 70); // the rest is none
  }

  @Test
  void aReplacedPartThatGrowsAsFarAsTheOneBeforeIsStillTheNextPart() {
    DoubleUnaryOperator wears = day -> 2 + 0.1 * day + Math.sin(day * 40) * 0.05;
    feed(new TrendWatch("p", linear(), book), 0, 300, wears);
    // the next part begins at 2 on day 75 and is past the half of the one before after 9 days
    DoubleUnaryOperator next = day -> 2 + 0.5 * (day - 75) + Math.sin(day * 40) * 0.05;
    TrendWatch watch = new TrendWatch("p", linear(), book);
    feed(watch, 300, 300 + 4 * 15, next);
    assertThat(book.notes).hasSize(2).noneMatch(note -> note.startsWith("trend.returned"));
    assertThat(book.told.get(book.told.size() - 1).forecast().trend().slope() * 86_400)
        .isCloseTo(0.5, org.assertj.core.data.Offset.offset(0.05));
  }

  @Test
  void whereNothingGrewNothingBeginsAnew() {
    TrendWatch watch = new TrendWatch("p", linear(), book);
    feed(watch, 0, 200, day -> day < 40 ? 5 : 5.1);
    feed(watch, 200, 212, day -> 4);
    assertThat(book.notes).isEmpty();
    assertThat(book.kept).isEmpty();
  }

  private static TrendPlan plan(Duration window, Duration every, int least) {
    TrendPlan plan = TrendWatchTest.linear();
    return new TrendPlan(
        plan.id(),
        plan.limit(),
        plan.side(),
        window,
        every,
        plan.model(),
        plan.significance(),
        plan.least(),
        plan.horizon(),
        plan.confidence(),
        plan.failureMode(),
        plan.step(),
        plan.tiers(),
        plan.gate());
  }

  /** One value in a stretch of another length. */
  private static void one(TrendWatch watch, Duration every, int stretch, double value) {
    long at = TrendWatchTest.START.getEpochSecond() + stretch * every.toSeconds();
    watch.add(at * 1_000_000_000L, value);
    watch.advance((at + every.toSeconds()) * 1_000_000_000L);
  }
}
