package org.bellcrank.itests.chaos.starts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The process of {@link StartChild}, as the harness talks to it. */
final class Child implements AutoCloseable {

  private static final String GONE = "gone";

  private final Process process;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  /**
   * @param log where it writes what goes wrong
   */
  Child(Path home, Path bundles, Path log) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-cp",
                classPath(home),
                StartChild.class.getName(),
                home.toString(),
                bundles.toString())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Thread reading = new Thread(this::read, "starts-child");
    reading.setDaemon(true);
    reading.start();
  }

  /** The harness and what the launcher has, nothing else of ours. */
  private static String classPath(Path home) throws IOException {
    Path own =
        Path.of(StartChild.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (Stream<Path> library =
        Files.list(home.resolve("bundles/runtime-felix/target/runtime/lib"))) {
      return Stream.concat(Stream.of(own), library.filter(jar -> jar.toString().endsWith(".jar")))
          .map(Path::toString)
          .collect(Collectors.joining(":"));
    }
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(line);
      }
    } catch (IOException e) {
      said.add(GONE + ": " + e);
    }
    said.add(GONE);
  }

  void say(List<String> words) throws IOException {
    process
        .getOutputStream()
        .write((String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** What follows the word; null when it did not come within that time. */
  String await(String word, long seconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      String line = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.startsWith(GONE)) {
        return null;
      }
      if (line.startsWith(word)) {
        return line.substring(word.length()).strip();
      }
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
