package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.SqlCaller;
import org.bellcrank.delivery.SqlRequest;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step whose route goes to a database: what leaves by that way, and what comes back. */
class SqlRouteTest {

  private static final String ROUTES =
      """
      - route:
          id: mp2-call
          from:
            uri: direct:mp2/call
            steps:
              - to: direct:bellcrank/sql
      """;
  private static final String BODY = "{\"statements\":[]}";

  @TempDir Path folder;
  private final AtomicReference<SqlRequest> seen = new AtomicReference<>();
  private volatile StepAnswer answer;
  private volatile boolean there = true;
  private RouteHouse house;
  private CamelStepCaller caller;

  @BeforeEach
  void start() throws IOException {
    Path key = folder.resolve("mp2");
    Files.writeString(key, "gateway:the-password");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    SqlCaller database =
        request -> {
          seen.set(request);
          return answer;
        };
    house = new RouteHouse(() -> there ? Optional.of(database) : Optional.empty());
    house.replace("mp2", Map.of("mp2.camel.yaml", ROUTES));
    caller =
        new CamelStepCaller(
            house.context(),
            new Credentials(folder, Map.of()),
            new CamelKeys(house.context(), () -> null),
            kind -> Optional.empty(),
            java.time.Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    house.close();
  }

  private StepAnswer call() {
    return caller.call(
        new StepRequest(
            "call",
            new ConnectorInstance(
                "mp2-hall-b",
                "mp2",
                "MP2",
                "plant",
                URI.create("jdbc:postgresql://127.0.0.1:5432/mp2?sslmode=disable"),
                Optional.of("secret:mp2"),
                Map.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty()),
            "POST",
            "/",
            "",
            Map.of("X-Step", "create"),
            BODY.getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(2),
            Duration.ofSeconds(7)));
  }

  @Test
  void statementsCredentialAndTimesReachTheDatabase() {
    answer = new StepAnswer.Answered(200, Map.of("content-type", "application/json"), new byte[0]);
    call();
    assertThat(seen.get().address())
        .isEqualTo(URI.create("jdbc:postgresql://127.0.0.1:5432/mp2?sslmode=disable"));
    assertThat(seen.get().credential()).contains("gateway:the-password");
    assertThat(new String(seen.get().body(), StandardCharsets.UTF_8)).isEqualTo(BODY);
    assertThat(seen.get().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(seen.get().answerTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(seen.get().toString()).doesNotContain("the-password");
  }

  @Test
  void theAnswerComesBackWithItsStatusAndNothingOfTheRequest() {
    answer =
        new StepAnswer.Answered(
            409,
            Map.of("content-type", "application/json"),
            "{\"sqlState\":\"23505\"}".getBytes(StandardCharsets.UTF_8));
    StepAnswer.Answered back = (StepAnswer.Answered) call();
    assertThat(back.status()).isEqualTo(409);
    assertThat(new String(back.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"sqlState\":\"23505\"}");
    assertThat(back.headers())
        .containsEntry("content-type", "application/json")
        .doesNotContainKey("x-step");
  }

  @Test
  void whatWasNotSentAndWhatIsNotKnownStayApart() {
    answer = new StepAnswer.NotSent("no connection");
    assertThat(call()).isEqualTo(answer);
    answer = new StepAnswer.Unknown("no answer to the commit");
    assertThat(call()).isEqualTo(answer);
  }

  @Test
  void wordsThatRepeatThePasswordComeBackWithoutIt() {
    answer = new StepAnswer.Unknown("login as the-password");
    assertThat(call()).isEqualTo(new StepAnswer.Unknown("login as ***"));
  }

  @Test
  void withoutWhatReachesDatabasesNothingIsSent() {
    there = false;
    assertThat(call()).isInstanceOf(StepAnswer.NotSent.class);
    assertThat(call().toString()).contains("delivery-jdbc");
  }

  @Test
  void noConnectorTakesTheWayOutForItself() {
    for (String taken :
        new String[] {
          ROUTES.replace("mp2-call", "bellcrank-sql"),
          ROUTES.replace("direct:mp2/call", "direct:bellcrank/sql")
        }) {
      assertThatThrownBy(() -> house.replace("other", Map.of("other.camel.yaml", taken)))
          .isInstanceOf(RuntimeException.class);
    }
    answer = new StepAnswer.NotSent("still there");
    assertThat(call()).isEqualTo(answer);
  }
}
