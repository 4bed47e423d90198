package org.bellcrank.itests.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Facts;

/** The demo as a process of its own, started like from the command line. */
final class ChildGateway implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(15);

  private final Process process;
  private final Path log;
  private final HttpRequest overview;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private ChildGateway(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    overview =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/overview"))
            .timeout(Duration.ofSeconds(5))
            .build();
  }

  /**
   * Starts it.
   *
   * @param home the checkout
   * @param folder a fresh folder for its data and what it says
   * @param film what its camera sees
   */
  static ChildGateway start(Path home, Path folder, Path film) throws IOException {
    Files.createDirectories(folder);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dbellcrank.home=" + home);
    command.add("-Djava.awt.headless=true");
    command.addAll(List.of("-jar", System.getProperty("java.class.path"), "demo"));
    command.addAll(List.of("--port", String.valueOf(port), "--source", film.toString()));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    Path log = folder.resolve("demo.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ChildGateway(process, log, port);
  }

  /** How many frames its model has looked at; 0 while its console does not answer. */
  long frames() throws BenchException, InterruptedException {
    if (!process.isAlive()) {
      throw new BenchException(
          "the demo ended with status %d; it said: %s".formatted(process.exitValue(), said()));
    }
    try {
      HttpResponse<String> answer = client.send(overview, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() != 200
          ? 0
          : Facts.parse(answer.body()).factsList("cameras").stream()
              .mapToLong(camera -> camera.whole("frames").orElse(0))
              .sum();
    } catch (IOException e) {
      return 0; // not listening yet
    }
  }

  String said() {
    try {
      return String.join(" | ", Files.readAllLines(log));
    } catch (IOException e) {
      return "nothing that could be read (" + e.getMessage() + ")";
    }
  }

  /** What memory it holds. */
  ProcessMemory memory() {
    return new ProcessMemory(process.pid());
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
