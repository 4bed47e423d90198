package org.bellcrank.source.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real InfluxDB 1.x (Debian's influxdb) of our own on 127.0.0.1. */
final class InfluxServer implements AutoCloseable {

  static final String USER = "reader";
  static final String PASSWORD = "only for \"tests\"";

  private static final Path PROGRAM = Path.of("/usr/bin/influxd");

  private final Path folder;
  private final int port;
  private final int backup;
  private final HttpClient client = HttpClient.newHttpClient();
  private Process process;

  InfluxServer(Path folder) throws IOException {
    if (!Files.isExecutable(PROGRAM)) {
      System.err.println("SKIPPED: no influxd of Debian's package influxdb");
    }
    Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "influxd");
    this.folder = folder;
    port = freePort();
    backup = freePort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Starts it and returns once it answers. */
  void up() throws IOException {
    Path config = folder.resolve("influxdb.conf");
    Files.writeString(
        config,
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%d"
        [meta]
          dir = "%s/meta"
        [data]
          dir = "%s/data"
          wal-dir = "%s/wal"
        [http]
          bind-address = "127.0.0.1:%d"
          auth-enabled = true
        """
            .formatted(backup, folder, folder, folder, port));
    process =
        new ProcessBuilder(PROGRAM.toString(), "-config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Wait.until(this::answers);
  }

  private boolean answers() {
    assertThat(process.isAlive()).as("influxd runs").isTrue();
    try {
      return sent(HttpRequest.newBuilder(URI.create(url() + "/ping")).GET()).statusCode() == 204;
    } catch (IOException e) {
      return false;
    }
  }

  /** The first statement makes the user; without one all is refused but that. */
  void query(String influxQl) throws IOException {
    HttpResponse<String> answer =
        send("/query?u=admin&p=admin&q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8), "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("error");
  }

  void write(String database, String lines) throws IOException {
    HttpResponse<String> answer = send("/write?u=admin&p=admin&db=" + database, lines);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  private HttpResponse<String> send(String path, String body) throws IOException {
    return sent(
        HttpRequest.newBuilder(URI.create(url() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  void down() {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      down();
    }
  }
}
