package org.bellcrank.itests.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.bellcrank.journal.Facts;

/**
 * A gateway in a process of its own, so that processor time and memory are its own, with documents
 * and components that the bench makes up. Its console is asked over HTTP.
 */
final class PlantGateway implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Map<String, String> KEYS = Map.of("rest-lyon", "gateway:lyon-gateway");
  private static final long LOOK_EVERY_MILLIS = 250;

  private final PeerProcess process;
  private final URI console;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private PlantGateway(PeerProcess process, URI console) {
    this.process = process;
    this.console = console;
  }

  /**
   * What a gateway is made of.
   *
   * @param packages beside libs, core, camel, console and the connector of the double
   * @param components beside store, console and delivery
   * @param documents site documents by file name
   * @param heapMiB the most heap that the process may take
   */
  record Plan(
      List<String> packages,
      ProfileFolder components,
      Map<String, String> documents,
      int heapMiB) {}

  /**
   * Starts it and waits until its console answers with the points of the documents.
   *
   * @param home the checkout, built
   * @param folder a fresh one
   */
  static PlantGateway start(String name, Path home, Path folder, Plan plan)
      throws IOException, BenchException, InterruptedException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    write(Files.createDirectories(data.resolve("documents")), plan.documents());
    write(Files.createDirectories(data.resolve("keys")), KEYS);
    int port = PeerProcess.freePort();
    List<String> packages =
        new ArrayList<>(
            List.of(
                "bellcrank-libs",
                "bellcrank-core",
                "bellcrank-camel",
                "bellcrank-connectors-custom",
                "bellcrank-console"));
    packages.addAll(plan.packages());
    Path profile =
        plan.components()
            .with("org.bellcrank.store.jdbc.JdbcStore", Map.of("data.directory", "${data}"))
            .with("org.bellcrank.console.http.HttpConsole", Map.of("port", port))
            .with("org.bellcrank.delivery.camel.CamelDelivery", Map.of())
            .write(folder.resolve("profile"), packages, port);
    PeerProcess process =
        PeerProcess.logging(
            name,
            folder.resolve(name + ".log"),
            List.of(
                PeerProcess.java(),
                "-Xmx%dm".formatted(plan.heapMiB()),
                "-Dbellcrank.home=" + home,
                "-Djava.awt.headless=true",
                "-jar",
                home.resolve("bundles/runtime-felix/target/runtime/bellcrank.jar").toString(),
                "run",
                "--profile",
                profile.toString(),
                "--data",
                data.toString()),
            Map.of());
    PlantGateway gateway =
        new PlantGateway(process, URI.create("http://127.0.0.1:%d/api/points".formatted(port)));
    try {
      gateway.awaitPoints();
      return gateway;
    } catch (BenchException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> each : files.entrySet()) {
      Path file = folder.resolve(each.getKey());
      Files.writeString(file, each.getValue());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private void awaitPoints() throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    BenchException notYet = new BenchException("no points yet");
    while (System.nanoTime() < deadline
        && process.isAlive()
        && !process.said().contains("refused, nothing is in force")) {
      try {
        if (!page().factsList("points").isEmpty()) {
          return;
        }
      } catch (BenchException e) {
        notYet = e;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    throw new BenchException(
        "%s shows no points within %d s (%s); it said: %s"
            .formatted(process.name(), PATIENCE.toSeconds(), notYet.getMessage(), process.said()));
  }

  PeerProcess process() {
    return process;
  }

  ProcessMemory memory() {
    return new ProcessMemory(process.pid());
  }

  /** Processor time of its process so far. */
  Duration processorTime() {
    return process.processorTime();
  }

  /** What its console says of all points. */
  Facts page() throws BenchException, InterruptedException {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(console).timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new BenchException(
            "%s answers %d with %s".formatted(console, answer.statusCode(), answer.body()));
      }
      return Facts.parse(answer.body());
    } catch (IOException e) {
      throw new BenchException(console + " does not answer", e);
    }
  }

  Tally tally(Predicate<String> which) throws BenchException, InterruptedException {
    return Tally.of(page(), which);
  }

  /**
   * Waits until so many samples were taken, or none came for a while.
   *
   * @param silence how long none may come
   */
  Tally await(Predicate<String> which, long taken, Duration silence)
      throws BenchException, InterruptedException {
    Tally now = tally(which);
    long moved = System.nanoTime();
    while (now.taken() < taken && System.nanoTime() - moved < silence.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      Tally next = tally(which);
      if (next.taken() > now.taken()) {
        moved = System.nanoTime();
      }
      now = next;
    }
    return now;
  }

  /**
   * Waits until each of so many points was told so often, or nothing came for a while, or not all
   * within the time.
   *
   * @param silence how long nothing may come
   * @param most how long at all, as points that talk hide those that do not
   */
  Told awaitEach(Predicate<String> which, long points, int times, Duration silence, Duration most)
      throws BenchException, InterruptedException {
    Told none = new Told(Map.of());
    Told now = Told.of(page(), which);
    long begun = System.nanoTime();
    long moved = begun;
    while (now.atLeast(times, none) < points
        && System.nanoTime() - moved < silence.toNanos()
        && System.nanoTime() - begun < most.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      Told next = Told.of(page(), which);
      if (next.sum() > now.sum()) {
        moved = System.nanoTime();
      }
      now = next;
    }
    return now;
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
