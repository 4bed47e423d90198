package org.bellcrank.publish.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bellcrank.workorder.OrderStatus;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.UaNodeManager;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many results, a new start, and a port that somebody else has. */
class LivingTest {

  @TempDir Path folder;

  @Test
  void ofAThousandResultsTheNewestHundredAreShownAndAfterANewStartTheSame() throws Exception {
    try (Bench bench = Bench.up(folder, "results", 100, "orders", 2)) {
      bench.trusted();
      assertThat(bench.connect(Bench.USER)).isEqualTo("connected");
      UaNodeManager nodes = bench.publisher().publishing().space().orElseThrow().getNodeManager();
      int empty = nodes.getNodes().size();
      bench.plant.detect(
          IntStream.rangeClosed(1, 1_000).mapToObj(i -> "r-" + i).toList(), Optional.empty());
      Bench.until(() -> latest(bench).equals("Good r-1000#0"));
      assertThat(results(bench))
          .hasSize(100)
          .contains("r-1000#0", "r-901#0")
          .doesNotContain("r-900#0");
      // The newest one has nodes of its own; nothing of what went stays.
      assertThat(nodes.getNodes()).hasSize(empty + 101 * (1 + Model.RESULT.size()));
      assertThat(nodes.getReferences(new NodeId(2, "Results"), Reference::isForward))
          .hasSize(101); // and its type

      bench.plant.raise("wo-open");
      bench.plant.raise("wo-closed");
      bench.plant.move("wo-closed", OrderStatus.CLOSED);
      Bench.until(() -> quiet(bench, "order/wo-closed/State").equals("Good CLOSED"));
      bench.plant.raise("wo-new");
      Bench.until(() -> quiet(bench, "order/wo-new/State").equals("Good APPROVED"));
      assertThat(bench.read("order/wo-open/State")).isEqualTo("Good APPROVED");
      assertThat(bench.read("order/wo-closed/State")).startsWith("BadNodeIdUnknown");

      bench.ask("leave", "left");
      bench.stop();
      bench.start();
      assertThat(bench.connect(Bench.USER)).isEqualTo("connected");
      Bench.until(() -> latest(bench).equals("Good r-1000#0"));
      assertThat(results(bench)).hasSize(100).contains("r-1000#0", "r-901#0");
    }
  }

  private static String latest(Bench bench) {
    return quiet(bench, "latest/newest/ResultId");
  }

  private static String quiet(Bench bench, String node) {
    try {
      return bench.read(node);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String[] results(Bench bench) throws Exception {
    return Arrays.stream(bench.ask("browse " + Bench.id("Results"), "found Good").split(" "))
        .toArray(String[]::new);
  }

  @Test
  void aPortThatSomebodyElseHasIsTriedAgainAndNothingIsOpenWhereNobodyNeedsAName()
      throws Exception {
    try (Bench bench = new Bench(folder, "allow.anonymous", true)) {
      try (ServerSocket taken =
          new ServerSocket(bench.port, 1, InetAddress.getByName("127.0.0.1"))) {
        bench.begin();
        Bench.until(() -> !bench.publisher().publishing().told().isEmpty());
        assertThat(bench.publisher().publishing().told()).contains("in use");
        assertThat(taken.isBound()).isTrue();
      }
      Bench.until(() -> bench.publisher().publishing().isUp());

      // Without protection only endpoints are told, also where nobody needs a name.
      bench.trusted();
      assertThat(bench.connect("")).isEqualTo("connected");
      assertThat(bench.connect("\"policy\":\"None\",\"mode\":\"None\",\"path\":\"/discovery\""))
          .startsWith("refused");
    }
  }
}
