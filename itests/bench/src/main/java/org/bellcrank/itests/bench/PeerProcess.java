package org.bellcrank.itests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** A process beside this one, known by its process id; it ends with this object. */
final class PeerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration END = Duration.ofSeconds(15);
  private static final long LOOK_EVERY_MILLIS = 50;

  private final String name;
  private final Process process;
  private final Path log;

  private PeerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts it; what it says on both ways lies in the log. */
  static PeerProcess logging(String name, Path log, List<String> command, Map<String, String> more)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(more);
    return new PeerProcess(name, builder.redirectOutput(log.toFile()).start(), log);
  }

  /** Starts it; its standard output is read line by line. */
  static PeerProcess talking(String name, Path log, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    return new PeerProcess(name, builder.start(), log);
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Processor time so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  BufferedReader says() {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  Writer hears() {
    return process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Waits until its log holds these words; ends it where they do not come. */
  PeerProcess awaitWords(String words) throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!said().contains(words)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new BenchException(
            "%s does not say '%s'; it said: %s".formatted(name, words, said()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    return this;
  }

  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "nothing that could be read (" + e.getMessage() + ")";
    }
  }

  /** MiB of memory it holds, natives included; empty where the system does not tell. */
  OptionalDouble residentMiB() {
    return new ProcessMemory(process.pid()).residentMiB();
  }

  /** Ends it as a person would, by SIGTERM; by force after 15 seconds. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
