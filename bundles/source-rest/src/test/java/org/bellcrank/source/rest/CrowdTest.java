package org.bellcrank.source.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More than the threads and the places to wait, on an address that others reach. */
class CrowdTest {

  private static final String REQUEST =
      "GET /held HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

  private static final String ANSWER = "HTTP/1.1 204";

  private final ExecutorService waiting = Executors.newCachedThreadPool();
  private final CountDownLatch held = new CountDownLatch(1);

  private void hold(HttpExchange exchange) throws IOException {
    try (exchange) {
      held.await();
      exchange.sendResponseHeaders(204, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Listening listening() throws IOException {
    Signing signing =
        new Signing(
            Signing.Scheme.NONE,
            "X-Signature",
            new Secrets(List.of(), "Test"),
            Duration.ofSeconds(1),
            4096,
            Clock.systemUTC());
    Door door = new Door(Door.Types.JSON, "http", List.of("127.0.0.1"));
    return new Listening(
        new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0),
        List.of(new Listening.Way("/held", door, this::hold)),
        signing,
        Optional.empty(),
        false);
  }

  private static Socket ask(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(90_000);
    socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String answer(Socket socket) {
    try {
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    } catch (IOException e) { // such as a reset
      return "";
    }
  }

  @Test
  @Timeout(180)
  void whoComesWhenAllThreadsAndPlacesAreTakenIsCutOffAndAllOthersAreAnswered() throws Exception {
    int room = Listening.THREADS + Listening.WAITING;
    List<Socket> senders = new ArrayList<>();
    try (Listening listening = listening()) {
      for (int i = 0; i < room + 20; i++) {
        senders.add(ask(listening.port()));
      }
      CountDownLatch cut = new CountDownLatch(20);
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (Socket each : senders) {
        answers.add(CompletableFuture.supplyAsync(() -> answer(each), waiting));
        answers.get(answers.size() - 1).thenRun(cut::countDown);
      }
      assertThat(cut.await(60, TimeUnit.SECONDS)).as("cut off while others are held").isTrue();
      held.countDown();
      assertThat(answers.stream().map(CompletableFuture::join).filter(ANSWER::equals))
          .hasSize(room);
      try (Socket next = ask(listening.port())) {
        assertThat(answer(next)).isEqualTo(ANSWER);
      }
    } finally {
      held.countDown();
      waiting.shutdownNow();
      for (Socket each : senders) {
        each.close();
      }
    }
  }
}
