package org.bellcrank.itests.bench;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.itests.bench.peers.LoadMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The load that the tools of {@code bench delivery} get. */
@Timeout(60)
class LoadTest {

  @TempDir Path folder;

  @Test
  void aLoadThatCannotGoOnEndsInsteadOfLeavingTheBenchWaiting() throws Exception {
    int port = PeerProcess.freePort();
    try (PeerProcess broker = Peers.broker(folder, port)) {
      broker.awaitWords("running");
      List<String> command =
          List.of(
              PeerProcess.java(),
              "-cp",
              System.getProperty("java.class.path"),
              LoadMain.class.getName(),
              "tcp://127.0.0.1:" + port);
      Path log = folder.resolve("load.log");
      try (PeerProcess load = PeerProcess.talking("load", log, command)) {
        assertThat(load.says().readLine()).startsWith("stub ");
        load.hears().write("topic 999999999 0 0 1\n"); // nobody has this process id
        load.hears().flush();
        assertThat(supplyAsync(() -> line(load)).get(30, TimeUnit.SECONDS)).isEmpty();
        assertThat(load.said()).contains("/proc/999999999/stat");
      }
    }
  }

  private static Optional<String> line(PeerProcess process) {
    try {
      return Optional.ofNullable(process.says().readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
