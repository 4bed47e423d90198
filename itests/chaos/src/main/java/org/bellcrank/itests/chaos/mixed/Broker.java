package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.itests.chaos.ChaosException;
import org.bellcrank.itests.chaos.Jvm;

/** A mosquitto that writes its sessions and what waits in them to disk once a second. */
final class Broker implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));
  private static final Duration UP = Duration.ofSeconds(30);
  private static final int LOOK_MILLIS = 20;

  private final List<String> command;
  private final Path log;
  private final String control;
  private final String plant;
  private final int port;
  private Process process;

  private Broker(List<String> command, Path log, Around around, int port) {
    this.command = command;
    this.log = log;
    this.port = port;
    control = around.control();
    plant = around.plant();
  }

  /** Starts one; empty where Debian's package is absent. */
  static Optional<Broker> start(Path folder, Around around, int port)
      throws IOException, InterruptedException {
    Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Path own = Files.createDirectories(folder.resolve("broker"));
    Path config = own.resolve("mosquitto.conf");
    Files.writeString(
        config,
        """
        listener %d %s
        allow_anonymous true
        user root
        persistence true
        persistence_location %s/
        autosave_interval 1
        max_queued_messages 0
        log_type notice
        log_type warning
        log_type error
        log_type subscribe
        """
            .formatted(port, around.listen(), own.toAbsolutePath()));
    List<String> command = new ArrayList<>(around.before());
    command.addAll(List.of(program.get().toString(), "-c", config.toString()));
    Broker broker =
        new Broker(Jvm.dyingWithUs(command), folder.resolve("broker.log"), around, port);
    broker.up();
    return Optional.of(broker);
  }

  /** Where the gateway finds it. */
  String address() {
    return "tcp://%s:%d".formatted(plant, port);
  }

  /** Where senders find it, also when the plant's network is cut. */
  String sendersAddress() {
    return "tcp://%s:%d".formatted(control, port);
  }

  void up() throws IOException, InterruptedException {
    process =
        Jvm.start(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    long deadline = System.nanoTime() + UP.toNanos();
    while (!answers()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new ChaosException("the broker does not start; see " + log);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(control, port), LOOK_MILLIS * 50);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Waits until the gateway's session is there and on disk. */
  void awaitSubscription(Duration within) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!Files.readString(log).contains("bellcrank/observations/#")) {
      if (System.nanoTime() > deadline) {
        throw new ChaosException("the gateway does not listen to the broker; see " + log);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS * 5);
    }
    Path kept = log.resolveSibling("broker").resolve("mosquitto.db");
    long known = System.currentTimeMillis();
    while (!Files.exists(kept) || Files.getLastModifiedTime(kept).toMillis() <= known) {
      if (System.nanoTime() > deadline) {
        throw new ChaosException("the broker does not write its sessions to " + kept);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS * 5);
    }
  }

  /** As when the power of its machine goes. */
  void kill() throws InterruptedException {
    Jvm.kill(process);
  }

  /** In order. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(UP.toSeconds(), TimeUnit.SECONDS)) {
      throw new ChaosException("the broker does not end; see " + log);
    }
  }

  @Override
  public void close() {
    Jvm.end(process);
  }
}
