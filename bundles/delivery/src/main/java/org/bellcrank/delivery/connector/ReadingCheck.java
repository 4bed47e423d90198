package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.Set;
import org.bellcrank.delivery.connector.OrderReading.Also;
import org.bellcrank.delivery.connector.OrderReading.Changed;
import org.bellcrank.document.MapNode;
import org.bellcrank.workorder.OrderStatus;

/** Holds how a connector reads against its routes and against itself. */
final class ReadingCheck {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Connector connector;
  private final OrderReading reading;
  private final QuestionCheck shared;
  private final Problems problems;

  ReadingCheck(Connector connector, MapNode root, Problems problems) {
    this.connector = connector;
    shared = new QuestionCheck(root, problems);
    this.problems = problems;
    reading = connector.reading().orElseThrow();
  }

  void run() {
    if (reading.every().compareTo(SHORTEST) < 0) {
      shared.add(
          "every", reading.every().toString(), "PT1S or more", "a CMMS is not asked all the time");
    }
    ServedRoutes served = ServedRoutes.of(connector, problems);
    reading.changed().ifPresent(changed -> shared.route("changed", changed.call(), served));
    reading.one().ifPresent(one -> shared.route("one", one.call(), served));
    reading.also().forEach((name, also) -> also(name, also, served));
    reading.changed().ifPresent(this::changed);
    reading.names().forEach(shared::name);
    ends();
  }

  private void also(String name, Also also, ServedRoutes served) {
    shared.route("also", also.call(), served);
    if (also.call().format() != Content.Format.JSON) {
      shared.add("also", name, "answers in JSON", "an answer in XML cannot stand in another");
    }
  }

  private void changed(Changed changed) {
    Set<String> names = QuestionCheck.names(changed.call().request());
    if (names.contains("mark.since") && reading.identity().changedAt().isEmpty()) {
      shared.add(
          "order",
          "no changedAt",
          "changedAt beside a question with mark.since",
          "the next reading begins where the newest change was");
    }
    shared.pages("changed", changed.call(), changed.pages());
    shared.form("changed", "since", changed.since());
  }

  /** Without an end an order would stay open for ever. */
  private void ends() {
    if (!reading.meanings().containsValue(OrderStatus.CLOSED)) {
      shared.add("status", "no word for closed", "at least one", "no order would ever be closed");
    }
  }
}
