package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each switch does to a sender, and how it is thrown from another process. */
class FaultsTest {

  private static final String ORDERS = "/api/v1/workorders";
  private final LeapClock clock = new LeapClock();
  private CustomRestDouble custom;
  private Client client;

  @BeforeEach
  void start() {
    custom = CustomRestDouble.start(DoubleOptions.free().clock(clock));
    client = Client.custom(custom);
  }

  @AfterEach
  void stop() {
    custom.close();
  }

  private Answer create() throws IOException {
    return client.post(ORDERS, Json.of("title", "Pit", "asset_tag", "LY-BS-101"));
  }

  @Test
  void nextHitsSoManyRequestsAndNoMore() throws IOException {
    custom
        .faults()
        .add(
            Fault.next(FaultKind.TOO_MANY_REQUESTS, 2)
                .on(Operation.CREATE)
                .retryAfter(Duration.ofSeconds(7)));
    Answer first = create();
    assertThat(first.status()).isEqualTo(429);
    assertThat(first.header("Retry-After")).isEqualTo("7");
    assertThat(client.get(ORDERS).status()).isEqualTo(200);
    assertThat(create().status()).isEqualTo(429);
    assertThat(create().status()).isEqualTo(201);
    assertThat(custom.faults().hits()).isEqualTo(2);
  }

  @Test
  void everyHitsEachThird() throws IOException {
    custom.faults().add(Fault.every(FaultKind.UNAVAILABLE, 3).after(1));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      statuses.add(client.get(ORDERS).status());
    }
    assertThat(statuses).containsExactly(200, 200, 200, 503, 200, 200, 503);
  }

  @Test
  void randomIsTheSameForTheSameSeed() throws IOException {
    List<List<Integer>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      custom.faults().clear();
      custom.faults().add(Fault.random(FaultKind.SERVER_ERROR, 0.5, 42));
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        statuses.add(client.get(ORDERS).status());
      }
      runs.add(statuses);
    }
    assertThat(runs.get(0)).contains(200, 500).isEqualTo(runs.get(1));
  }

  @Test
  void timeoutAfterCommitLeavesTheOrderAndNoAnswer() {
    custom.faults().add(Fault.next(FaultKind.TIMEOUT_AFTER_COMMIT, 1));
    assertThatThrownBy(this::create).isInstanceOf(IOException.class);
    assertThat(custom.books().orders()).hasSize(1);
  }

  @Test
  void closedBeforeProcessingLeavesNeither() {
    custom.faults().add(Fault.next(FaultKind.CLOSED_BEFORE_PROCESSING, 1));
    assertThatThrownBy(this::create).isInstanceOf(IOException.class);
    assertThat(custom.books().orders()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void onlyTheLateOnesLeaveAnOrderBehind(FaultKind kind) {
    custom.faults().add(Fault.next(kind, 1).lasting(Duration.ofMillis(50)));
    int status;
    try {
      status = create().status();
    } catch (IOException noAnswer) {
      status = 0;
    }
    int expected =
        switch (kind) {
          case TOO_MANY_REQUESTS -> 429;
          case UNAVAILABLE, MAINTENANCE -> 503;
          case SERVER_ERROR, SERVER_ERROR_AFTER_COMMIT -> 500;
          case KEY_EXPIRED -> 401;
          case FORBIDDEN -> 403;
          case SILENT_204 -> 204;
          case SILENT_200, PAGE_AFTER_COMMIT -> 200;
          case CLOSED_BEFORE_PROCESSING, TIMEOUT_AFTER_COMMIT -> 0;
          case HANG,
              HANG_AFTER_COMMIT,
              SLOW_BODY,
              CUT_AFTER_COMMIT,
              MANGLED_AFTER_COMMIT,
              HUGE_AFTER_COMMIT,
              BOMB_AFTER_COMMIT ->
              201;
        };
    boolean committed =
        switch (kind) {
          case SERVER_ERROR_AFTER_COMMIT,
              TIMEOUT_AFTER_COMMIT,
              HANG,
              HANG_AFTER_COMMIT,
              SLOW_BODY,
              PAGE_AFTER_COMMIT,
              CUT_AFTER_COMMIT,
              MANGLED_AFTER_COMMIT,
              HUGE_AFTER_COMMIT,
              BOMB_AFTER_COMMIT ->
              true;
          default -> false;
        };
    assertThat(status).isEqualTo(expected);
    assertThat(custom.books().orders()).hasSize(committed ? 1 : 0);
  }

  @Test
  void maintenanceEndsByTheClock() throws IOException {
    custom.faults().add(Fault.next(FaultKind.MAINTENANCE, 0).lasting(Duration.ofMinutes(10)));
    assertThat(client.get(ORDERS).status()).isEqualTo(503);
    clock.leap(Duration.ofMinutes(10));
    assertThat(client.get(ORDERS).status()).isEqualTo(200);
  }

  @Test
  void latencyDelaysEachAnswer() throws IOException {
    custom.faults().latency(Duration.ofMillis(120));
    long start = System.nanoTime();
    client.get(ORDERS);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
  }

  @Test
  void aSlowBodyComesWholeAndTakesItsTime() throws IOException {
    custom.faults().add(Fault.next(FaultKind.SLOW_BODY, 1).lasting(Duration.ofMillis(200)));
    long start = System.nanoTime();
    Answer answer = create();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
    assertThat(answer.at("number")).isEqualTo(custom.books().orders().get(0).number());
  }

  @Test
  void anotherProcessThrowsTheSwitches() throws IOException {
    Client other = new Client(custom.uri());
    Answer armed =
        other.post(
            "/_double/faults", Json.of("kind", "timeout_after_commit", "on", "create", "next", 1));
    assertThat(armed.at("faults.0.kind")).isEqualTo("TIMEOUT_AFTER_COMMIT");
    assertThatThrownBy(this::create).isInstanceOf(IOException.class);
    assertThat(other.get("/_double/faults").at("faults.0.hits")).isEqualTo(1);
    other.send("DELETE", "/_double/faults", java.net.http.HttpRequest.BodyPublishers.noBody());
    assertThat(other.get("/_double/faults").at("faults")).isEqualTo(List.of());
    other.post("/_double/latency", Json.of("milliseconds", 1));
    other.post("/_double/key", Json.of("expired", true));
    assertThat(create().status()).isEqualTo(401);
    other.post("/_double/key", Json.of("expired", false));
    assertThat(create().status()).isEqualTo(201);
    assertThat(
            other.post("/_double/status", Json.of("number", "OT-00302", "status", "done")).status())
        .isEqualTo(200);
    Answer books = other.get("/_double/books?brief");
    assertThat(books.at("count")).isEqualTo(2);
    assertThat(books.at("orders.1.status")).isEqualTo("done");
    assertThat(books.at("requests.CREATE")).isEqualTo(3);
  }

  @Test
  void switchesThatCannotBeReadAreRefused() throws IOException {
    Client other = new Client(custom.uri());
    for (Map<String, Object> wrong :
        List.of(
            Json.of("kind", "EARTHQUAKE"),
            Json.of("kind", "HANG", "on", "LUNCH"),
            Json.of("kind", "HANG", "next", "many"),
            Json.of("kind", "HANG", "probability", 2))) {
      assertThat(other.post("/_double/faults", wrong).status()).isEqualTo(400);
    }
    assertThat(other.get("/_double/nothing").status()).isEqualTo(404);
  }
}
