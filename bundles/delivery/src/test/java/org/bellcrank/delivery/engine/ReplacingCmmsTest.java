package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A CMMS whose update loses all that it does not send: what stands there is sent back. */
class ReplacingCmmsTest extends EngineTest {

  private static final String SECRET_ADDRESS = "http://files.example/1?signature=nobodys-business";

  private static final String BODY =
      """
      body:
        mapping: update
        over: before
        only:
          - /title
          - /asset_tag
          - /kind
          - /external_reference
          - /planner
          - /asset/id
          - /files/*/id
      """;

  private static final String READING =
      """
      read-before:
        effect: read
        route: call
        request: { method: GET, path: "/api/v1/workorders/${found.id}" }
        extract: { before: { body: "", whole: true } }
        expect: [before]
      """;

  @BeforeEach
  void replacing() throws Exception {
    cmms.wipes = true;
    connector =
        connector(
            Map.of(
                "update: [look-at-update, update,",
                "update: [look-at-update, read-before, update,",
                "      body: { mapping: update }\n",
                BODY.indent(6),
                "\nsteps:\n",
                "\nsteps:\n" + READING.indent(2)));
  }

  private WorkOrder delivered() {
    WorkOrder order = raise("wo-1", 4);
    start(2);
    allSettled(order);
    cmms.byHand("planner", "Kim");
    cmms.byHand("asset", Facts.with("id", 88).put("name", "Palletizer").build());
    cmms.byHand("files", List.of(Facts.with("id", 89).put("url", SECRET_ADDRESS).build()));
    return order;
  }

  private void grown(WorkOrder order) {
    grow(SampleOrders.order("wo-1", "cmms", 1));
    allSettled(order);
    assertThat(rows(order)).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    assertThat(cmms.only().whole("priority")).hasValue(1);
  }

  @Test
  void whatTheMappingDoesNotFillIsSentBackAsItStands() {
    WorkOrder order = delivered();
    grown(order);
    assertThat(cmms.updates).hasValue(1);
    assertThat(cmms.only().text("planner")).contains("Kim");
    assertThat(cmms.only().text("title")).contains("Pitting on ball screw");
    assertThat(cmms.only().facts("asset")).contains(Facts.with("id", 88).build());
    assertThat(cmms.only().factsList("files")).containsExactly(Facts.with("id", 89).build());
  }

  /** It may be big, and it may hold addresses that let anybody in. */
  @Test
  void neitherRowNorJournalKeepsTheObjectThatWasRead() {
    WorkOrder order = delivered();
    grown(order);
    assertThat(store.about(order.id()).toString() + rows(order))
        .contains("read-before")
        .doesNotContain("nobodys-business", "Palletizer", "Kim");
  }

  static Stream<StepAnswer> troubles() {
    return Stream.of(
        new StepAnswer.NotSent("nobody listens"),
        new StepAnswer.Unknown("no answer"),
        new StepAnswer.SessionOver("over, sent again at once"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void whatIsSentAgainIsLaidOverWhatStandsThereThen(StepAnswer trouble) {
    WorkOrder order = delivered();
    AtomicBoolean away = new AtomicBoolean(true);
    cmms.instead =
        request -> {
          if (!request.method().equals("PUT") || !away.getAndSet(false)) {
            return null;
          }
          cmms.byHand("planner", "Robin");
          return trouble;
        };
    grown(order);
    assertThat(away).isFalse();
    assertThat(cmms.only().text("planner")).contains("Robin");
  }

  /** A role that may read and not write, refused without a word: reading proves nothing of it. */
  @Test
  void aSessionThatIsOverAtEachSendingIsTakenForACredentialThatIsNotAccepted() {
    WorkOrder order = delivered();
    AtomicInteger puts = new AtomicInteger();
    cmms.instead =
        request -> {
          if (!request.method().equals("PUT")) {
            return null;
          }
          puts.incrementAndGet();
          return new StepAnswer.SessionOver("over");
        };
    grow(SampleOrders.order("wo-1", "cmms", 1));
    Until.is(
        () -> engine.health().get(0).behind().get(Purpose.UPDATE) == Breaker.CREDENTIAL,
        () -> engine.health());
    assertThat(puts).hasValue(2);
  }

  @Test
  void afterAStopBetweenReadingAndSendingItIsReadAnew() throws Exception {
    WorkOrder order = delivered();
    CountDownLatch stopped = new CountDownLatch(1);
    cmms.before =
        request -> {
          if (request.method().equals("PUT")) {
            stopped.countDown();
          }
        };
    cmms.beforeEach =
        () -> {
          if (stopped.getCount() == 0) {
            new CountDownLatch(1).await();
          }
        };
    grow(SampleOrders.order("wo-1", "cmms", 1));
    assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    engine.close();
    cmms.before = request -> {};
    cmms.beforeEach = () -> {};
    cmms.byHand("planner", "Robin");
    start(2);
    allSettled(order);
    assertThat(cmms.only().whole("priority")).hasValue(1);
    assertThat(cmms.only().text("planner")).contains("Robin");
    assertThat(cmms.updates).hasValue(1);
  }

  @Test
  void anUpdateThatIsNeverTakenEndsWithAPersonThoughItIsReadEachTime() {
    WorkOrder order = delivered();
    AtomicInteger puts = new AtomicInteger();
    cmms.instead =
        request -> {
          if (!request.method().equals("PUT")) {
            return null;
          }
          puts.incrementAndGet();
          return new StepAnswer.Answered(500, Map.of(), new byte[0]);
        };
    grow(SampleOrders.order("wo-1", "cmms", 1));
    allSettled(order);
    assertThat(row(order, Purpose.UPDATE).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(puts).hasValue(6);
  }

  /** Otherwise a row that alone is never taken would begin to count anew with each reading. */
  @Test
  void readingForgetsNothingOfWhatCountsAgainstTheStepBehindIt() {
    Walk walk = new Walk(connector, failures -> Duration.ZERO);
    Instant now = SampleOrders.RAISED;
    Delivery row =
        Delivery.planned("dl-1", "wo-1", "cmms", Purpose.UPDATE, 2, now)
            .withVariable("alone", Facts.with("since", now).put("tries", 3).build())
            .withVariable(Walk.FOUND, Facts.with("id", "1").put("before", "old").build())
            .atStep("read-before", 3, now, "the last trouble");
    Receipt read =
        new Receipt.Accepted(
            200, Facts.with(Walk.THERE, true).build(), Facts.with("before", row.id()).build());
    Delivery next =
        walk.after(
            row, connector.recipe().steps().get("read-before"), read, Circuit.Blame.NOBODY, now);
    assertThat(next.step()).isEqualTo("update");
    assertThat(next.attempt()).isEqualTo(3);
    assertThat(next.words()).isEqualTo("the last trouble");
    assertThat(next.variables().facts("alone")).isEqualTo(row.variables().facts("alone"));
    assertThat(next.variables().facts(Walk.FOUND)).contains(Facts.with("id", "1").build());
  }

  @Test
  void anOrderThatIsNotThereAnyMoreIsNotWrittenAndAPersonIsTold() {
    WorkOrder order = delivered();
    cmms.instead =
        request ->
            request.method().equals("GET")
                ? new StepAnswer.Answered(404, Map.of(), "{}".getBytes(StandardCharsets.UTF_8))
                : null;
    grow(SampleOrders.order("wo-1", "cmms", 1));
    allSettled(order);
    Delivery update = row(order, Purpose.UPDATE);
    assertThat(update.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(update.words()).isEqualTo("read-before does not show what the order needs: before");
    assertThat(cmms.updates).hasValue(0);
  }
}
