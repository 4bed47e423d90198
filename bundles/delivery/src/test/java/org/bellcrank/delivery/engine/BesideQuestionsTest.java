package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.OrderReader.Answer;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions beside a record: what belongs to it stands in it, or nothing is concluded from it. */
class BesideQuestionsTest {

  private static final String BESIDE = "MaintenanceNotification('7')";
  private static final String CODES =
      "{\"d\":{\"to_Item\":{\"results\":[{\"MaintNotificationDamageCode\":\"PITT\"}]}}}";

  private final List<String> asked = new ArrayList<>();
  private final ConnectorInstance instance =
      new ConnectorInstance(
          "heilbronn",
          "sap-s4-order",
          "Heilbronn",
          "plant",
          URI.create("http://127.0.0.1:9"),
          Optional.empty(),
          Map.of(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty());
  private Connector connector;
  private String status = "TECO";
  private StepAnswer beside = answered(200, CODES);

  @BeforeEach
  void read() throws Exception {
    connector =
        ConnectorFolder.read(
            Path.of(System.getProperty("project.root"), "camel-routes", "sap-s4-order"));
  }

  private static StepAnswer answered(int status, String body) {
    return new StepAnswer.Answered(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer changed() throws InterruptedException {
    Gate gate = new Gate(System::nanoTime);
    gate.configure(
        instance,
        connector.limits(),
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 0.5));
    Connectors one =
        new Connectors() {
          @Override
          public Optional<Connector> find(String kind) {
            return Optional.of(connector);
          }

          @Override
          public List<Loaded> all() {
            return List.of();
          }
        };
    return new Questions(
            new Asking(
                request -> {
                  asked.add(request.path().substring(request.path().lastIndexOf('/') + 1));
                  return request.path().endsWith(BESIDE) ? beside : answered(200, orders());
                },
                () -> List.of(instance),
                one,
                Map.of("heilbronn", gate),
                Clock.systemUTC()))
        .changed("heilbronn", Instant.EPOCH, Optional.empty());
  }

  private String orders() {
    String order = "{\"MaintenanceNotification\":\"%s\",\"SystemStatusText\":\"%s\"}";
    return "{\"d\":{\"results\":[%s,%s]}}"
        .formatted(order.formatted("6", "REL"), order.formatted("7", status));
  }

  @Test
  void whatStandsBesideARecordIsReadWithItAndAskedForWhereItIsWantedAlone() throws Exception {
    Answer.Page page = (Answer.Page) changed();
    assertThat(asked).containsExactly("MaintenanceOrder", BESIDE);
    assertThat(page.orders())
        .extracting(ForeignOrder::foreignStatus)
        .containsExactly("released", "completed");
    assertThat(page.orders().get(1).closure().text("failureMode")).contains("PITT");
    assertThat(page.orders().get(0).closure().text("failureMode")).isEmpty();
  }

  @Test
  void whereItIsNotWantedNothingIsAsked() throws Exception {
    status = "REL";
    assertThat(((Answer.Page) changed()).orders()).hasSize(2);
    assertThat(asked).containsExactly("MaintenanceOrder");
  }

  @ParameterizedTest
  @CsvSource({"503, 503", "500, 500", "200, without JSON"})
  void whereItIsNotAnsweredTheWholePageIsPutOff(int code, String words) throws Exception {
    beside = answered(code, "<html>");
    assertThat(changed())
        .isInstanceOfSatisfying(
            Answer.Away.class, away -> assertThat(away.words()).contains(words));
  }

  @Test
  void whereThereIsNoneTheRecordIsReadWithoutIt() throws Exception {
    beside = answered(404, "{}");
    Answer.Page page = (Answer.Page) changed();
    assertThat(page.orders().get(1).foreignStatus()).isEqualTo("completed");
    assertThat(page.orders().get(1).closure().text("failureMode")).isEmpty();
  }
}
