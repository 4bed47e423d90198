package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectionTest;
import org.bellcrank.delivery.ConnectionTest.Outcome;
import org.bellcrank.delivery.ConnectionTest.Stage;
import org.bellcrank.delivery.ConnectionTest.Tested;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A test of a connection as a person asks for it. */
class ConnectionRoutesTest {

  private static final Instant NOW = Instant.parse("2026-03-29T06:00:00Z");

  private final Desks desks = new Desks();
  private final Route route = new ConnectionRoutes(desks).all().get(0);

  @AfterEach
  void noInterruptIsLeftBehind() {
    Thread.interrupted();
  }

  @Test
  void itIsAskedForByNameAndAnswersStepByStep() {
    ConnectionTest test =
        (instance, who) -> {
          assertThat(who).isEqualTo("Ada");
          return new Tested(
              instance,
              NOW,
              List.of(
                  stage("ready", Outcome.WELL, Optional.empty(), ""),
                  stage("look", Outcome.FAILED, Optional.of(Trouble.PATH), "Check the address.")));
        };
    desks.setConnections(test);
    Facts told = ((Answer.Json) post(Facts.with("who", " Ada ").build())).facts();
    assertThat(told.values()).containsEntry("instance", "bedford").containsEntry("well", false);
    assertThat(told.factsList("stages").get(0).values())
        .containsEntry("outcome", "WELL")
        .doesNotContainKeys("trouble", "advice", "status");
    assertThat(told.factsList("stages").get(1).values())
        .containsEntry("trouble", "PATH")
        .containsEntry("millis", 12L)
        .containsEntry("advice", "Check the address.");
    assertThat(route.method()).as("nobody's page may ask by a link").isEqualTo("POST");
  }

  @Test
  void withoutANameNothingIsAsked() {
    desks.setConnections(
        (instance, who) -> {
          throw new AssertionError("asked");
        });
    assertThat(post(Facts.empty())).isInstanceOf(Answer.Refused.class);
    assertThat(post(Facts.with("who", "  ").build())).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void whatCannotBeTriedIsSaid() {
    Facts ada = Facts.with("who", "Ada").build();
    assertThat(post(ada)).isInstanceOf(Answer.Conflict.class);
    desks.setConnections(
        (instance, who) -> {
          throw new IllegalArgumentException("given instance 'bedford'; allowed: one");
        });
    assertThat(post(ada)).isEqualTo(new Answer.Refused("given instance 'bedford'; allowed: one"));
    desks.setConnections(
        (instance, who) -> {
          throw new IllegalStateException("is being tried already");
        });
    assertThat(post(ada)).isEqualTo(new Answer.Conflict("is being tried already"));
    desks.setConnections(
        (instance, who) -> {
          throw new InterruptedException();
        });
    assertThat(post(ada)).isInstanceOf(Answer.Conflict.class);
  }

  private Answer post(Facts body) {
    byte[] bytes = body.json().getBytes(StandardCharsets.UTF_8);
    return route.answer(new Request(Map.of("id", "bedford"), Map.of(), bytes));
  }

  private static Stage stage(
      String name, Outcome outcome, Optional<Trouble> trouble, String advice) {
    return new Stage(
        name, outcome, trouble, Duration.ofMillis(12), OptionalInt.empty(), "words", advice);
  }
}
