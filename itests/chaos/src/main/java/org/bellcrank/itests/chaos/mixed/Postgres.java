package org.bellcrank.itests.chaos.mixed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bellcrank.itests.chaos.ChaosException;

/**
 * A PostgreSQL server of our own on 127.0.0.1, with fsync. It refuses root, so root starts it as
 * another user. It ends with the thread that starts it at the latest.
 */
public final class Postgres implements AutoCloseable {

  public static final String USER = "bellcrank";
  public static final String PASSWORD = "only for trials";

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String OWNER = "postgres";
  private static final long LIMIT_SECONDS = 60;

  private final Path bin;
  private final Path folder;
  private final int port;
  private Process process;

  private Postgres(Path bin, Path folder, int port) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts one with an empty database; empty where PostgreSQL is not installed.
   *
   * @param leftover is told the folder that has to go when the server has ended
   */
  public static Optional<Postgres> start(Consumer<Path> leftover, int port)
      throws IOException, InterruptedException {
    Optional<Path> bin = installed();
    if (bin.isEmpty()) {
      return Optional.empty();
    }
    // Not below a folder that only its owner may enter.
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "bellcrank-chaos-postgresql");
    leftover.accept(folder);
    Postgres server = new Postgres(bin.get(), folder, port);
    Files.writeString(folder.resolve("password"), PASSWORD);
    server.give();
    List<String> command = new ArrayList<>(asWhom());
    command.addAll(
        List.of(bin.get().resolve("initdb").toString(), "-D", server.data(), "-U", USER));
    command.addAll(List.of("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
    command.addAll(List.of("--auth=scram-sha-256", "--pwfile", folder.resolve("password") + ""));
    Machine.run(command);
    server.up();
    return Optional.of(server);
  }

  private static Optional<Path> installed() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(VERSIONS)) {
      return found
          .map(version -> version.resolve("bin"))
          .filter(each -> Files.isExecutable(each.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  /** For the gateway. */
  public String address() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /** Starts the server and returns once it takes connections. */
  public void up() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(asWhom());
    // When our end of its input closes, however that happens, the server ends as in a crash.
    command.addAll(
        List.of("sh", "-c", "\"$@\" </dev/null & pid=$!; cat >/dev/null; kill -QUIT $pid; wait"));
    command.addAll(List.of("sh", bin.resolve("postgres").toString(), "-D", data()));
    command.addAll(List.of("-p", String.valueOf(port), "-c", "listen_addresses=127.0.0.1"));
    command.addAll(List.of("-c", "unix_socket_directories=" + folder, "-c", "fsync=on"));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    CountDownLatch ready = new CountDownLatch(1);
    StringBuffer said = new StringBuffer();
    Thread reading = new Thread(() -> follow(out, ready, said), "postgres-log");
    reading.setDaemon(true);
    reading.start();
    if (!ready.await(LIMIT_SECONDS, TimeUnit.SECONDS) || !process.isAlive()) {
      throw new ChaosException("PostgreSQL did not start:\n" + said);
    }
  }

  private static void follow(BufferedReader out, CountDownLatch ready, StringBuffer said) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (ready.getCount() > 0) {
          said.append(line).append('\n');
        }
        if (line.contains("ready to accept connections")) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    ready.countDown();
  }

  /** Ends the server at once, as a crash would: nothing is flushed, every connection breaks. */
  public void kill() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new ChaosException("PostgreSQL did not end");
    }
  }

  /** Where its files lie. */
  String files() {
    return folder.toString();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static List<String> asWhom() {
    return Machine.isRoot()
        ? List.of("setpriv", "--reuid=" + OWNER, "--regid=" + OWNER, "--clear-groups")
        : List.of();
  }

  private void give() throws IOException {
    if (Machine.isRoot()) {
      var user =
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(OWNER);
      Files.setOwner(folder.resolve("password"), user);
      Files.setOwner(folder, user);
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      if (process.isAlive()) {
        kill();
      }
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
