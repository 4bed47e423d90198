package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Ports that are picked for processes that listen later. */
class PortsTest {

  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  @Test
  void aPortThatIsPickedIsNotGivenAwayToWhoConnectsMeanwhile() throws Exception {
    Assumptions.assumeTrue(Files.isReadable(RANGE), "Linux");
    int given = Integer.parseInt(Files.readAllLines(RANGE).get(0).strip().split("\\s+")[0]);
    Assumptions.assumeTrue(given > 20_000, "room below");
    for (int i = 0; i < 50; i++) {
      int port = Command.freePort();
      assertThat(port).isBetween(1024, given - 1);
      try (ServerSocket socket = new ServerSocket(port)) {
        assertThat(socket.getLocalPort()).isEqualTo(port);
      }
    }
  }
}
