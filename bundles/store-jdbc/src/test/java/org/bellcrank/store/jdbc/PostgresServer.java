package org.bellcrank.store.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.stream.Stream;

/**
 * A real PostgreSQL server of our own on 127.0.0.1, with fsync, ended at the latest with this
 * process. It refuses root, so root starts it as another user.
 */
final class PostgresServer implements AutoCloseable {

  static final String USER = "bellcrank";
  static final String PASSWORD = "only for tests";

  private final Path bin;
  private final Path folder;
  private final int port;
  private Process process;

  private PostgresServer(Path bin, Path folder, int port) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
  }

  /** Starts one with an empty database; empty where PostgreSQL is not installed. */
  static Optional<PostgresServer> start() throws IOException, InterruptedException {
    Optional<Path> bin = installed();
    if (bin.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory(room(), "bellcrank-postgresql");
    PostgresServer server = new PostgresServer(bin.get(), folder, freePort());
    Files.writeString(folder.resolve("password"), PASSWORD);
    server.give();
    server.run(
        server.tool("initdb").toString(),
        "-D",
        server.data(),
        "-U",
        USER,
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "--auth=scram-sha-256",
        "--pwfile",
        folder.resolve("password").toString());
    server.up();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    return Optional.of(server);
  }

  /**
   * The folder that the environment names as {@code BELLCRANK_TEST_SCRATCH}; not one below a folder
   * that only its owner may enter.
   */
  private static Path room() {
    String named = System.getenv("BELLCRANK_TEST_SCRATCH");
    return Path.of(named == null || named.isBlank() ? "/tmp" : named);
  }

  private static Optional<Path> installed() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(versions)) {
      return found
          .map(version -> version.resolve("bin"))
          .filter(each -> Files.isExecutable(each.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  String address() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  StoreSettings settings(String schema) {
    return new StoreSettings(address(), schema, USER, () -> PASSWORD);
  }

  /** Starts the server and returns once it takes connections. */
  void up() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(asWhom());
    // When our end of its input closes, however that happens, the server ends.
    command.addAll(
        List.of(
            "sh",
            "-c",
            "\"$@\" </dev/null & pid=$!; cat >/dev/null; kill -QUIT $pid; wait $pid",
            "sh",
            tool("postgres").toString(),
            "-D",
            data(),
            "-p",
            String.valueOf(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=" + folder,
            "-c",
            "fsync=on",
            "-c",
            "max_connections=200"));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    CountDownLatch ready = new CountDownLatch(1);
    StringBuffer said = new StringBuffer();
    Thread reading = new Thread(() -> follow(out, ready, said), "postgres-log");
    reading.setDaemon(true);
    reading.start();
    if (!ready.await(60, TimeUnit.SECONDS) || !process.isAlive()) {
      throw new IOException("PostgreSQL did not start:\n" + said);
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
  void down() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("PostgreSQL did not end");
    }
  }

  private Path tool(String name) {
    return bin.resolve(name);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static List<String> asWhom() {
    return isRoot()
        ? List.of("setpriv", "--reuid=" + owner(), "--regid=" + owner(), "--clear-groups")
        : List.of();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static String owner() {
    return "postgres";
  }

  private void give() throws IOException {
    if (isRoot()) {
      var user =
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(owner());
      Files.setOwner(folder.resolve("password"), user);
      Files.setOwner(folder, user);
    }
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(asWhom());
    command.addAll(List.of(arguments));
    Process run =
        new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile()).start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (run.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + said);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends the server and removes its files. */
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        down();
      }
      if (!Files.exists(folder)) {
        return;
      }
      List<Path> files;
      try (Stream<Path> walk = Files.walk(folder)) {
        files = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
