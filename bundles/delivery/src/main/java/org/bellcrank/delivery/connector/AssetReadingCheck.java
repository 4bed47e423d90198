package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.document.MapNode;

/** Holds how a connector reads the register against its routes and against itself. */
final class AssetReadingCheck {

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final Set<OrderReading.By> COUNTED =
      EnumSet.of(OrderReading.By.NUMBER, OrderReading.By.OFFSET);

  private final Connector connector;
  private final AssetReading reading;
  private final Problems problems;
  private final QuestionCheck shared;

  AssetReadingCheck(Connector connector, MapNode root, Problems problems) {
    this.connector = connector;
    this.problems = problems;
    shared = new QuestionCheck(root, problems);
    reading = connector.assets().orElseThrow();
  }

  void run() {
    if (reading.every().compareTo(SHORTEST) < 0) {
      shared.add(
          "every",
          reading.every().toString(),
          "PT1M or more",
          "a register is not read in whole all the time");
    }
    shared.route("all", reading.call(), ServedRoutes.of(connector, problems));
    shared.pages("all", reading.call(), reading.pages());
    boolean counted = COUNTED.contains(reading.pages().by());
    if (counted && !QuestionCheck.names(reading.call().request()).contains("page.size")) {
      shared.add(
          "all",
          reading.pages().by() + " without page.size",
          "page.size",
          "how many records a page has would be the server's choice");
    }
    if (QuestionCheck.names(reading.call().request()).contains("mark.since")) {
      shared.add("all", "mark.since", "none of it", "the register is read in whole");
    }
    reading.names().forEach(shared::name);
    if (reading
        .status()
        .filter(status -> !status.meanings().containsValue(ForeignAsset.State.RETIRED))
        .isPresent()) {
      shared.add("status", "no word for retired", "at least one", "no asset would ever be retired");
    }
  }
}
