package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a step's call reaches a folder through its connector's route. */
class FileRouteTest {

  private static final String ROUTES =
      """
      - route:
          id: idoc-put
          from:
            uri: direct:idoc/put
            steps:
              - setProperty:
                  name: bellcrankFolder
                  simple: "${exchangeProperty.bellcrankContext[folder]}"
              - to: direct:bellcrank/file
      """;

  @TempDir Path folder;
  private final AtomicReference<FileRequest> seen = new AtomicReference<>();
  private volatile StepAnswer answer;
  private RouteHouse house;
  private CamelStepCaller caller;

  @BeforeEach
  void start() {
    house =
        new RouteHouse(
            Optional::empty,
            request -> {
              seen.set(request);
              return answer;
            });
    house.replace("idoc", Map.of("idoc.camel.yaml", ROUTES));
    caller =
        new CamelStepCaller(
            house.context(),
            new Credentials(folder, Map.of()),
            new CamelKeys(house.context(), () -> null),
            kind -> Optional.empty(),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    house.close();
  }

  private StepAnswer call(String method, String path, String query) {
    return caller.call(
        new StepRequest(
            "put",
            new ConnectorInstance(
                "sap",
                "idoc",
                "SAP",
                "plant",
                URI.create("https://sap.example/erp/"),
                Optional.empty(),
                Map.of("folder", "/mnt/sap"),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty()),
            method,
            path,
            query,
            Map.of("X-Step", "create"),
            "<IDOC/>".getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(2),
            Duration.ofSeconds(7)));
  }

  @Test
  void folderPathQueryAndContentReachIt() {
    answer = new StepAnswer.Answered(201, Map.of(), new byte[0]);
    call("PUT", "/in/BCK%20%2B1.xml", "named=A%2BB&in=in%3F%2Carchive");
    assertThat(seen.get().root()).isEqualTo("/mnt/sap");
    assertThat(seen.get().method()).isEqualTo("PUT");
    assertThat(seen.get().path()).isEqualTo("/in/BCK +1.xml");
    assertThat(seen.get().query()).isEqualTo(Map.of("named", "A+B", "in", "in?,archive"));
    assertThat(new String(seen.get().body(), StandardCharsets.UTF_8)).isEqualTo("<IDOC/>");
    assertThat(seen.get().answerTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(seen.get().toString()).doesNotContain("IDOC");
  }

  @Test
  void whatWasNotSentAndWhatIsNotKnownStayApart() {
    answer = new StepAnswer.NotSent("not mounted");
    assertThat(call("PUT", "/in/a.xml", "")).isEqualTo(answer);
    answer = new StepAnswer.Unknown("it hangs");
    assertThat(call("PUT", "/in/a.xml", "")).isEqualTo(answer);
  }

  @Test
  void theAnswerComesBackWithItsStatusAndNothingOfTheRequest() {
    answer =
        new StepAnswer.Answered(
            409, Map.of("content-type", "application/xml"), "<files/>".getBytes());
    StepAnswer.Answered back = (StepAnswer.Answered) call("PUT", "/in/a.xml", "");
    assertThat(back.status()).isEqualTo(409);
    assertThat(new String(back.body(), StandardCharsets.UTF_8)).isEqualTo("<files/>");
    assertThat(back.headers()).doesNotContainKey("x-step");
  }

  @Test
  void noConnectorTakesTheWayOutForItself() {
    for (String taken :
        new String[] {
          ROUTES.replace("idoc-put", "bellcrank-file"),
          ROUTES.replace("direct:idoc/put", "direct:bellcrank/file")
        }) {
      assertThatThrownBy(() -> house.replace("other", Map.of("other.camel.yaml", taken)))
          .isInstanceOf(RuntimeException.class);
    }
    answer = new StepAnswer.NotSent("still there");
    assertThat(call("PUT", "/in/a.xml", "")).isEqualTo(answer);
  }
}
