package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of an order as lines of their own, against a CMMS that knows some of them. */
class PartLinesTest extends PartsBench {

  /** Three of the order, three of its task: those of the parts begin behind them. */
  private static final int BEFORE_PARTS = 6;

  /** Three for a part, two for one that is refused, and the first for the one behind it. */
  private static final int OF_PARTS = 6;

  static Stream<Arguments> moments() {
    return IntStream.range(BEFORE_PARTS, BEFORE_PARTS + OF_PARTS)
        .boxed()
        .flatMap(call -> Stream.of(Arguments.of(call, true), Arguments.of(call, false)));
  }

  @ParameterizedTest(name = "call {0}, behind it: {1}")
  @MethodSource("moments")
  void everyPartArrivesOnceWhereverItStops(int stopped, boolean behind) throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    StagedCmms.Interruptible stop =
        () -> {
          if (calls.getAndIncrement() == stopped) {
            reached.countDown();
            new CountDownLatch(1).await();
          }
        };
    if (behind) {
      cmms.behind = stop;
    } else {
      cmms.before = stop;
    }
    WorkOrder order = raise("7014C", "NOT-THERE", "G-1");
    start();
    assertThat(reached.await(20, TimeUnit.SECONDS)).as("stopped").isTrue();
    engine.close();
    cmms.before = () -> {};
    cmms.behind = () -> {};
    start();
    arrived(order);
    assertThat(numbers()).containsExactly("7014C", "G-1");
    assertThat(told(order)).containsExactly("2 x NOT-THERE: no part NOT-THERE");
  }

  @Test
  void aPartThatIsNotTakenHoldsBackNeitherTheOthersNorTheRelease() {
    WorkOrder order = raise("NOT-THERE", "7014C");
    start();
    arrived(order);
    assertThat(cmms.only().parts)
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.requireText("key")).endsWith("-P2");
              assertThat(part.whole("quantity")).hasValue(2);
              assertThat(part.has("unit")).isFalse();
            });
    assertThat(told(order)).containsExactly("2 x NOT-THERE: no part NOT-THERE");
    assertThat(engine.of(order.id()).orElseThrow().leftOut()).isEqualTo(told(order));
  }

  @Test
  void anAnswerThatIsLostIsLookedForByItsPart() {
    AtomicBoolean lost = new AtomicBoolean();
    cmms.onItsWay =
        request ->
            request.method().equals("POST")
                    && request.path().endsWith("/parts")
                    && lost.compareAndSet(false, true)
                ? new StepAnswer.Unknown("no answer")
                : null;
    WorkOrder order = raise("7014C", "G-1");
    start();
    arrived(order);
    assertThat(lost).isTrue();
    assertThat(numbers()).containsExactly("7014C", "G-1");
    assertThat(told(order)).isEmpty();
  }

  /** Without a search the tasks must not be walked again for a part that waits for a person. */
  @Test
  void whatAPersonTriesAgainGoesOnAtItsPartWhereNothingCanBeLookedFor() throws Exception {
    connector =
        connector(
            Map.of(
                "deliveryClass: searchable",
                "deliveryClass: confirmed",
                "[find, create, read-back]",
                "[create]",
                NO_CHILD,
                "[add-task, add-part]",
                "[look-at-release, release, read-release]",
                "[release]",
                "[look-at-commit, commit, read-commit]",
                "[commit]"),
            "");
    AtomicInteger adds = new AtomicInteger();
    cmms.onItsWay =
        request ->
            request.path().endsWith("/parts") && adds.incrementAndGet() == 1
                ? new StepAnswer.Unknown("no answer")
                : null;
    WorkOrder order = raise("7014C", "G-1");
    start();
    until(order, Purpose.CHILDREN, DeliveryState.UNSURE);
    engine.adopt(row(order, Purpose.CHILDREN).id(), "S-1", "planner", true);
    arrived(order);
    assertThat(numbers()).containsExactly("7014C", "G-1");
  }

  /** Stores put the item in its place that supersedes it: its line stands there all the same. */
  @ParameterizedTest(name = "kept as {0}")
  @ValueSource(strings = {"7014C-B", ""})
  void aPartThatIsTakenButNotShownUnderItsNumberIsAddedOnceAndTold(String as) throws Exception {
    connector = byNumber();
    cmms.kept = number -> number.equals("7014C") ? as : number;
    WorkOrder order = raise("7014C", "G-1");
    start();
    arrived(order);
    assertThat(cmms.made("parts")).isEqualTo(2);
    assertThat(numbers()).containsExactly(as, "G-1");
    assertThat(told(order)).containsExactly("2 x 7014C: taken, but not shown under its number");
    assertThat(engine.of(order.id()).orElseThrow().leftOut()).isEqualTo(told(order));
  }

  @Test
  void aPartThatIsShownOtherwiseThanItWasSentIsAddedOnceAndTold() {
    cmms.kept = number -> number + "-B";
    WorkOrder order = raise("7014C");
    start();
    arrived(order);
    assertThat(numbers()).containsExactly("7014C-B");
    assertThat(told(order)).singleElement().asString().startsWith("2 x 7014C: taken, but ");
  }

  @Test
  void aPartThatIsShownAtTheSecondLookIsThere() throws Exception {
    connector = byNumber();
    AtomicInteger reads = new AtomicInteger();
    cmms.instead =
        request ->
            request.method().equals("GET")
                    && request.path().endsWith("/parts")
                    && reads.incrementAndGet() == 2
                ? new StepAnswer.Answered(200, Map.of(), "{\"parts\":[]}".getBytes())
                : null;
    WorkOrder order = raise("7014C");
    start();
    arrived(order);
    assertThat(reads).hasValue(3);
    assertThat(numbers()).containsExactly("7014C");
    assertThat(told(order)).isEmpty();
  }

  /** A CMMS whose lines hold no key of ours. */
  private Connector byNumber() throws Exception {
    return connector(
        Map.of(
            "each: /parts, where: { /key: \"${item.key}\" } }",
            "each: /parts?, where: { /number: \"${item.number}\" } }\n    looks: 2"),
        "");
  }
}
