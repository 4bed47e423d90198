package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.asset.GapReport;
import org.bellcrank.driver.opcua.Bench.Ear;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.junit.jupiter.api.Test;

/** Who listens hears of each gap what was read of it and what stays open. */
class GapReportTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final String SOURCE = "history of plc-4";

  private final Ear ear = new Ear();
  private final Answers server = new Answers();

  /** What is told page by page; null is a line that breaks. */
  private static final class Answers extends NoServer {

    private final Deque<Optional<HistoryReadResult>> pages = new ArrayDeque<>();

    void tells(boolean more, DataValue... values) {
      HistoryReadResult page = result(values);
      pages.add(
          Optional.of(
              more
                  ? new HistoryReadResult(
                      page.getStatusCode(), ByteString.of(new byte[] {1}), page.getHistoryData())
                  : page));
    }

    void breaks() {
      pages.add(Optional.empty());
    }

    @Override
    public HistoryReadResponse historyRead(
        HistoryReadDetails what,
        TimestampsToReturn times,
        boolean release,
        List<HistoryReadValueId> nodes)
        throws UaException {
      HistoryReadResult page =
          (release ? Optional.of(result()) : pages.remove())
              .orElseThrow(() -> new UaException(StatusCodes.Bad_ConnectionClosed));
      return new HistoryReadResponse(null, new HistoryReadResult[] {page}, null);
    }
  }

  private static Instant second(int second) {
    return START.plusSeconds(second);
  }

  private static DataValue at(int second) {
    return at(second, StatusCode.GOOD);
  }

  private static DataValue at(int second, StatusCode state) {
    return new DataValue(Variant.of(second), state, new DateTime(second(second)), null);
  }

  /** A channel that heard nothing between the seconds 1 and 9. */
  private Heard heard() throws Exception {
    Heard heard =
        new Heard(
            "press-4",
            Bench.settings("speed", DataType.INTEGER, "node.id", "ns=0;s=speed"),
            ear,
            new Point.Preset(
                0, 1, Deadband.of("deadband", ""), Profile.of("profile", "", null), true));
    heard.tell(at(1), 0);
    heard.breaks();
    heard.returns();
    heard.tell(at(9), 0);
    heard.stands();
    heard.stands();
    return heard;
  }

  /** What is told when it looks an hour after a second, for an hour back. */
  private GapReport filled(Heard heard, int oldest, int most) throws Exception {
    Clock clock = Clock.fixed(second(oldest).plus(Duration.ofHours(1)), ZoneOffset.UTC);
    try (Filling filling =
        new Filling("press-4", SOURCE, clock, Duration.ofHours(1), most, Duration.ZERO)) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
      while (ear.gaps.isEmpty()) {
        filling.look(server, List.of(heard));
        assertThat(System.nanoTime()).as("%s", filling.counts()).isLessThan(deadline);
        Thread.onSpinWait();
      }
      return ear.gaps.remove();
    }
  }

  @Test
  void whatTheHistoryHoldsIsCountedWithWhatIsNoneToTell() throws Exception {
    server.tells(false, at(2), at(3, new StatusCode(StatusCodes.Bad_SensorFailure)), at(4));
    assertThat(filled(heard(), 0, 100))
        .isEqualTo(new GapReport(second(1), Optional.of(second(9)), SOURCE, 2, 1, List.of()));
  }

  @Test
  void whereTheHistoryHoldsNothingNothingIsFilledAndNothingIsOpen() throws Exception {
    server.tells(false);
    assertThat(filled(heard(), 0, 100))
        .isEqualTo(new GapReport(second(1), Optional.of(second(9)), SOURCE, 0, 0, List.of()));
  }

  @Test
  void moreValuesThanAreWantedLeaveTheEndOpen() throws Exception {
    server.tells(true, at(2), at(3));
    GapReport told = filled(heard(), 0, 2);
    assertThat(told.values()).isEqualTo(2);
    assertThat(told.open())
        .containsExactly(
            new GapReport.Open(
                second(3), Optional.of(second(9)), "there are more than fill.values, 2"));
  }

  /** The second try begins behind what was read: it must not take what is too old for filled. */
  @Test
  void whatIsTooOldStaysOpenAlsoWhereTheLineBrokeWhileTheRestWasRead() throws Exception {
    server.tells(true, at(5));
    server.breaks();
    server.tells(false, at(5), at(6));
    GapReport told = filled(heard(), 4, 100);
    assertThat(told.values()).isEqualTo(2);
    assertThat(told.open())
        .containsExactly(
            new GapReport.Open(
                second(1), Optional.of(second(4)), "it is older than fill.hours, 1 h"));
  }

  @Test
  void aGapWhoseEndNobodyKnowsIsToldWithoutOne() throws Exception {
    Heard heard = heard();
    server.tells(false, at(2));
    assertThat(filled(heard, 0, 100).values()).isEqualTo(1);
    heard.breaks();
    heard.returns();
    heard.tell(at(-60), 0);
    heard.tell(at(-59), 0);
    GapReport told = filled(heard, 0, 100);
    assertThat(told.from()).isEqualTo(second(9));
    assertThat(told.to()).isEmpty();
    assertThat(told.open())
        .singleElement()
        .satisfies(open -> assertThat(open.why()).contains("clock of the source was set back"));
  }

  @Test
  void whoLeftHearsNothingOfIt() throws Exception {
    Heard heard = heard();
    heard.leave();
    heard.tell(new GapReport(START, Optional.empty(), SOURCE, 0, 0, List.of()));
    assertThat(ear.gaps).isEmpty();
  }
}
