package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bellcrank.driver.opcua.Bench.Ear;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
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
  private static final class Odd extends OpcUaClient {

    private final Wrong wrong;
    private volatile int asked;

    Odd(Wrong wrong) {
      super(
          OpcUaClientConfig.builder()
              .setEndpoint(
                  new EndpointDescription(
                      "opc.tcp://127.0.0.1:1/odd",
                      null,
                      null,
                      null,
                      SecurityPolicy.None.getUri(),
                      null,
                      null,
                      null))
              .build(),
          new OpcTcpClientTransport(OpcTcpClientTransportConfig.newBuilder().build()));
      this.wrong = wrong;
    }

    @Override
    public ReadResponse read(double age, TimestampsToReturn times, List<ReadValueId> nodes) {
      DataValue level = new DataValue(Variant.of(Unsigned.ubyte(5)));
      DataValue[] answers = {level, new DataValue(Variant.of(true))};
      return new ReadResponse(null, answers, null);
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

    private static HistoryReadResult result(DataValue value) {
      return new HistoryReadResult(
          StatusCode.GOOD,
          null,
          ExtensionObject.encode(
              DefaultEncodingContext.INSTANCE, new HistoryData(new DataValue[] {value})));
    }
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
        new Filling("press-4", Clock.systemUTC(), Duration.ofHours(1), 100, Duration.ZERO)) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
      while (filling.counts().refused() < 1 || filling.counts().filled() < 1) {
        filling.look(client, all);
        assertThat(System.nanoTime()).as("%s", filling.counts()).isLessThan(deadline);
        Thread.onSpinWait();
      }
      assertThat(filling.counts()).isEqualTo(new Filling.Counts(1, 0, 1, 1, 0));
      assertThat(client.asked).isEqualTo(3);
      assertThat(second.told).hasSize(3);
    }
  }
}
