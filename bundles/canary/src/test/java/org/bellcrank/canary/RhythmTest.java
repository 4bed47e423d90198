package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.site.PatternPlan;
import org.junit.jupiter.api.Test;

/** What is learnt of a stream, and when it is odd. */
class RhythmTest {

  private static final Duration LOOK = Duration.ofSeconds(10);

  private Instant now = Instant.parse("2026-03-02T05:00:00Z");
  private Rhythm rhythm = new Rhythm(now);
  private PatternPlan.Stream stream = PatternPlan.Stream.DEFAULT;
  private boolean open = true;

  /** So many an hour, evenly; what was odd first in that time. */
  private Optional<Rhythm.Odd> pass(Duration time, double anHour) {
    Optional<Rhythm.Odd> first = Optional.empty();
    double due = 0;
    for (Instant end = now.plus(time); now.isBefore(end); ) {
      now = now.plus(LOOK);
      due += anHour / 360;
      long came = (long) due;
      due -= came;
      rhythm.look(came, open, now);
      Optional<Rhythm.Odd> odd = odd();
      first = first.isPresent() ? first : odd;
    }
    return first;
  }

  private Optional<Rhythm.Odd> odd() {
    return rhythm.odd(PatternPlan.DEFAULT, stream, true, now);
  }

  @Test
  void suddenSilenceIsToldAfterThreeTimesTheLongestPauseAndEndsWithTheNextArrival() {
    assertThat(pass(Duration.ofHours(3), 30)).isEmpty();
    Instant silentFrom = now;
    assertThat(pass(Duration.ofMinutes(5), 0)).isEmpty();
    Optional<Rhythm.Odd> odd = pass(Duration.ofMinutes(3), 0);
    assertThat(odd.orElseThrow().stage()).isEqualTo("silence");
    assertThat(odd.get().words()).contains("nothing came since " + silentFrom);
    rhythm.look(1, true, now = now.plus(LOOK));
    assertThat(odd()).isEmpty();
  }

  @Test
  void aNightIsLearntOnceAndNotToldTheNextTime() {
    pass(Duration.ofHours(14), 60);
    assertThat(pass(Duration.ofHours(10), 0)).isPresent();
    pass(Duration.ofHours(14), 60);
    assertThat(pass(Duration.ofHours(10), 0)).isEmpty();
  }

  @Test
  void nothingIsLearntOfAFewArrivals() {
    rhythm.look(5, true, now = now.plus(LOOK));
    assertThat(pass(Duration.ofDays(2), 0)).isEmpty();
  }

  @Test
  void whatTheDocumentsExpectHoldsFromTheStart() {
    stream = new PatternPlan.Stream(true, Optional.of(Duration.ofMinutes(10)), Optional.of(3));
    assertThat(pass(Duration.ofMinutes(9), 0)).isEmpty();
    assertThat(pass(Duration.ofMinutes(2), 0).orElseThrow().stage()).isEqualTo("silence");
    rhythm.look(4, true, now = now.plus(LOOK));
    assertThat(odd().orElseThrow().stage()).isEqualTo("burst");
  }

  @Test
  void whileTheGatewayTakesNothingSilenceSaysNothing() {
    pass(Duration.ofHours(3), 60);
    open = false;
    assertThat(pass(Duration.ofHours(5), 0)).isEmpty();
  }

  @Test
  void aBurstIsToldWhileItComesAndEndsAfterAQuietWindow() {
    assertThat(pass(Duration.ofHours(4), 60)).isEmpty();
    rhythm.look(60, true, now = now.plus(LOOK));
    assertThat(odd().orElseThrow().stage()).isEqualTo("burst");
    assertThat(odd().orElseThrow().words()).contains("more than 50 came in five minutes");
    pass(Duration.ofMinutes(11), 60);
    assertThat(odd()).isEmpty();
  }

  @Test
  void whatGrowsSlowlyIsDrift() {
    assertThat(pass(Duration.ofHours(24), 240)).isEmpty();
    Optional<Rhythm.Odd> odd = pass(Duration.ofHours(6), 1200);
    assertThat(odd.orElseThrow().stage()).isEqualTo("drift");
    pass(Duration.ofHours(4), 240);
    assertThat(odd()).isEmpty();
  }

  @Test
  void irregularArrivalsOfAWeekAreNotOdd() {
    Random random = new Random(7);
    for (int i = 0; i < 7 * 24 * 360; i++) {
      now = now.plus(LOOK);
      rhythm.look(random.nextInt(10) == 0 ? random.nextInt(3) : 0, true, now);
      assertThat(odd()).as("at " + now).isEmpty();
    }
  }

  @Test
  void whatWasLearntHoldsOverARestartAndTheTimeOfTheStopIsNoSilence() {
    pass(Duration.ofHours(3), 60);
    now = now.plus(Duration.ofHours(8));
    rhythm = Rhythm.restored(rhythm.facts(), now);
    assertThat(odd()).isEmpty();
    assertThat(pass(Duration.ofMinutes(6), 0).orElseThrow().stage()).isEqualTo("silence");
  }

  @Test
  void aStreamThatIsNotNamedIsAsTheDocumentsSayOfAll() {
    PatternPlan plan = new PatternPlan(true, 10, Map.of("source/a", stream));
    assertThat(plan.stream("source/b")).isEqualTo(PatternPlan.Stream.DEFAULT);
  }
}
