package org.bellcrank.fleet.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the command says first to a broker, byte by byte. */
class FleetProtocolTest {

  private static final int CONNECT = 0x10;
  private static final int LEVEL_OF_3_1_1 = 4;
  private static final int REFUSED_LEVEL = 1;

  @Test
  void itSpeaksMqtt311WhichBrokersOfEveryFleetKnowAndTellsARefusal() throws Exception {
    CompletableFuture<Integer> level = new CompletableFuture<>();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread broker = new Thread(() -> answer(server, level), "broker of 3.1.1 alone");
      broker.setDaemon(true);
      broker.start();
      String uri = "tcp://127.0.0.1:" + server.getLocalPort();
      Paper paper = new Paper();

      int status =
          new FleetVerb()
              .run(List.of("list", "--broker", uri, "--gateways", "gw-1", "--listen", "0"), paper);

      assertThat(level.get(10, TimeUnit.SECONDS)).isEqualTo(LEVEL_OF_3_1_1);
      assertThat(status).isEqualTo(3);
      assertThat(paper.all()).contains(uri);
    }
  }

  /** Reads CONNECT (MQTT 3.1.1, section 3.1) and refuses its protocol level. */
  private static void answer(ServerSocket server, CompletableFuture<Integer> level) {
    try (Socket socket = server.accept();
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      int kind = in.readUnsignedByte();
      while (in.readUnsignedByte() >= 0x80) {
        // The remaining length goes on while the highest bit is set.
      }
      String name = in.readUTF();
      level.complete(kind == CONNECT && name.equals("MQTT") ? in.readUnsignedByte() : -1);
      socket.getOutputStream().write(new byte[] {0x20, 2, 0, REFUSED_LEVEL});
      socket.getOutputStream().flush();
      while (in.read() >= 0) {
        // Until the command leaves.
      }
    } catch (IOException e) {
      level.completeExceptionally(e);
    }
  }
}
