package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.StateGate;
import org.bellcrank.document.InvalidDocumentException;
import org.junit.jupiter.api.Test;

/** What becomes of a value that stands while other site documents come into force. */
class NewDocumentsTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final String COUNTS =
      "streams: [ { point: pump/pressure, rollup: PT1M,"
          + " windows: [ { count: 2, statistics: { median: pump/mean } } ] } ]";

  private final PointStreamTest.Told told = new PointStreamTest.Told();

  @Test
  void aValueThatStillStandsIsNoSampleAndMakesNoRealOneLate() throws Exception {
    PointStream before = stream("{}");
    before.take(sample(0, 80), at(60));
    PointStream after = stream(COUNTS, limit(75, Duration.ofSeconds(30)));
    after.restore(new Stood(sample(0, 80), at(0), at(60)));
    assertThat(after.counts().told().taken()).isZero();
    assertThat(after.counts().latest()).contains(sample(0, 80));
    after.take(sample(1, 70), at(60)); // of a bundle that was on its way
    assertThat(after.counts().told().late()).isZero();
    after.end("test");
    assertThat(told.results).isEmpty();
    assertThat(told.rollUps).singleElement().satisfies(row -> assertThat(row.count()).isEqualTo(1));
  }

  @Test
  void aValueThatStillStandsIsMeasuredOnceMoreOnlyForALimitAndSaysSinceWhen() throws Exception {
    PointStream before = stream("{}");
    before.take(sample(0, 80), at(0));
    told.measured.clear();
    PointStream without = stream("{}");
    without.restore(before.stands());
    assertThat(told.measured).isEmpty();
    PointStream with = stream("{}", limit(75, Duration.ofSeconds(30)));
    with.restore(new Stood(without.stands().raw(), without.stands().since(), at(20)));
    assertThat(told.measured)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.value()).isEqualTo(80);
              assertThat(each.at()).isEqualTo(at(20));
              assertThat(each.stands()).isEqualTo(at(0));
            });
    assertThat(with.stands().since()).isEqualTo(at(0));
  }

  @Test
  void aValueThatStillStandsKeepsTheUnitOfItsSource() throws Exception {
    Sample raw =
        new Sample("pump/speed", at(0), 10, Optional.of("/s"), Quality.GOOD, Optional.empty());
    PointStream before = stream("{}", "pump/speed");
    before.take(raw, at(0));
    told.measured.clear();
    PointStream after =
        stream(
            "streams: [ { point: pump/speed, unit: /min, deadband: { absolute: 1 } } ]",
            "pump/speed",
            new Limit(
                "fast",
                "pump/speed",
                Optional.of(500.0),
                Optional.empty(),
                0,
                Duration.ZERO,
                "fast",
                StateGate.OPEN));
    after.restore(before.stands());
    assertThat(told.measured)
        .singleElement()
        .satisfies(each -> assertThat(each.value()).isEqualTo(600));
  }

  @Test
  void aValueThatStoodIsNothingOnceItsSourceToldAnother() throws Exception {
    PointStream before = stream("{}");
    before.take(sample(0, 80), at(0));
    PointStream after = stream("{}", limit(75, Duration.ZERO));
    after.take(sample(1, 60), at(1));
    told.measured.clear();
    after.restore(before.stands());
    assertThat(told.measured).isEmpty();
    assertThat(after.stands().raw().value()).isEqualTo(60);
  }

  @Test
  void aDoubtfulValueStandsNoMoreWhereNewDocumentsPassItOver() throws Exception {
    PointStream before = stream("{}");
    before.take(
        new Sample(
            "pump/pressure", at(0), 80, Optional.empty(), Quality.UNCERTAIN, Optional.empty()),
        at(0));
    PointStream after =
        stream(
            "streams: [ { point: pump/pressure, uncertain: ignore } ]", limit(75, Duration.ZERO));
    told.measured.clear();
    after.restore(before.stands());
    assertThat(told.measured).isEmpty();
    assertThat(after.stands()).isNull();
  }

  private PointStream stream(String documents, Limit... limits) throws InvalidDocumentException {
    return stream(documents, "pump/pressure", limits);
  }

  private PointStream stream(String documents, String point, Limit... limits)
      throws InvalidDocumentException {
    return new PointStream(
        PointStreamTest.read(documents, List.of(limits)).of(point),
        told,
        new PointCounts(),
        Optional.empty(),
        at(60));
  }

  private static Limit limit(double high, Duration holdFor) {
    return new Limit(
        "high",
        "pump/pressure",
        Optional.of(high),
        Optional.empty(),
        5,
        holdFor,
        "overpressure",
        StateGate.OPEN);
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static Sample sample(long second, double value) {
    return Sample.of("pump/pressure", at(second), value);
  }
}
