package org.bellcrank.source.mqtt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A mosquitto broker of Debian's package on a free loopback port. */
public final class Mosquitto implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

  private final Path program;
  private final Path config;
  private Process process;
  private final int port;
  private final Path log;

  private Mosquitto(Path program, Path config, int port, Path log) {
    this.program = program;
    this.config = config;
    this.port = port;
    this.log = log;
  }

  public static Mosquitto start(Path folder) throws IOException {
    return start(folder, "allow_anonymous true");
  }

  /** A broker with this certificate that lets in whom this authority signed, by his own name. */
  public static Mosquitto demanding(Path folder, Path authority, Path chain, Path key)
      throws IOException {
    return start(
        folder,
        "user root\ncafile %s\ncertfile %s\nkeyfile %s\nrequire_certificate true\n"
                .formatted(authority, chain, key)
            + "use_identity_as_username true");
  }

  /** A broker that lets in this user only. */
  public static Mosquitto start(Path folder, String user, String password) throws Exception {
    Path file = folder.resolve("passwords");
    Process hashing =
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", file.toString(), user, password)
            .redirectErrorStream(true)
            .start();
    hashing.getInputStream().readAllBytes();
    if (hashing.waitFor() != 0) {
      throw new IOException("mosquitto_passwd ended with status " + hashing.exitValue());
    }
    return start(folder, "user root\nallow_anonymous false\npassword_file " + file);
  }

  private static Mosquitto start(Path folder, String access) throws IOException {
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
        "listener %d 127.0.0.1\n%s\npersistence false\nlog_type all\n".formatted(port, access));
    Mosquitto broker = new Mosquitto(program, config, port, folder.resolve("mosquitto.log"));
    broker.start();
    return broker;
  }

  /** Again on the same port after {@link #stop}; what it kept is gone. */
  public void start() throws IOException {
    process =
        new ProcessBuilder(program.toString(), "-c", config.toString(), "-v")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Wait.until(() -> log().contains("mosquitto version") && log().contains("running"));
  }

  /** Without a word to its clients. */
  public void stop() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public int port() {
    return port;
  }

  public String uri() {
    return "tcp://127.0.0.1:" + port;
  }

  public String tls() {
    return "ssl://127.0.0.1:" + port;
  }

  public void awaitSubscription() {
    Wait.until(() -> log().contains("Sending SUBACK"));
  }

  public String log() {
    try (Stream<String> lines = Files.lines(log)) {
      return String.join("\n", lines.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
