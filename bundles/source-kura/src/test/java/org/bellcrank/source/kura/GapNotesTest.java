package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bellcrank.asset.GapReport;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.testing.MemoryStore;
import org.junit.jupiter.api.Test;

/** What became of gaps stands in the journal, and does not fill it. */
class GapNotesTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final Leaping clock = new Leaping();
  private final GapNotes notes = new GapNotes(store, clock, () -> clock.ticks);

  private static final class Leaping extends Clock {

    private Instant now = START;
    private long ticks = Long.MAX_VALUE; // they may begin anywhere

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static GapReport filled(int minutesAgo, long values) {
    Instant from = START.minus(Duration.ofMinutes(minutesAgo));
    return new GapReport(
        from, Optional.of(from.plusSeconds(300)), "history of plc", values, 0, List.of());
  }

  private static GapReport open(int minutesAgo, String why) {
    Instant from = START.minus(Duration.ofMinutes(minutesAgo));
    GapReport.Open all = new GapReport.Open(from, Optional.empty(), why);
    return new GapReport(from, Optional.empty(), "history of plc", 0, 2, List.of(all));
  }

  private List<Entry> after(Duration time) {
    clock.now = clock.now.plus(time);
    clock.ticks += time.toNanos();
    notes.look();
    return store.entries();
  }

  @Test
  void oneOutageIsOneEntryThatSaysOfEachPointWhatWasFilledAndWhatStaysOpen() {
    notes.heard("plc", "press/oil", filled(30, 1140));
    notes.heard("plc", "press/run", open(20, "no history"));
    assertThat(after(Duration.ofSeconds(4))).as("others may come").isEmpty();

    Entry entry = after(Duration.ofSeconds(1)).get(0);

    assertThat(entry.kind()).isEqualTo("gaps.told");
    assertThat(entry.subject()).isEqualTo("plc");
    Instant oil = START.minus(Duration.ofMinutes(30));
    Instant run = START.minus(Duration.ofMinutes(20));
    assertThat(entry.facts())
        .isEqualTo(
            Facts.with("source", "history of plc")
                .put("gaps", 2)
                .put("open", 1)
                .put("values", 1140)
                .put("from", oil)
                .put("to", START)
                .put(
                    "points",
                    List.of(
                        Facts.with("point", "press/run")
                            .put("from", run)
                            .put("values", 0)
                            .put("bad", 2)
                            .put(
                                "open",
                                List.of(Facts.with("from", run).put("why", "no history").build()))
                            .build(),
                        Facts.with("point", "press/oil")
                            .put("from", oil)
                            .put("to", oil.plusSeconds(300))
                            .put("values", 1140)
                            .build()))
                .build());
  }

  /** As on a gateway that learns after its start what time it is. */
  @Test
  void aClockThatIsSetBackOrAheadHoldsNothingUpAndHurriesNothing() {
    notes.heard("plc", "press/oil", filled(30, 1140));
    clock.now = START.plus(Duration.ofDays(1));
    assertThat(after(Duration.ofSeconds(4))).as("others may come").isEmpty();
    assertThat(after(Duration.ofSeconds(1))).hasSize(1);
    clock.now = START.minus(Duration.ofDays(1));
    notes.heard("plc", "press/oil", filled(20, 7));
    assertThat(after(Duration.ofSeconds(59))).as("one a minute").hasSize(1);
    assertThat(after(Duration.ofSeconds(1))).hasSize(2);
    notes.heard("other", "press/run", filled(20, 7));
    assertThat(after(Duration.ofSeconds(5))).hasSize(3);
  }

  @Test
  void anOutageOfFiftyThousandPointsIsOneEntryThatNamesWhatStaysOpenFirst() {
    for (int i = 0; i < 49_999; i++) {
      notes.heard("plc", "p" + i, filled(30, 2));
    }
    notes.heard("plc", "last", open(30, "x".repeat(5_000)));
    List<Entry> told = after(Duration.ofSeconds(5));

    Facts facts = told.get(0).facts();
    assertThat(told).hasSize(1);
    assertThat(facts.whole("gaps")).hasValue(50_000);
    assertThat(facts.whole("values")).hasValue(99_998);
    assertThat(facts.whole("unnamed")).hasValue(50_000 - GapNotes.NAMED);
    assertThat(facts.factsList("points")).hasSize(GapNotes.NAMED);
    assertThat(facts.factsList("points").get(0).text("point")).contains("last");
    assertThat(facts.json().length()).isLessThan(40_000);
  }

  @Test
  void aLineThatBreaksAllTheTimeMakesOneEntryAMinuteForEachDriver() {
    for (int second = 0; second < 600; second++) {
      notes.heard("plc", "press/oil", filled(1, 1));
      notes.heard("saw", "saw/oil", filled(1, 1));
      after(Duration.ofSeconds(1));
    }
    assertThat(store.entries()).hasSizeBetween(18, 22);
    notes.close();
    assertThat(store.entries().stream().mapToLong(each -> each.facts().whole("gaps").orElse(0)))
        .as("none is forgotten")
        .satisfies(
            all -> assertThat(all.stream().mapToLong(Long::longValue).sum()).isEqualTo(1200));
  }

  @Test
  void whatAFullDiskRefusesIsWrittenWhenThereIsRoom() {
    notes.heard("plc", "press/oil", filled(30, 7));
    store.full(true);
    assertThat(after(Duration.ofSeconds(5))).isEmpty();
    assertThat(after(Duration.ofSeconds(5))).isEmpty();
    store.full(false);
    assertThat(after(Duration.ofSeconds(1)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.facts().whole("values")).hasValue(7));
  }
}
