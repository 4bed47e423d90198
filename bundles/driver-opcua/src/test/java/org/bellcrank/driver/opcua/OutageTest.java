package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellcrank.driver.opcua.Bench.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that go and come back, and lines that go dead; without any restart of the driver. */
class OutageTest {

  @TempDir Path folder;

  @Test
  void valuesComeAgainAfterAServerWasKilledAndNumbersItsNamespacesAnew() throws Exception {
    try (Server server = new Server(folder.resolve("server"), "{}");
        Bench bench = new Bench(folder.resolve("gateway"))) {
      OpcUaDriver driver =
          bench.trusting(
              server, "publishing.millis", 50, "sampling.millis", 50, "keep.alive.millis", 500);
      Bench.Ear ear = new Bench.Ear();
      Bench.Ear absent = new Bench.Ear();
      driver.registerChannelListener(settings("load", DataType.DOUBLE), ear);
      driver.registerChannelListener(settings("absent", DataType.DOUBLE), absent);
      ear.good(41.5);
      absent.bad("Bad_NodeIdUnknown");

      server.kill();
      ear.bad("lost");
      assertThatThrownBy(() -> driver.read(List.of(Bench.channel("load", DataType.DOUBLE))))
          .isInstanceOf(ConnectionException.class)
          .hasMessageMatching("(?s).*lost since [^;.]*Z;.*");
      OpcUaDriver late = bench.trusting(server, "timeout.millis", 500);
      assertThatThrownBy(late::connect)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining(server.url());
      Bench.Ear waiting = new Bench.Ear();
      late.registerChannelListener(settings("load", DataType.DOUBLE), waiting);
      waiting.bad(server.url());
      server.start("{\"before\":3}");

      ear.good(41.5);
      waiting.good(41.5);
      server.set("load", "Double", 42, "Good", 1_760_000_000_000L);
      assertThat(ear.good(42.0).getTimestamp()).isEqualTo(1_760_000_000_000L);
      ChannelRecord record = Bench.channel("load", DataType.DOUBLE);
      driver.read(List.of(record));
      assertThat(Bench.value(record)).isEqualTo(42.0);
    }
  }

  @Test
  void aLineThatWentDeadIsNoticedBySignsOfLifeAndNothingIsLostThatTheServerKept() throws Exception {
    try (Server server = new Server(folder.resolve("server"), "{}");
        Bench bench = new Bench(folder.resolve("gateway"));
        Proxy line = new Proxy(server.port())) {
      bench.believe(server);
      OpcUaDriver driver =
          bench.driver(
              Map.of(
                  "endpoint", "opc.tcp://127.0.0.1:%d/plant".formatted(line.port()),
                  "publishing.millis", 50,
                  "sampling.millis", 50,
                  "timeout.millis", 1000,
                  "keep.alive.millis", 500));
      Bench.Ear ear = new Bench.Ear();
      driver.registerChannelListener(settings("speed", DataType.INTEGER), ear);
      ear.good(1500);
      Bench.Ear steady = new Bench.Ear();
      driver.registerChannelListener(settings("ratio", DataType.DOUBLE), steady);
      steady.good(20.3);
      Bench.Ear truth = new Bench.Ear();
      Bench.Ear words = new Bench.Ear();
      driver.registerChannelListener(
          settings("alarm", DataType.BOOLEAN, "kind", "EVENT", "node.id", Server.PLANT + "spindle"),
          truth);
      driver.registerChannelListener(
          settings("alarms", DataType.STRING, "kind", "EVENT", "node.id", "i=2253"), words);
      // No alarm at all is a value too, or the channel had none until the first one came.
      truth.good(false);
      words.good();

      line.freeze();
      server.set("speed", "Int32", 1600, "Good", 1_760_000_000_000L);

      ear.bad("lost");
      assertThat(ear.good(1600).getTimestamp()).isEqualTo(1_760_000_000_000L);
      server.set("speed", "Int32", 1700, "Good", 1_760_000_000_001L);
      ear.good(1700);
      // What does not change is told as well, or its channel would stay failed.
      steady.bad("lost");
      steady.good(20.3);
      truth.bad("lost");
      truth.good(false);
      words.bad("lost");
      assertThat(said(words.good())).contains("LISTENING", "\"0 alarms\"");

      server.set("load", "Double", 85, "Good", 1_760_000_000_002L);
      truth.good(true);
      words.next(
          record ->
              record.getValue() != null
                  && said(record).startsWith("{\"state\":\"RAISED\"")
                  && said(record).contains("\"active\":true"));
      line.freeze();
      truth.bad("lost");
      assertThat(Bench.value(truth.good())).as("it stands").isEqualTo(true);
      words.bad("lost");
      assertThat(said(words.good())).as("it came once").contains("LISTENING", "\"1 alarms\"");
    }
  }

  /** The session is gone and its subscription is not: OPC 10000-4, 5.14.7. */
  @Test
  void aSubscriptionIsTakenOverByTheNextSessionWithWhatItKeptAndMadeAnewWhereThatIsRefused()
      throws Exception {
    try (Server server = new Server(folder.resolve("server"), "{}");
        Bench bench = new Bench(folder.resolve("gateway"))) {
      OpcUaDriver driver =
          bench.trusting(
              server,
              "publishing.millis",
              50,
              "sampling.millis",
              0,
              "queue.size",
              100,
              "keep.alive.millis",
              500);
      Bench.Ear ear = new Bench.Ear();
      driver.registerChannelListener(settings("burst", DataType.DOUBLE), ear);
      long start = ear.good(0.0).getTimestamp() + 1000;

      server.peer().say("forget keep", "forgot");
      server.peer().say("steps burst Double 1 20 " + start, "stepped");

      ear.bad("lost");
      List<Object> taken = new ArrayList<>();
      taken.add(ear.good().getValue().getValue());
      for (int i = 2; i <= 20; i++) {
        taken.add(Bench.value(ear.next(record -> true)));
      }
      assertThat(taken).as("once and in order").isEqualTo(doubles(1, 20));
      assertThat(server.peer().say("transferred", "transferred")).isEqualTo("transferred 1");

      server.peer().say("transfers BadNotSupported", "transfers");
      server.peer().say("forget keep", "forgot");
      server.peer().say("steps burst Double 31 3 " + (start + 1000), "stepped");
      ear.bad("lost");
      ear.good(33.0);
      server.set("burst", "Double", 34, "Good", start + 2000);
      ear.good(34.0);
    }
  }

  private static List<Object> doubles(int first, int last) {
    return IntStream.rangeClosed(first, last).<Object>mapToObj(each -> (double) each).toList();
  }

  private static String said(ChannelRecord record) {
    return String.valueOf(record.getValue().getValue());
  }
}
