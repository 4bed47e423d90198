package org.bellcrank.fleet.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A mosquitto broker of Debian's package on a free loopback port; may be killed and come back. */
final class Mosquitto implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

  private final Path program;
  private final Path config;
  private final Path log;
  private final String uri;
  private Process process;

  private Mosquitto(Path program, Path config, Path log, String uri) {
    this.program = program;
    this.config = config;
    this.log = log;
    this.uri = uri;
  }

  /**
   * Starts.
   *
   * @param listener what stands in the listener's place besides its port, for example TLS files
   */
  static Mosquitto start(Path folder, String scheme, String listener) throws IOException {
    Path program = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
    if (program == null) {
      System.err.println(
          "SKIPPED: no mosquitto on this machine; install the Debian package mosquitto");
    }
    Assumptions.assumeTrue(program != null, "mosquitto is not installed");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config,
        """
        user root
        listener %d 127.0.0.1
        %s
        persistence false
        max_queued_messages 0
        max_inflight_messages 0
        """
            .formatted(port, listener));
    Mosquitto broker =
        new Mosquitto(
            program, config, folder.resolve("mosquitto.log"), scheme + "://127.0.0.1:" + port);
    broker.begin();
    return broker;
  }

  private void begin() throws IOException {
    Files.deleteIfExists(log);
    process =
        new ProcessBuilder(program.toString(), "-c", config.toString(), "-v")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Wait.until(() -> log().contains("running"));
  }

  /** Killed without a farewell; nothing of what it held is kept. */
  void restart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    begin();
  }

  String uri() {
    return uri;
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
