package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;

class LifeWatchTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** 1e-15 m3/(N.m) * 5 bar * 10 m/s is 5e-9 m a second: 1 mm in 200,000 s. */
  private static final String SEAL =
      "id: seal, seal: { wearRate: 1.0e-15, depth: 0.001, pressure: pump/pressure,"
          + " speed: pump/speed, diameter: 0.1 }, to: pump/std";

  private static final double LIFE = 200_000; // seconds
  private static final double TEN = 10 / (Math.PI * 0.1) * 60; // revolutions a minute for 10 m/s

  private final Book book = new Book();

  private static LifePlan plan(String text) throws InvalidDocumentException {
    return PointStreamTest.read("lives: [ { " + text + " } ]").lives().get(0);
  }

  private static Instant at(double hours) {
    return START.plusSeconds(Math.round(hours * 3_600));
  }

  private static LifeWatch watch(String text, Book book) throws InvalidDocumentException {
    return new LifeWatch(plan(text), book);
  }

  /** Both values each half hour. */
  private static void run(
      LifeWatch watch, double from, double to, double pressure, double revolutions) {
    for (double hour = from; hour <= to; hour += 0.5) {
      watch.heard("pump/pressure", at(hour), pressure);
      watch.heard("pump/speed", at(hour), revolutions);
    }
  }

  @Test
  void aSealIsUsedUpByPressureAndTheWayThatItSlides() throws Exception {
    LifeWatch watch = watch(SEAL, book);
    run(watch, 0, 10, 5, TEN);
    run(watch, 10, 20, 2.5, -TEN); // backwards it wears as well
    run(watch, 20, 30, 5, 0);
    assertThat(book.at).startsWith(at(1), at(2)).endsWith(at(30)).hasSize(30);
    assertThat(book.shares.get(9)).isCloseTo(36_000 / LIFE, within(1e-9));
    assertThat(book.shares.get(19)).isCloseTo(54_000 / LIFE, within(1e-9));
    assertThat(book.shares.get(29)).isCloseTo(54_000 / LIFE, within(1e-9));
  }

  @Test
  void wearFollowsEachValueAndNotTheMeans() throws Exception {
    // half of the time at 6 kN, half at none: by means 3 kN, which wears an eighth as fast
    LifeWatch watch =
        watch(
            "id: bearing, bearing: { rating: 30000, load: pump/force, speed: pump/speed },"
                + " hold: PT1H, to: pump/std",
            book);
    for (int i = 0; i <= 20; i++) {
      watch.heard("pump/speed", at(i / 2.0), 1_500);
      watch.heard("pump/force", at(i / 2.0), i % 2 == 0 ? 6 : 0);
    }
    // 25 a second for 5 h is 0.45 million turns; L10 at 6 kN is 125 million
    assertThat(book.shares.get(9)).isCloseTo(0.45 / 125, within(1e-12));
  }

  @Test
  void aLinerIsUsedUpByWhatRunsOverIt() throws Exception {
    LifeWatch watch =
        watch(
            "id: liner, liner: { perTonne: 1.0e-6, reference: 8, exponent: 2.5, depth: 0.02,"
                + " flow: pump/flow, speed: pump/flowSpeed }, to: pump/std",
            book);
    for (double hour = 0; hour <= 10; hour += 0.5) {
      watch.heard("pump/flow", at(hour), 200);
      watch.heard("pump/flowSpeed", at(hour), 16);
    }
    // 2000 t of 20,000 t, 2^2.5 as fast
    assertThat(book.shares.get(9)).isCloseTo(0.1 * 5.656854, within(1e-6));
  }

  @Test
  void whatNobodyKnowsIsToldAndNotCounted() throws Exception {
    LifeWatch watch = watch(SEAL, book);
    run(watch, 0, 10, 5, TEN);
    run(watch, 60, 70, 5, TEN); // of 50 hours of silence one still stood
    assertThat(book.shares.get(book.shares.size() - 1)).isCloseTo(21 * 3_600 / LIFE, within(1e-9));
    assertThat(book.at).hasSize(10 + 11); // one for the silence
    assertThat(book.notes).containsExactly("life.unknown pump/std 2.0");
  }

  @Test
  void valuesThatComeInBatchesCountWithinTheBatch() throws Exception {
    LifeWatch watch = watch(SEAL, book);
    for (int batch = 0; batch < 20; batch++) {
      for (int i = 0; i < 10; i++) {
        watch.heard("pump/pressure", at(batch + i / 10.0), 5);
      }
      for (int i = 0; i < 10; i++) {
        watch.heard("pump/speed", at(batch + i / 10.0), TEN);
      }
    }
    assertThat(book.shares.get(18)).isCloseTo(19 * 3_600 / LIFE, within(3_600 / LIFE));
  }

  @Test
  void aRestartForgetsNothingAndANewPartBeginsAtNought() throws Exception {
    String since = SEAL + ", since: 2026-02-01T00:00:00Z";
    run(watch(since, book), 0, 10, 5, TEN);
    run(watch(since, book), 10.5, 20, 5, TEN);
    assertThat(book.shares).hasSize(20);
    assertThat(book.shares.get(19)).isCloseTo(20 * 3_600 / LIFE, within(1e-9));

    String harder = since.replace("1.0e-15", "2.0e-15"); // what is used is used
    run(watch(harder, book), 20.5, 21, 5, TEN);
    assertThat(book.shares.get(20)).isCloseTo(22 * 3_600 / LIFE, within(1e-9));

    String exchanged = SEAL + ", since: 2026-03-02T00:00:00Z";
    run(watch(exchanged, book), 21.5, 30, 5, TEN);
    assertThat(book.shares.get(book.shares.size() - 1)).isCloseTo(6 * 3_600 / LIFE, within(1e-9));
  }

  @Test
  void theShareIsAPointAsAnyOtherSoATrendSaysWhenItEnds() throws Exception {
    StreamPlan plan =
        PointStreamTest.read(
            "lives: [ { "
                + SEAL
                + " } ]\n"
                + "trends: [ { id: end, point: pump/std, limit: { above: 1 }, window: P10D,"
                + " every: PT6H, horizon: P30D, failureMode: seal-worn } ]");
    assertThat(plan.group("pump/pressure"))
        .isEqualTo(plan.group("pump/speed"))
        .isEqualTo(plan.group("pump/std"));
    assertThat(plan.of("pump/std").trends()).hasSize(1);
    Lives lives = new Lives(book);
    lives.adopt(plan.lives());
    for (double hour = 0; hour <= 2; hour += 0.5) {
      lives.heard(plan.of("pump/pressure"), measured(at(hour), 5));
      lives.heard(plan.of("pump/speed"), measured(at(hour), TEN));
      lives.adopt(plan.lives()); // the same goes on
    }
    assertThat(book.shares).hasSize(2);
    assertThat(book.shares.get(1)).isCloseTo(2 * 3_600 / LIFE, within(1e-9));
  }

  private static Measured measured(Instant at, double value) {
    return new Measured(at, null, value, Optional.empty(), false, null, null);
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    assertThat(problems(SEAL)).isEmpty();
    assertThat(problems(SEAL.replace("diameter: 0.1", "share: 0.5")))
        .singleElement()
        .asString()
        .contains("a point whose unit is one like m/s");
    assertThat(problems(SEAL.replace("pump/pressure", "pump/level")))
        .singleElement()
        .asString()
        .contains("a point whose unit is one like Pa");
    assertThat(problems(SEAL.replace("pump/pressure", "none")))
        .singleElement()
        .asString()
        .contains("no point has this id");
    assertThat(problems(SEAL.replace("to: pump/std", "to: pump/mean")))
        .singleElement()
        .asString()
        .contains("a point without unit");
    assertThat(problems(SEAL.replace("to: pump/std", "to: pump/std, hold: PT0S")))
        .singleElement()
        .asString()
        .contains("whole seconds");
    assertThat(problems("id: none, to: pump/std"))
        .singleElement()
        .asString()
        .contains("one of seal, liner, bearing");
    assertThat(problems(SEAL + " }, { " + SEAL))
        .anyMatch(each -> each.contains("two lives have it"))
        .anyMatch(each -> each.contains("a point that gets one result"));
  }

  private static List<String> problems(String text) {
    try {
      PointStreamTest.read("lives: [ { " + text + " } ]");
      return List.of();
    } catch (InvalidDocumentException e) {
      return e.problems().stream().map(Problem::text).toList();
    }
  }

  /** Keeps what is told of shares. */
  private static final class Book extends TrendWatchTest.Book {
    final List<Double> shares = new ArrayList<>();
    final List<Instant> at = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    @Override
    public void result(String to, Instant time, double value) {
      assertThat(to).isEqualTo("pump/std");
      shares.add(value);
      at.add(time);
    }

    @Override
    public void trendNote(Instant time, String kind, String point, Facts facts) {
      notes.add(kind + " " + point + " " + facts.number("days").orElse(0));
    }
  }
}
