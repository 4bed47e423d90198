package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.Prediction;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

class WarningRoutesTest extends TimelineRig {

  private int made;

  private Facts told(String days) {
    Answer answer = answer(days);
    return ((Answer.Json) answer).facts();
  }

  private Answer answer(String days) {
    return WarningRoutes.of(store, clock)
        .answer(new Request(Map.of(), Map.of("days", days), new byte[0]));
  }

  private static Instant days(double ago) {
    return NOW.minusSeconds((long) (ago * 86_400));
  }

  /** A finding that raised or joined an order, seen so many days ago. */
  private String finding(String order, boolean predicts, double value, double ago) {
    return finding(order, predicts, Optional.of(value), ago, Map.of());
  }

  private String finding(
      String order,
      boolean predicts,
      Optional<Double> value,
      double ago,
      Map<String, String> context) {
    String id = "ob-%04d".formatted(++made);
    CaptureTime captured = new CaptureTime(days(ago), ClockQuality.SOURCE);
    return store.commit(
        unit -> {
          unit.port(ObservationBook.class)
              .add(
                  predicts
                      ? new Prediction(
                          id,
                          "stream",
                          captured,
                          "motor/heat",
                          "worn",
                          0.8,
                          value,
                          Optional.empty(),
                          context)
                      : new Measurement(
                          id,
                          "stream",
                          captured,
                          "motor/heat",
                          value.orElseThrow(),
                          Optional.empty(),
                          context),
                  days(ago));
          FindingBook findings = unit.port(FindingBook.class);
          String finding = predicts ? id + "#0" : findings.derive(id, days(ago));
          findings.open(
              new Finding(
                  finding,
                  id,
                  predicts ? Finding.Kind.PREDICTION : Finding.Kind.MEASUREMENT,
                  "motor/heat",
                  "worn",
                  0.8,
                  Optional.empty(),
                  Optional.empty(),
                  value,
                  captured,
                  List.of()),
              days(ago),
              new FindingBook.State(
                  Disposition.RAISED, "so", Optional.of(order), Optional.empty(), Facts.empty()));
          return finding;
        });
  }

  private WorkOrder order(OrderType type, String asset, String mode, String finding, double ago) {
    String id = "wo-%04d".formatted(++made);
    WorkOrder order =
        new WorkOrder(
            id,
            new Cause(asset, mode, id),
            "works",
            "cmms",
            type,
            2,
            OrderStatus.APPROVED,
            "Look",
            "Look",
            days(ago),
            1,
            List.of(),
            Facts.with("order.reference", "BC-" + id)
                .put("order.firstSeen", days(ago))
                .put("finding.id", finding)
                .build());
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, days(ago));
          return null;
        });
    return order;
  }

  private WorkOrder warned(String asset, double lifeDays, double ago) {
    return order(OrderType.PREDICTIVE, asset, "worn", finding("wo-any", true, lifeDays, ago), ago);
  }

  private WorkOrder broke(String asset, String mode, double ago) {
    return order(OrderType.CORRECTIVE, asset, mode, finding("wo-any", false, 9, ago), ago);
  }

  private void ended(WorkOrder order, Outcome outcome, double ago) {
    store.commit(
        unit -> {
          WorkOrder over =
              order
                  .moved(OrderStatus.CLOSED)
                  .withField("order.endedAt", days(ago))
                  .withField("order.outcome", outcome);
          unit.port(OrderBook.class).change(over, days(ago), "closed in its CMMS");
          return null;
        });
  }

  /** As by a version that did not keep when an order ended. */
  private void endedBefore(WorkOrder order, double ago) {
    store.commit(
        unit -> {
          unit.port(OrderBook.class)
              .change(
                  order.moved(OrderStatus.CLOSED).withField("order.outcome", Outcome.CONFIRMED),
                  days(ago),
                  "closed in its CMMS");
          return null;
        });
  }

  private static Facts newest(Facts told, String order) {
    return told.factsList("newest").stream()
        .filter(each -> each.requireText("order").equals(order))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWarningThatCameTrueHasItsLeadTimeAndHowFarItsDayWasOff() {
    WorkOrder warning = warned("pump", 5, 20);
    broke("pump", "worn", 16);
    Facts told = told("365");
    Facts line = newest(told, warning.id());
    assertThat(line.text("end")).contains("CAME");
    assertThat(line.number("leadHours")).hasValue(96);
    assertThat(line.number("laterHours")).hasValue(-24);
    assertThat(told.number("missedShare")).hasValue(0);
    assertThat(told.factsList("histogram").get(3).whole("came")).hasValue(1);
  }

  @Test
  void whatIsRepairedInTimeCountsAndTheNextFailureOfItIsAnother() {
    WorkOrder warning = warned("pump", 18, 60);
    ended(warning, Outcome.CONFIRMED, 50);
    broke("pump", "worn", 40);
    Facts told = told("365");
    assertThat(newest(told, warning.id()).text("end")).contains("REPAIRED");
    assertThat(newest(told, warning.id()).number("leadHours")).hasValue(240);
    assertThat(newest(told, warning.id()).has("laterHours")).isFalse();
    assertThat(told.whole("failures")).hasValue(1);
    assertThat(told.whole("missed")).hasValue(1);
  }

  @Test
  void falseAlarmsAndWhatNobodySaidAreKeptApart() {
    ended(warned("pump", 18, 60), Outcome.FALSE_ALARM, 50);
    ended(warned("fan", 18, 60), Outcome.UNKNOWN, 50);
    warned("motor", 18, 3);
    Facts told = told("365");
    Facts ends = told.facts("ends").orElseThrow();
    assertThat(ends.whole("FALSE")).hasValue(1);
    assertThat(ends.whole("UNSAID")).hasValue(1);
    assertThat(ends.whole("OPEN")).hasValue(1);
    assertThat(told.number("falseShare")).hasValue(1);
    assertThat(told.has("leadHours")).isFalse();
    assertThat(told.has("missedShare")).isFalse();
  }

  @Test
  void aFailureOfAnotherAssetOrModeIsNotThatWarningsAndServicesAreNone() {
    WorkOrder warning = warned("pump", 18, 60);
    broke("fan", "worn", 55); // could have been told, as the mode is
    broke("pump", "blocked", 54); // nobody watches for that
    ended(broke("fan", "worn", 53), Outcome.FALSE_ALARM, 52);
    order(OrderType.SCHEDULED, "pump", "service-due", finding("wo-any", true, 0, 30), 30);
    Facts told = told("365");
    assertThat(told.whole("warnings")).hasValue(1);
    assertThat(newest(told, warning.id()).text("end")).contains("OPEN");
    assertThat(told.whole("failures")).hasValue(1);
    assertThat(told.whole("missed")).hasValue(1);
    assertThat(told.whole("unwatched")).hasValue(1);
  }

  @Test
  void aMachineThatMakesBadPartsNowIsNoWarningAndAModelWithoutATimeIsOne() {
    Map<String, String> routes = Map.of("routes", "bodies");
    for (OrderType type : List.of(OrderType.PREDICTIVE, OrderType.CORRECTIVE)) {
      String told = finding("wo-any", true, Optional.empty(), 30, routes);
      ended(order(type, "pump", "worn", told, 30), Outcome.CONFIRMED, 25);
    }
    assertThat(told("365").whole("warnings")).hasValue(0);
    assertThat(told("365").has("leadHours")).isFalse();
    String model = finding("wo-any", true, Optional.empty(), 20, Map.of("lot", "7"));
    WorkOrder warning = order(OrderType.PREDICTIVE, "fan", "worn", model, 20);
    assertThat(told("365").whole("warnings")).hasValue(1);
    assertThat(newest(told("365"), warning.id()).has("expectedHours")).isFalse();
  }

  @Test
  void whenAnOrderOfAnOlderVersionEndedIsToldByItsJournal() {
    WorkOrder warning = warned("pump", 18, 60);
    endedBefore(warning, 50);
    assertThat(newest(told("365"), warning.id()).text("end")).contains("REPAIRED");
    assertThat(newest(told("365"), warning.id()).number("leadHours")).hasValue(240);
    WorkOrder other = warned("fan", 18, 60);
    broke("fan", "worn", 52);
    endedBefore(other, 50);
    assertThat(newest(told("365"), other.id()).text("end")).contains("CAME");
    assertThat(told("365").whole("missed")).hasValue(0);
  }

  @Test
  void whereNobodyKnowsWhenAnOrderEndedItsLeadTimeIsMissing() {
    WorkOrder open = warned("pump", 18, 60);
    WorkOrder closed =
        new WorkOrder(
            "wo-brought",
            new Cause("fan", "worn", "wo-brought"),
            open.site(),
            open.connector(),
            open.type(),
            open.priority(),
            OrderStatus.CLOSED,
            open.title(),
            open.description(),
            open.raisedAt(),
            1,
            List.of(),
            open.fields().toBuilder()
                .put("order.reference", "BC-brought")
                .put("order.outcome", Outcome.CONFIRMED)
                .build());
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(closed, days(60));
          return null;
        });
    Facts line = newest(told("365"), closed.id());
    assertThat(line.text("end")).contains("REPAIRED");
    assertThat(line.has("leadHours")).isFalse();
    assertThat(line.has("endedAt")).isFalse();
    assertThat(told("365").has("leadHours")).isFalse();
  }

  @Test
  void aWarningThatWasFalseDoesNotMakeAFailureForetold() {
    WorkOrder warning = warned("pump", 5, 20);
    broke("pump", "worn", 16);
    ended(warning, Outcome.FALSE_ALARM, 15);
    Facts told = told("365");
    assertThat(newest(told, warning.id()).text("end")).contains("FALSE");
    assertThat(told.whole("failures")).hasValue(1);
    assertThat(told.whole("missed")).hasValue(1);
  }

  @Test
  void aWarningOfBeforeTheTimeThatIsAskedForForetellsAFailureInIt() {
    warned("pump", 30, 40);
    broke("pump", "worn", 16);
    broke("fan", "worn", 15);
    Facts told = told("30");
    assertThat(told.whole("warnings")).hasValue(0);
    assertThat(told.whole("failures")).hasValue(2);
    assertThat(told.whole("missed")).hasValue(1);
    assertThat(told.whole("unwatched")).hasValue(0);
  }

  @Test
  void aLimitThatIsCrossedWhileTheOrderStandsIsWhatWasTold() {
    WorkOrder warning = warned("pump", 5, 20);
    finding(warning.id(), false, 90, 17);
    Facts told = told("365");
    assertThat(newest(told, warning.id()).text("end")).contains("CAME");
    assertThat(newest(told, warning.id()).number("leadHours"))
        .hasValue(Duration.ofDays(3).toHours());
    assertThat(told.whole("failures")).hasValue(1);
    assertThat(told.whole("missed")).hasValue(0);
  }

  @Test
  void aLimitThatWasCrossedByAFalseAlarmIsNoFailure() {
    WorkOrder warning = warned("pump", 5, 20);
    finding(warning.id(), false, 90, 17);
    ended(warning, Outcome.FALSE_ALARM, 15);
    Facts told = told("365");
    assertThat(newest(told, warning.id()).text("end")).contains("FALSE");
    assertThat(told.whole("failures")).hasValue(0);
    assertThat(told.has("missedShare")).isFalse();
  }

  @Test
  void onlyTheTimeThatIsAskedForIsLookedAt() {
    warned("pump", 18, 60);
    assertThat(told("30").whole("warnings")).hasValue(0);
    assertThat(told("30").bool("whole")).contains(true);
    assertThat(answer("0"))
        .isInstanceOfSatisfying(
            Answer.Refused.class, no -> assertThat(no.toString()).contains("allowed: 1 to 3650"));
    assertThat(answer("many")).isInstanceOf(Answer.Refused.class);
  }
}
