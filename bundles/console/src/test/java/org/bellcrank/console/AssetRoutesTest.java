package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** What happened to an asset and what is below it. */
class AssetRoutesTest extends TimelineRig {

  @Test
  void readingsAlertsOrdersAndTheirEndComeInTheOrderOfTimeWithWhatIsBelow() {
    record("motor/heat", 50, 71);
    record("motor/heat", 49, 73);
    note(
        "device.status",
        "pump/pressure",
        45,
        Facts.with("status", "FLAT_LINE").put("detail", "stuck"));
    found("f1", "motor/heat", 40, Disposition.IN_REVIEW);
    note("asset.operating", "pump", 35, Facts.with("state", "idle").put("since", at(36)));
    move("f1#0", 30, Disposition.RAISED);
    WorkOrder order = order("motor", 30);
    end(order, 20);
    note(
        "trend.ended", "motor/heat", 10, Facts.with("trend", "wear").put("failureMode", "blocked"));
    found("elsewhere", "fan/heat", 5, Disposition.LOGGED);

    Facts told = timeline("pump", Map.of("since", at(120).toString()));

    assertThat(kinds(told))
        .containsExactly(
            "TREND", "LIFE", "ORDER", "DECISION", "OPERATING", "FINDING", "DEVICE", "READINGS");
    List<Facts> events = told.factsList("events");
    assertThat(events)
        .extracting(each -> Instant.parse(each.requireText("at")))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(events.get(4).instant("since")).as("by the machine's time").contains(at(36));
    assertThat(events.get(1).values())
        .containsEntry("order", "wo-1")
        .containsEntry("to", "CLOSED")
        .containsEntry("asset", "motor")
        .containsEntry("assetName", "Motor");
    assertThat(events.get(3).values())
        .containsEntry("finding", "f1#0")
        .containsEntry("from", "IN_REVIEW")
        .containsEntry("to", "RAISED");
    assertThat(events.get(5).values())
        .containsEntry("finding", "f1#0")
        .containsEntry("point", "motor/heat")
        .containsEntry("disposition", "RAISED");
    assertThat(events.get(6).values())
        .containsEntry("point", "pump/pressure")
        .containsEntry("status", "FLAT_LINE");
    assertThat(events.get(7).factsList("readings").get(0).values())
        .containsEntry("point", "motor/heat")
        .containsEntry("count", 120L)
        .containsEntry("mean", 72.0);
    assertThat(told.factsList("path"))
        .extracting(each -> each.requireText("id"))
        .containsExactly("works", "pump");
    assertThat(told.factsList("children")).singleElement();
  }

  @Test
  void aTrendThatBeginsAnewAndOneThatGoesOnSayWhatFellAndSinceWhen() {
    note(
        "trend.afresh",
        "motor/heat",
        20,
        Facts.with("trend", "wear")
            .put("failureMode", "blocked")
            .put("since", at(40))
            .put("fellFrom", 7.5)
            .put("fellTo", 2.25));
    note(
        "trend.returned",
        "motor/heat",
        10,
        Facts.with("trend", "wear")
            .put("failureMode", "blocked")
            .put("since", at(600))
            .put("fell", at(40)));

    List<Facts> events = timeline("pump", Map.of("kinds", "TREND")).factsList("events");

    assertThat(events)
        .extracting(each -> each.requireText("turn"))
        .containsExactly("RETURNED", "AFRESH");
    assertThat(events.get(0).instant("since")).contains(at(600));
    assertThat(events.get(0).instant("fell")).contains(at(40));
    assertThat(events.get(1).values())
        .containsEntry("fellFrom", 7.5)
        .containsEntry("fellTo", 2.25)
        .containsEntry("point", "motor/heat")
        .containsEntry("failureMode", "blocked");
    assertThat(events.get(1).instant("since")).contains(at(40));
  }

  private static Facts gap(String point, int from, int to, long values, String why) {
    return Facts.with("point", point)
        .put("from", at(from))
        .put("to", at(to))
        .put("values", values)
        .put(
            "open",
            why.isEmpty() ? null : List.of(Facts.with("from", at(from)).put("why", why).build()))
        .build();
  }

  @Test
  void anOutageIsOneLineThatSaysWhatWasFilledOfThePointsBelow() {
    note(
        "gaps.told",
        "plc",
        20,
        Facts.with("source", "history of plc-4")
            .put(
                "points",
                List.of(
                    gap("motor/heat", 40, 30, 60, ""),
                    gap("pump/pressure", 50, 35, 2, "history refused"),
                    gap("fan/heat", 90, 10, 500, ""))));
    note(
        "gaps.told",
        "plc",
        10,
        Facts.with("source", "history of plc-4")
            .put("points", List.of(gap("fan/heat", 15, 12, 1, ""))));

    assertThat(timeline("pump", Map.of("kinds", "GAP")).factsList("events"))
        .singleElement()
        .satisfies(
            gap ->
                assertThat(gap.values())
                    .containsEntry("points", 2L)
                    .containsEntry("values", 62L)
                    .containsEntry("from", at(50).toString())
                    .containsEntry("to", at(30).toString())
                    .containsEntry("open", 1L)
                    .containsEntry("why", "history refused")
                    .doesNotContainKey("point"));
    assertThat(timeline("motor", Map.of("kinds", "GAP")).factsList("events"))
        .singleElement()
        .satisfies(
            gap ->
                assertThat(gap.values())
                    .containsEntry("point", "motor/heat")
                    .containsEntry("asset", "motor")
                    .containsEntry("values", 60L));
  }

  @Test
  void aTimeIsReadFromItsBeginningToBeforeItsEnd() {
    found("early", "motor/heat", 60, Disposition.LOGGED);
    found("first", "motor/heat", 50, Disposition.LOGGED);
    found("last", "motor/heat", 40, Disposition.LOGGED);
    Facts told = timeline("pump", Map.of("since", at(50).toString(), "until", at(40).toString()));
    assertThat(told.factsList("events"))
        .extracting(each -> each.requireText("finding"))
        .containsExactly("first#0");
    assertThat(told.values()).doesNotContainKey("next");
  }

  @Test
  void whatDoesNotFitOnAPageFollowsOnTheNextAndWhatHappenedAtOnceStaysTogether() {
    found("a", "motor/heat", 30, Disposition.LOGGED);
    found("b", "motor/heat", 20, Disposition.LOGGED);
    found("c", "motor/heat", 20, Disposition.LOGGED);
    found("d", "motor/heat", 10, Disposition.LOGGED);
    Facts page = timeline("works", Map.of("limit", "2"));
    assertThat(page.factsList("events"))
        .extracting(each -> each.requireText("finding"))
        .containsExactly("d#0", "c#0", "b#0");
    Facts next = timeline("works", Map.of("limit", "2", "until", page.requireText("next")));
    assertThat(next.factsList("events"))
        .extracting(each -> each.requireText("finding"))
        .containsExactly("a#0");
  }

  @Test
  void aFindingThatJoinsAnOrderIsNoMoveOfTheOrder() {
    WorkOrder order = order("pump", 30);
    store.commit(
        unit -> {
          unit.port(OrderBook.class).change(order, at(20), "a finding joined it");
          return null;
        });
    assertThat(kinds(timeline("pump", Map.of()))).containsExactly("ORDER");
  }

  @Test
  void onlyKindsThatAreAskedForAreShownAndOthersAreRefused() {
    found("f1", "motor/heat", 40, Disposition.LOGGED);
    order("motor", 30);
    assertThat(kinds(timeline("pump", Map.of("kinds", "order,life")))).containsExactly("ORDER");
    assertThat(answer("pump", Map.of("kinds", "order,wish")))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.why()).contains("given 'wish'", "READINGS"));
    assertThat(answer("pump", Map.of("since", "yesterday"))).isInstanceOf(Answer.Refused.class);
    assertThat(answer("pump", Map.of("until", Instant.MAX.toString())))
        .isInstanceOf(Answer.Refused.class);
    assertThat(answer("pump", Map.of("since", NOW.plusSeconds(3600).toString())))
        .isInstanceOf(Answer.Refused.class);
    assertThat(answer("crane", Map.of())).isEqualTo(new Answer.NotFound("asset crane"));
  }
}
