package org.bellcrank.itests.kura;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A mosquitto of Debian's package on a free port of this machine. */
final class Mosquitto implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

  private final Process process;
  private final String address;

  private Mosquitto(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static boolean installed() {
    return PLACES.stream().anyMatch(Files::isExecutable);
  }

  static Mosquitto start(Path folder) throws IOException {
    Path program = PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    int port = freePort();
    Path settings = Files.createDirectories(folder).resolve("mosquitto.conf");
    Files.writeString(
        settings,
        "listener %d 127.0.0.1\nallow_anonymous true\npersistence false\n".formatted(port));
    Path log = folder.resolve("mosquitto.log");
    Process process =
        new ProcessBuilder(program.toString(), "-c", settings.toString(), "-v")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Wait.until(
        "the broker", Duration.ofSeconds(30), () -> Files.readString(log).contains("running"));
    return new Mosquitto(process, "tcp://127.0.0.1:" + port);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
