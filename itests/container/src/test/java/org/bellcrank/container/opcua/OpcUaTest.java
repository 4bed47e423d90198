package org.bellcrank.container.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bellcrank.container.InContainer;
import org.bellcrank.container.inside.Inside;
import org.eclipse.kura.driver.Driver;
import org.junit.jupiter.api.Test;

/** What speaks OPC UA resolves, and its library works as a client and as a server. */
@InContainer(
    bundles = "kura-api",
    features = {"bellcrank-libs", "bellcrank-core", "bellcrank-opcua"})
class OpcUaTest {

  private static int free() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void theDriverConnectsByTheLibraryAndTellsThatNobodyIsThere() throws Exception {
    String url = "opc.tcp://127.0.0.1:" + free();
    Inside.configure("org.bellcrank.driver.opcua.OpcUaDriver", "endpoint", url);
    Driver driver = Inside.service(Driver.class);

    assertThat(driver.getChannelDescriptor().getDescriptor()).isNotNull();
    assertThatThrownBy(driver::connect)
        .isInstanceOf(Driver.ConnectionException.class)
        .hasMessageContaining(url);
  }

  @Test
  void thePublisherListensOnceTheStoreIsThere() throws Exception {
    int port = free();
    Path data = Files.createTempDirectory("container-data");
    Inside.configure("org.bellcrank.store.jdbc.JdbcStore", "data.directory", data.toString());
    Inside.configure("org.bellcrank.publish.opcua.OpcUaPublisher", "port", port);

    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!listens(port)) {
      assertThat(System.nanoTime()).as("in a minute; %s", Inside.whatIsDown()).isLessThan(deadline);
      Thread.sleep(50);
    }
    // Without the connectors' package others are not satisfied.
    assertThat(Inside.whatIsDown()).noneMatch(line -> line.contains("opcua"));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
