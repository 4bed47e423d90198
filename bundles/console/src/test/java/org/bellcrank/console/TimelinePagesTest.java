package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** What happened is on one page of a timeline, and on one only. */
class TimelinePagesTest extends TimelineRig {

  private static final int DAY = 24 * 60;

  @Test
  void aDecisionStandsWhereItWasMadeHoweverLongAgoItsFindingWasSeen() {
    found("old", "motor/heat", 8 * DAY, Disposition.IN_REVIEW);
    move("old#0", 60, Disposition.RAISED);
    Facts told = timeline("pump", Map.of());
    assertThat(kinds(told)).containsExactly("DECISION");
    assertThat(told.factsList("events").get(0).values()).containsEntry("finding", "old#0");
  }

  @Test
  void aDecisionOnAFindingOfALaterPageStandsOnTheFirst() {
    found("old", "motor/heat", 600, Disposition.IN_REVIEW);
    for (int i = 0; i < 260; i++) {
      found("f" + i, "motor/heat", 100 + i, Disposition.LOGGED);
    }
    move("old#0", 10, Disposition.RAISED);
    assertThat(kinds(timeline("pump", Map.of("limit", "2")))).startsWith("DECISION");
    assertThat(ofAll("pump", Map.of("limit", "2")))
        .hasSize(262)
        .first()
        .satisfies(first -> assertThat(first.requireText("kind")).isEqualTo("DECISION"));
  }

  @Test
  void whatIsNotAskedForTakesNoPlaceOnAPage() {
    note("trend.ended", "motor/heat", 900, Facts.with("trend", "wear"));
    found("old", "motor/heat", 901, Disposition.IN_REVIEW);
    move("old#0", 899, Disposition.DISMISSED);
    for (int i = 0; i < 240; i++) {
      note("asset.operating", "pump", 500 - i, Facts.with("state", "s" + i));
      found("f" + i, "motor/heat", 500 - i, Disposition.LOGGED);
    }
    assertThat(kinds(timeline("pump", Map.of("kinds", "trend", "limit", "5"))))
        .containsExactly("TREND");
    assertThat(kinds(timeline("pump", Map.of("kinds", "decision", "limit", "5"))))
        .containsExactly("DECISION");
  }

  @Test
  void ordersOfAllAssetsBelowComeInPagesWithTheirMoves() {
    for (int i = 0; i < 230; i++) {
      WorkOrder order = order("wo-" + i, i % 2 == 0 ? "motor" : "fan", 1_000 - 2 * i);
      end(order, 999 - 2 * i);
    }
    order("early", "pump", 30 * DAY);
    List<Facts> all = ofAll("works", Map.of("limit", "3"));
    assertThat(all).hasSize(460);
    assertThat(all)
        .filteredOn(each -> each.requireText("kind").equals("LIFE"))
        .hasSize(230)
        .allSatisfy(
            each ->
                assertThat(each.values())
                    .containsEntry("from", "APPROVED")
                    .containsEntry("to", "CLOSED"));
  }

  @Test
  void anOrderOfOldThatEndsIsToldWithTheStatusThatItHad() {
    end(order("motor", 30 * DAY), 20);
    assertThat(timeline("pump", Map.of()).factsList("events"))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.values())
                    .containsEntry("kind", "LIFE")
                    .containsEntry("from", "APPROVED")
                    .containsEntry("to", "CLOSED"));
  }

  @Test
  void aPageThatBeginsWithinAStretchReadsTheWholeOfIt() {
    int noonYesterday = DAY;
    record("motor/heat", noonYesterday + 60, 10);
    record("motor/heat", noonYesterday - 60, 90);
    for (int i = 0; i < 3; i++) {
      found("f" + i, "motor/heat", noonYesterday - 30 + i * 30, Disposition.LOGGED);
    }
    List<Facts> readings =
        ofAll("pump", Map.of("limit", "1")).stream()
            .filter(each -> each.requireText("kind").equals("READINGS"))
            .toList();
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).factsList("readings").get(0).values())
        .containsEntry("count", 120L)
        .containsEntry("greatest", 91.0)
        .containsEntry("mean", 50.0);
  }

  @Test
  void readingsOfAVeryLongTimeComeInPages() {
    record("motor/heat", 600 * DAY, 10);
    record("motor/heat", 10 * DAY, 20);
    Map<String, String> query = Map.of("since", at(700 * DAY).toString());
    Facts first = timeline("works", query);
    assertThat(first.factsList("events")).hasSize(1);
    assertThat(first.text("next")).isPresent();
    assertThat(ofAll("works", query)).hasSize(2);
  }

  /** Page after page, until there is no more. */
  private List<Facts> ofAll(String asset, Map<String, String> query) {
    List<Facts> all = new ArrayList<>();
    Map<String, String> asked = new HashMap<>(query);
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      Facts page = timeline(asset, asked);
      all.addAll(page.factsList("events"));
      next = page.text("next");
      next.ifPresent(until -> asked.put("until", until));
    }
    return all;
  }
}
