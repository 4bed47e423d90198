package org.bellcrank.console;

import java.util.List;
import org.bellcrank.delivery.ConnectionTest;
import org.bellcrank.journal.Facts;

/** A person tries whether an instance can be reached and read; nothing is changed there. */
final class ConnectionRoutes {

  private final Desks desks;

  ConnectionRoutes(Desks desks) {
    this.desks = desks;
  }

  List<Route> all() {
    return List.of(Decision.route("/api/connectors/{id}/test", this::test));
  }

  private Facts test(Decision decision) {
    try {
      return facts(desks.connections().test(decision.id(), decision.who()));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The gateway stops; the test was not ended", stopping);
    }
  }

  private static Facts facts(ConnectionTest.Tested tested) {
    return Facts.with("instance", tested.instance())
        .put("at", tested.at())
        .put("well", tested.well())
        .put("stages", tested.stages().stream().map(ConnectionRoutes::stage).toList())
        .build();
  }

  private static Facts stage(ConnectionTest.Stage stage) {
    return Facts.with("name", stage.name())
        .put("outcome", stage.outcome())
        .put("trouble", stage.trouble())
        .put("millis", stage.took().toMillis())
        .put("status", stage.status().isPresent() ? stage.status().getAsInt() : null)
        .put("words", stage.words())
        .put("advice", stage.advice().isEmpty() ? null : stage.advice())
        .build();
  }
}
