package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.testing.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that do not end, or grow when they are unpacked, are given up and told. */
@Timeout(60)
class HugeAnswersTest {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicBoolean hungUp = new AtomicBoolean();
  private CamelDelivery camel;
  private ServerSocket server;

  interface Answer {
    void write(OutputStream out) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    Path key = Files.createDirectories(folder.resolve("keys")).resolve("k");
    Files.writeString(key, "gateway:secret");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    camel = new CamelDelivery(folder.resolve("keys"), SHIPPED.toString(), 1000);
    Until.is(() -> camel.find("custom-rest").isPresent(), camel::all);
  }

  @AfterEach
  void stop() throws IOException {
    camel.close();
    server.close();
    threads.shutdownNow();
  }

  private void serve(Answer answer) throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
              socket.getInputStream().read(new byte[8192]);
              answer.write(socket.getOutputStream());
            } catch (IOException givenUp) {
              hungUp.set(true); // the gateway has read enough, or the test is over
            }
          }
        });
  }

  private StepAnswer call() throws InterruptedException {
    ConnectorInstance instance =
        new ConnectorInstance(
            "lyon",
            "custom-rest",
            "Lyon",
            "plant",
            URI.create("http://127.0.0.1:" + server.getLocalPort()),
            Optional.of("secret:k"),
            Map.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty());
    return camel.call(
        new StepRequest(
            "call",
            instance,
            "GET",
            "/api/v1/workorders",
            "",
            Map.of(),
            new byte[0],
            Duration.ofSeconds(2),
            Duration.ofSeconds(5)));
  }

  private static byte[] head(String more) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + more + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void anAnswerThatDoesNotEndIsGivenUpAfterItsLimit() throws Exception {
    serve(
        out -> {
          out.write(head("Connection: close\r\n"));
          byte[] much = new byte[MEGABYTE];
          while (sent.get() < 512) {
            out.write(much);
            sent.incrementAndGet();
          }
        });
    StepAnswer answer = call();
    assertThat(answer).isInstanceOf(StepAnswer.Unknown.class);
    assertThat(((StepAnswer.Unknown) answer).words()).contains("longer than 16 MiB");
    assertThat(sent).as("megabytes that the server could send").hasValueLessThan(64);
    Until.is(hungUp::get, () -> "the connection is kept");
  }

  @Test
  void anAnswerThatGrowsWhenItIsUnpackedIsGivenUpAfterItsLimit() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 64; i++) {
        zip.write(new byte[MEGABYTE]);
      }
    }
    serve(
        out -> {
          out.write(head("Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n"));
          packed.writeTo(out);
        });
    StepAnswer answer = call();
    assertThat(answer).isInstanceOf(StepAnswer.Unknown.class);
    assertThat(((StepAnswer.Unknown) answer).words()).contains("longer than 16 MiB");
  }

  @Test
  void anAnswerOfSomeMegabytesIsTakenWhole() throws Exception {
    byte[] body = "x".repeat(8 * MEGABYTE).getBytes(StandardCharsets.US_ASCII);
    serve(
        out -> {
          out.write(head("Connection: close\r\nContent-Length: " + body.length + "\r\n"));
          out.write(body);
        });
    for (int i = 0; i < 2; i++) {
      StepAnswer answer = call();
      assertThat(answer).isInstanceOf(StepAnswer.Answered.class);
      assertThat(((StepAnswer.Answered) answer).body()).hasSize(body.length);
    }
  }
}
