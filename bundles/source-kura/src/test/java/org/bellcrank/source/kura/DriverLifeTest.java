package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bellcrank.asset.DriverChannel;
import org.bellcrank.observation.SourceLife.Points;
import org.bellcrank.observation.SourceLife.Sign;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.junit.jupiter.api.Test;

class DriverLifeTest {

  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");

  private Instant now = START;
  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final DriverLife life = new DriverLife("plc-4", clock);

  @Test
  void aDeviceThatIsOffIsOneSourceWithoutValuesHoweverManyPointsItHas() {
    life.reads(taps(800, Optional.empty()));
    assertThat(life.sign().alive()).as("nobody asked it yet").isTrue();
    IntStream.range(0, 800).forEach(i -> bad(i, "connection refused"));
    Sign sign = life.sign();
    assertThat(sign.name()).isEqualTo("plc-4");
    assertThat(sign.kind()).isEqualTo("driver");
    assertThat(sign.alive()).isFalse();
    assertThat(sign.words()).isEqualTo("800 of 800 points without a value: connection refused");
    assertThat(sign.points()).contains(new Points(0, 800, 0, Optional.empty(), 0));
  }

  @Test
  void aDeviceOfWhichSomePointsHaveAValueLivesAndSaysWhatMostOfTheOthersSay() {
    life.reads(taps(5, Optional.empty()));
    good(0);
    bad(1, "no such node");
    bad(2, "no such node");
    bad(3, "out of range");
    Sign sign = life.sign();
    assertThat(sign.alive()).isTrue();
    assertThat(sign.words()).isEqualTo("3 of 5 points without a value: no such node");
    assertThat(sign.points()).contains(new Points(1, 3, 1, Optional.of(START), 0));
    now = now.plusSeconds(5);
    assertThat(life.sign()).as("says the same while nothing changes").isEqualTo(sign);
    IntStream.range(1, 5).forEach(this::good);
    assertThat(life.sign().words()).isEqualTo("5 points with a value");
    assertThat(life.sign().points().orElseThrow().newest()).contains(now);
  }

  @Test
  void pointsThatAreNotWantedAnyMoreSayNothing() {
    life.reads(taps(2, Optional.empty()));
    good(0);
    bad(1, "no such node");
    life.reads(taps(1, Optional.empty()));
    assertThat(life.sign().words()).isEqualTo("1 point with a value");
    life.reads(taps(2, Optional.empty()));
    assertThat(life.sign().words())
        .isEqualTo("1 of 2 points with a value, of the others nothing was told yet");
  }

  @Test
  void aDriverThatIsReadAndDoesNotComeBackIsNotAliveThoughItsLastValuesWereGood() {
    life.reads(taps(1, Optional.of(Duration.ofSeconds(10))));
    good(0);
    now = now.plusSeconds(90);
    assertThat(life.sign().alive()).isTrue();
    now = now.plusSeconds(1);
    assertThat(life.sign().alive()).isFalse();
    assertThat(life.sign().words()).contains("has not answered since " + START);
    good(0);
    assertThat(life.sign().alive()).isTrue();
  }

  @Test
  void aDriverThatTellsByItselfMayBeSilentForLong() {
    life.reads(taps(1, Optional.empty()));
    good(0);
    now = now.plus(Duration.ofDays(9));
    assertThat(life.sign().alive()).isTrue();
  }

  private void good(int point) {
    life.told(
        List.of(
            new Sample("p" + point, START, 1, Optional.empty(), Quality.GOOD, Optional.empty())));
  }

  private void bad(int point, String words) {
    life.told(List.of(Sample.bad("p" + point, START, words)));
  }

  private static List<Tap> taps(int count, Optional<Duration> every) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Tap(
                    "p" + i,
                    new DriverChannel(
                        "plc-4",
                        Map.of("address", "1"),
                        DriverChannel.Type.DOUBLE,
                        every,
                        1,
                        0,
                        Optional.empty()),
                    Optional.empty()))
        .toList();
  }
}
