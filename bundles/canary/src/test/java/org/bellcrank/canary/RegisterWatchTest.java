package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.asset.Standing;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.delivery.AssetReader;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.journal.StoreException;
import org.bellcrank.register.Discrepancy;
import org.bellcrank.register.RegisterDesk;
import org.bellcrank.register.RegisterEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lamp of reading registers of assets. */
class RegisterWatchTest {

  private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");

  private final LampBoard board = new LampBoard();
  private final RegisterWatch watch = new RegisterWatch(board);
  private final Parts parts = new Parts();
  private Instant now = START;
  private Optional<Instant> read = Optional.of(START);
  private List<RegisterDesk.Health> told = List.of();
  private boolean storeAway;

  @BeforeEach
  void open() {
    parts.registers = new Desk();
    parts.assets = new Daily();
  }

  private Lamp lookWith(String words, List<String> unknown, List<String> unreadable) {
    told =
        List.of(
            new RegisterDesk.Health(
                "lyon",
                read,
                1200,
                3,
                words.isEmpty() ? Optional.empty() : Optional.of(START),
                words,
                unknown,
                unreadable));
    for (int i = 0; i < 2; i++) {
      now = now.plus(Duration.ofHours(1));
      watch.look(parts, now);
      board.pass(now);
    }
    return board.lamp(Kind.REGISTER, "lyon");
  }

  private Lamp lookWell() {
    return lookWith("", List.of(), List.of());
  }

  @Test
  void itIsGreenWhileReadingsGoWellAndTellsHowManyAssetsThereWere() {
    Lamp lamp = lookWell();
    assertThat(lamp.id()).isEqualTo("register/lyon");
    assertThat(lamp.state()).isEqualTo(State.GREEN);
    assertThat(lamp.proof()).contains(START.toString(), "1200 assets");
  }

  @Test
  void itIsGreyBeforeTheFirstReading() {
    read = Optional.empty();
    assertThat(lookWell().state()).isEqualTo(State.GREY);
  }

  @Test
  void itIsRedWithTheWordsOfTheCmmsWhileReadingsFailHoweverNewTheLastOneIs() {
    Lamp lamp = lookWith("answered 500: out of memory", List.of(), List.of());
    assertThat(lamp.state()).isEqualTo(State.RED);
    assertThat(lamp.stage()).isEqualTo("reading");
    assertThat(lamp.words()).isEqualTo("answered 500: out of memory");
    assertThat(lookWell().state()).isEqualTo(State.GREEN);
  }

  @Test
  void itIsRedWhenTheLastReadingIsOlderThanTwiceItsPaceWithoutAFailure() {
    now = START.plus(Duration.ofHours(46));
    assertThat(lookWell().state()).as("48 hours are not more").isEqualTo(State.GREEN);
    Lamp lamp = lookWell();
    assertThat(lamp.state()).isEqualTo(State.RED);
    assertThat(lamp.stage()).isEqualTo("age");
    assertThat(lamp.words()).contains(START.toString(), "PT24H");
    read = Optional.of(now);
    assertThat(lookWell().state()).isEqualTo(State.GREEN);
  }

  @Test
  void nothingIsOldWhereNobodyKnowsThePace() {
    parts.assets = null;
    now = START.plus(Duration.ofDays(9));
    assertThat(lookWell().state()).isEqualTo(State.GREEN);
  }

  @Test
  void itIsRedWhereAWordIsNotKnownOrARecordCannotBeRead() {
    Lamp lamp =
        lookWith(
            "", List.of("status ZZTOP", "criticality A+"), List.of("A-1: no key", "A-2", "A-3"));
    assertThat(lamp.state()).isEqualTo(State.RED);
    assertThat(lamp.words())
        .contains("does not know the status ZZTOP", "the criticality A+", "A-1: no key", "2 more")
        .doesNotContain("A-2");
  }

  @Test
  void whileOrdersDoNotFlowItsConnectorsLampTellsWhy() {
    Lamp lamp = lookWith("nothing is asked: its orders do not flow yet", List.of(), List.of());
    assertThat(lamp.state()).isEqualTo(State.GREY);
    assertThat(board.changes()).isEmpty();
  }

  @Test
  void anInstanceWhoseRegisterIsReadNoMoreIsGrey() {
    lookWell();
    told = List.of();
    watch.look(parts, now);
    assertThat(board.lamp(Kind.REGISTER, "lyon").state()).isEqualTo(State.GREY);
  }

  @Test
  void whileTheDatabaseIsAwayItStaysAsItWas() {
    lookWell();
    storeAway = true;
    watch.look(parts, now);
    assertThat(board.lamp(Kind.REGISTER, "lyon").state()).isEqualTo(State.GREEN);
  }

  private final class Desk implements RegisterDesk {
    @Override
    public List<Health> health() {
      if (storeAway) {
        throw new StoreException("away", null);
      }
      return told;
    }

    @Override
    public boolean readNow(String instance) {
      return false;
    }

    @Override
    public Optional<RegisterEntry> find(String instance, String foreignId) {
      return Optional.empty();
    }

    @Override
    public List<RegisterEntry> entries(String instance, String after, int limit) {
      return List.of();
    }

    @Override
    public List<Discrepancy> discrepancies(String instance) {
      return List.of();
    }

    @Override
    public List<Standing> standings() {
      return List.of();
    }
  }

  private static final class Daily implements AssetReader {
    @Override
    public Optional<Duration> registerEvery(String instance) {
      return Optional.of(Duration.ofDays(1));
    }

    @Override
    public boolean registerless(String instance) {
      return false;
    }

    @Override
    public Answer register(String instance, Optional<OrderReader.Cursor> from) {
      throw new AssertionError("asked");
    }
  }
}
