package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera on the network goes and comes back while the shipped gateway looks through it. */
@Timeout(240)
class LostCameraTest {

  private static final Path SERVER =
      Command.HOME.resolve("bundles/vision-javacv/src/test/resources/rtsp/server.py");
  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration START = Duration.ofSeconds(90);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int console;

  @BeforeEach
  void needsTheServer() throws Exception {
    boolean there =
        Files.isExecutable(Path.of(PYTHON))
            && new ProcessBuilder(
                        PYTHON,
                        "-c",
                        "import gi; gi.require_version('GstRtspServer','1.0');"
                            + "from gi.repository import Gst, GstRtspServer; Gst.init(None);"
                            + "assert Gst.ElementFactory.find('x264enc')")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor()
                == 0;
    if (!there) {
      System.err.println(
          "SKIPPED: a lost camera was NOT tested; it needs gir1.2-gst-rtsp-server-1.0, python3-gi"
              + " and gstreamer1.0-plugins-{base,good,ugly}");
    }
    Assumptions.assumeTrue(there);
  }

  @Test
  void theLossIsToldOnceAndFramesComeAgainByThemselves() throws Exception {
    int port = Command.freePort();
    console = Command.freePort();
    Process server = server(port);
    try (Command demo =
        Command.start(
            folder,
            "demo",
            "--source",
            "rtsp://127.0.0.1:" + port + "/cell",
            "--verbose",
            "--data",
            folder.resolve("data").toString(),
            "--port",
            String.valueOf(console))) {
      Wait.until(START, () -> frames() > 10);
      end(server);
      Wait.until(Duration.ofSeconds(40), () -> camera("state").equals("LOST"));
      long before = frames();
      server = server(port);
      Wait.until(Duration.ofSeconds(60), () -> frames() > before + 10);
      assertThat(camera("state")).isEqualTo("RUNNING");
      List<String> told =
          demo.complained().stream().filter(line -> line.contains("camera cam-bedford: ")).toList();
      assertThat(told).filteredOn(line -> line.contains("WARN")).hasSize(1);
      assertThat(told.get(0)).contains("rtsp://127.0.0.1:" + port + "/cell").contains("again");
      assertThat(told).filteredOn(line -> line.contains("frames come again")).hasSize(1);
      demo.terminate();
      assertThat(demo.status(Duration.ofSeconds(12))).as(demo.all()).isEqualTo(143);
    } finally {
      end(server);
    }
  }

  private Process server(int port) throws IOException {
    return new ProcessBuilder(PYTHON, SERVER.toString(), String.valueOf(port))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("server.txt").toFile())
        .start();
  }

  private static void end(Process server) throws InterruptedException {
    server.destroyForcibly().waitFor();
  }

  private long frames() throws Exception {
    return overview().stream().mapToLong(each -> each.whole("frames").orElse(0)).sum();
  }

  private String camera(String key) throws Exception {
    return overview().get(0).requireText(key);
  }

  private List<Facts> overview() throws Exception {
    URI address = URI.create("http://127.0.0.1:" + console + "/api/overview");
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build(),
              HttpResponse.BodyHandlers.ofString());
      return Facts.parse(answer.body()).factsList("cameras");
    } catch (IOException e) {
      return List.of(); // not listening yet
    }
  }
}
