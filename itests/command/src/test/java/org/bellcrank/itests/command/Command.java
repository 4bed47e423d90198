package org.bellcrank.itests.command;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** {@code ./bellcrank WORD ...} as a process, as the shell script becomes it. */
final class Command implements AutoCloseable {

  static final Path HOME = Path.of(System.getProperty("project.root"));

  private static final Duration END = Duration.ofSeconds(20);
  private static final int LOOK_EVERY_MILLIS = 50;
  private static final int LEAST_PORT = 10_000;

  private final Process process;
  private final Path out;
  private final Path err;

  private Command(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it; what it says and its data lie in a folder. */
  static Command start(Path folder, String... words) throws IOException {
    return startSpied(folder, List.of(), words);
  }

  /** The same with options for the Java machine. */
  static Command startSpied(Path folder, List<String> options, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dbellcrank.home=" + HOME);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.awt.headless=true");
    command.addAll(options);
    command.add("-jar");
    command.add(HOME.resolve("bundles/runtime-felix/target/runtime/bellcrank.jar").toString());
    command.addAll(List.of(words));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new Command(process, out, err);
  }

  /**
   * A port that nothing listens on, and that nothing gets by connecting to somewhere before it is
   * listened on: none of those that the system gives away.
   */
  static int freePort() throws IOException {
    int given = givenFrom();
    for (int tries = 0; given > 2 * LEAST_PORT && tries < 100; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LEAST_PORT, given);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) { // somebody is there
        continue;
      }
    }
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * The first port that the system gives away to who names none; it tells at the first read only.
   */
  private static int givenFrom() throws IOException {
    Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    return Files.isReadable(range)
        ? Integer.parseInt(Files.readAllLines(range).get(0).strip().split("\\s+")[0])
        : 0;
  }

  List<String> said() throws IOException {
    return Files.readAllLines(out);
  }

  List<String> complained() throws IOException {
    return Files.readAllLines(err);
  }

  /** Everything, for the message of a test that fails. */
  String all() throws IOException {
    return "out: %s%nerr: %s".formatted(said(), complained());
  }

  /** Waits until it has said a text; false when it ended or took too long without. */
  boolean awaitSaying(String text, Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (said().stream().noneMatch(line -> line.contains(text))) {
      if (System.nanoTime() > deadline
          || process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        return said().stream().anyMatch(line -> line.contains(text));
      }
    }
    return true;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Its exit status, waited for. */
  int status(Duration limit) throws InterruptedException, IOException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + limit + "; " + all());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
  }
}
