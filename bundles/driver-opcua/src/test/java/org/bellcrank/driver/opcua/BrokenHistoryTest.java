package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.asset.GapReport;
import org.bellcrank.driver.opcua.Bench.Ear;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose answers about history are none. */
class BrokenHistoryTest {

  private static final Instant START = Instant.now().minusSeconds(60);

  /** What is wrong with the answers for the node "odd". */
  enum Wrong {
    UNDECODABLE,
    EMPTY,
    LACKING
  }

  /** Nothing of it is connected to anything. */
  private static final class Odd extends NoServer {

    private final Wrong wrong;
    private volatile int asked;

    Odd(Wrong wrong) {
      this.wrong = wrong;
    }

    @Override
    public HistoryReadResponse historyRead(
        HistoryReadDetails what,
        TimestampsToReturn times,
        boolean release,
        List<HistoryReadValueId> nodes)
        throws UaException {
      HistoryReadResult[] results = {result(at(3))};
      if ("odd".equals(nodes.get(0).getNodeId().getIdentifier())) {
        asked++;
        switch (wrong) {
          case UNDECODABLE ->
              throw new UaSerializationException(StatusCodes.Bad_DecodingError, "no such type");
          case EMPTY -> results = new HistoryReadResult[0];
          case LACKING -> results = null;
        }
      }
      return new HistoryReadResponse(null, results, null);
    }
  }

  private static Instant second(int second) {
    return new DateTime(START.plusSeconds(second)).getJavaInstant();
  }

  private static DataValue at(int second) {
    return new DataValue(
        Variant.of(second), StatusCode.GOOD, new DateTime(START.plusSeconds(second)), null);
  }

  private static Heard heard(String node, Ear ear) throws Exception {
    Map<String, Object> settings =
        Bench.settings(node, DataType.INTEGER, "node.id", "ns=0;s=" + node);
    Heard heard =
        new Heard(
            "press-4",
            settings,
            ear,
            new Point.Preset(
                0, 1, Deadband.of("deadband", ""), Profile.of("profile", "", null), true));
    long now = System.currentTimeMillis();
    heard.tell(at(1), now);
    heard.breaks();
    heard.returns();
    heard.tell(at(5), now);
    heard.stands();
    heard.stands();
    return heard;
  }

  @ParameterizedTest
  @EnumSource
  void aChannelWhoseHistoryCannotBeReadIsGivenUpAfterSomeTriesAndHoldsUpNoOther(Wrong wrong)
      throws Exception {
    Ear first = new Ear();
    Ear second = new Ear();
    List<Heard> all = List.of(heard("odd", first), heard("speed", second));
    Odd client = new Odd(wrong);
    try (Filling filling =
        new Filling(
            "press-4",
            "history of plc-4",
            Clock.systemUTC(),
            Duration.ofHours(1),
            100,
            Duration.ZERO)) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
      while (first.gaps.isEmpty() || second.gaps.isEmpty()) {
        filling.look(client, all);
        assertThat(System.nanoTime()).as("%s", filling.counts()).isLessThan(deadline);
        Thread.onSpinWait();
      }
      assertThat(filling.counts()).isEqualTo(new Filling.Counts(1, 0, 1, 1, 0));
      assertThat(client.asked).isEqualTo(3);
      assertThat(second.told).hasSize(3);
      assertThat(second.gaps)
          .containsExactly(
              new GapReport(
                  second(1), Optional.of(second(5)), "history of plc-4", 1, 0, List.of()));
      assertThat(first.gaps)
          .singleElement()
          .satisfies(
              gap -> {
                assertThat(gap.values()).isZero();
                assertThat(gap.open())
                    .singleElement()
                    .satisfies(
                        open -> {
                          assertThat(open.from()).isEqualTo(second(1));
                          assertThat(open.to()).contains(second(5));
                          assertThat(open.why()).isNotBlank();
                        });
              });
    }
  }
}
