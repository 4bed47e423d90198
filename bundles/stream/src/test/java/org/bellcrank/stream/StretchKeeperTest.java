package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cannot be kept; what is kept is tried on a store, with a pipeline beside it. */
class StretchKeeperTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC);

  private final StreamIntakeTest.Book store = new StreamIntakeTest.Book();
  private final Ledger ledger = new Ledger(store);
  private final StretchKeeper keeper =
      new StretchKeeper(store, new NoEvidence(), ledger, CLOCK, 1_000);

  @Test
  void whatWaitsIsBoundedAndWhatIsBeyondIsSaid() {
    keeper.over(stretch("one", 60)); // alone it has room
    keeper.over(stretch("two", 3));
    ledger.write();
    assertThat(store.notes)
        .containsExactly(
            "stretch.lost two {\"point\":\"p\",\"why\":\"960 bytes of samples wait to be written already\"}");
  }

  @Test
  void atTheEndWhatTheStoreDoesNotTakeIsSaid() throws Exception {
    keeper.over(stretch("one", 3));
    store.fails.set(true);
    keeper.write();
    assertThat(keeper.complaint()).contains("waits to be written: disk full");
    keeper.end();
    store.fails.set(false);
    ledger.write();
    assertThat(store.notes)
        .singleElement()
        .asString()
        .startsWith("stretch.lost one")
        .contains("the gateway was stopped before it could be written", "disk full");
  }

  private static Stretch stretch(String observation, int samples) {
    return new Stretch(
        "p",
        Optional.empty(),
        List.of(new Crossing(observation, 0, true)),
        0,
        1,
        false,
        new SampleRing.Slice(new long[samples], new double[samples]),
        List.of());
  }
}
