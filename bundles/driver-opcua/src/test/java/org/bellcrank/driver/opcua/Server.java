package org.bellcrank.driver.opcua;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.bellcrank.itests.peers.NodePeer;
import org.junit.jupiter.api.Assumptions;

/** A server of another maker's stack (node-opcua), in a process of its own on 127.0.0.1. */
final class Server implements AutoCloseable {

  static final String PLANT = "nsu=http://bellcrank.example/plant;s=";

  private final Path folder;
  private final int port;
  private NodePeer peer;

  /**
   * Starts one.
   *
   * @param folder of its certificates, which it keeps over a restart
   * @param options as JSON, see the script
   */
  Server(Path folder, String options) throws IOException, InterruptedException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    start(options);
  }

  void start(String options) throws IOException, InterruptedException {
    Optional<NodePeer> started =
        NodePeer.start(
            Path.of("src/test/resources/server.js"),
            "ready",
            String.valueOf(port),
            folder.toString(),
            options);
    Assumptions.assumeTrue(started.isPresent(), "node-opcua");
    peer = started.get();
  }

  int port() {
    return port;
  }

  String url() {
    return "opc.tcp://127.0.0.1:%d/plant".formatted(port);
  }

  NodePeer peer() {
    return peer;
  }

  /** Sets a value with its type, status and source time in milliseconds. */
  void set(String node, String type, Object value, String status, long at)
      throws IOException, InterruptedException {
    peer.say("set %s %s %s %s %d".formatted(node, type, value, status, at), "set");
  }

  /** As a power cut would. */
  void kill() {
    peer.close();
  }

  @Override
  public void close() {
    if (peer != null) {
      peer.close();
    }
  }
}
