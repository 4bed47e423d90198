package org.bellcrank.vision.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bellcrank.vision.CameraException;
import org.bellcrank.vision.Frame;
import org.bellcrank.vision.FrameStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real RTSP server (Debian's GStreamer), a real camera address, a real loss in mid-stream. */
@Timeout(90)
class RtspTest {

  private static final String PYTHON = "/usr/bin/python3";

  private final int port = freePort();

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port on this machine", e);
    }
  }

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
          "SKIPPED: RTSP was NOT tested; it needs gir1.2-gst-rtsp-server-1.0, python3-gi and"
              + " gstreamer1.0-plugins-{base,good,ugly}");
    }
    Assumptions.assumeTrue(there);
  }

  private Process server() throws IOException {
    Path script = Footage.folder().resolve("server.py");
    try (InputStream in = RtspTest.class.getResourceAsStream("/rtsp/server.py")) {
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Process process =
        new ProcessBuilder(PYTHON, script.toString(), String.valueOf(port))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("ready");
    return process;
  }

  @Test
  void framesComeTheLossIsNoticedAndTheyComeAgain() throws Exception {
    Camera camera =
        Footage.camera(
            Map.of("source", "rtsp://127.0.0.1:" + port + "/cell", "timeout.seconds", 3));
    Process first = server();
    try (FrameStream stream = camera.open()) {
      for (int n = 0; n < 20; n++) {
        Frame frame = stream.next().orElseThrow();
        assertThat(frame.image().width()).isEqualTo(320);
        assertThat(frame.recording()).isEmpty();
      }
      first.destroyForcibly().waitFor();
      long start = System.nanoTime();
      assertThat(endsOrBreaks(stream)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    } finally {
      first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    assertThatThrownBy(camera::open)
        .isInstanceOf(CameraException.class)
        .hasMessageContaining("tried again");
    Process second = server();
    try (FrameStream stream = camera.open()) {
      assertThat(stream.next()).isPresent();
    } finally {
      second.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** Frames that were under way may still come; then the stream ends or breaks. */
  private static boolean endsOrBreaks(FrameStream stream) throws InterruptedException {
    try {
      for (int n = 0; n < 500; n++) {
        if (stream.next().isEmpty()) {
          return true;
        }
      }
      return false;
    } catch (CameraException e) {
      return true;
    }
  }
}
