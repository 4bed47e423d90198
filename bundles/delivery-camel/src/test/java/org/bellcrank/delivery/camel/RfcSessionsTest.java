package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.rfc.RfcCall;
import org.bellcrank.delivery.rfc.RfcCaller;
import org.bellcrank.delivery.rfc.RfcDestination;
import org.bellcrank.delivery.rfc.RfcException;
import org.bellcrank.delivery.rfc.RfcException.Kind;
import org.bellcrank.delivery.rfc.RfcResult;
import org.bellcrank.delivery.rfc.RfcSession;
import org.bellcrank.delivery.rfc.RfcValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One session for the calls of a step: what is called, and what its end means. */
class RfcSessionsTest {

  private static final String BODY =
      """
      <session>
      <call function="MAKE"><HEADER><TEXT>a &lt; b</TEXT></HEADER><LINES><item><LINE>1</LINE></item></LINES>
      <LEFT_OUT>
      </LEFT_OUT></call>
      <call function="SAVE"><NUMBER from="1/OUT/NO"/></call>
      <commit function="COMMIT"><WAIT>X</WAIT></commit>
      <rollback function="ROLLBACK"/>
      </session>
      """;

  /** What the other side says to each function; an exception or a result. */
  private final Map<String, Object> says = new ConcurrentHashMap<>();

  private final List<RfcCall> called = Collections.synchronizedList(new ArrayList<>());
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final CountDownLatch began = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch late = new CountDownLatch(1);
  private volatile Runnable closing = () -> {};
  private volatile RfcCaller bridge = this::open;
  private final RfcSessions sessions = new RfcSessions(() -> Optional.ofNullable(bridge));

  RfcSessionsTest() {
    says.put("MAKE", structure("OUT", Map.of("NO", "%1")));
    says.put("SAVE", structure("OUT", Map.of("NO", "000000000001")));
  }

  @AfterEach
  void stop() {
    late.countDown();
    sessions.close();
  }

  private RfcSession open(RfcDestination destination) {
    threads.add(Thread.currentThread());
    return new RfcSession() {
      @Override
      public RfcResult call(RfcCall call) throws RfcException {
        threads.add(Thread.currentThread());
        called.add(call);
        Object answer = says.getOrDefault(call.function(), new RfcResult(Map.of()));
        if (answer instanceof RfcException failure) {
          throw failure;
        }
        if (answer instanceof RuntimeException broken) {
          throw broken;
        }
        if (answer instanceof Late late) {
          began.countDown();
          awaitDeaf(late.until());
          return late.result();
        }
        return (RfcResult) answer;
      }

      @Override
      public void close() {
        threads.add(Thread.currentThread());
        ended.countDown();
        closing.run();
      }
    };
  }

  /** An answer that comes when somebody lets it. */
  private record Late(CountDownLatch until, RfcResult result) {}

  /** As SAP's library does: an interrupt wakes nobody. */
  private static void awaitDeaf(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException unheard) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RfcResult structure(String name, Map<String, String> fields) {
    return new RfcResult(Map.of(name, new RfcValue.Structure(fields)));
  }

  private static RfcResult rows(String... types) {
    List<RfcValue.Structure> rows = new ArrayList<>();
    for (String type : types) {
      rows.add(
          new RfcValue.Structure(
              Map.of(
                  "TYPE", type, "ID", "MC", "NUMBER", "601", "MESSAGE", type + "!", "FIELD", "F")));
    }
    return new RfcResult(Map.of("RETURN", new RfcValue.Table(rows)));
  }

  private static RfcDestination destination(Duration answerTime) {
    return destination(Duration.ofSeconds(20), answerTime);
  }

  private static RfcDestination destination(Duration connectTime, Duration answerTime) {
    return new RfcDestination(
        "sap.plant.example",
        Optional.of("00"),
        Optional.of("100"),
        Optional.empty(),
        Optional.of("GATEWAY"),
        Optional.of("the-password"),
        connectTime,
        answerTime);
  }

  private StepAnswer call(String body) {
    return sessions.call(
        destination(Duration.ofSeconds(20)), body.getBytes(StandardCharsets.UTF_8));
  }

  private StepAnswer hurried(String body) {
    return sessions.call(
        destination(Duration.ofMillis(200)), body.getBytes(StandardCharsets.UTF_8));
  }

  private StepAnswer.Answered answered(String body) {
    StepAnswer answer = call(body);
    assertThat(answer).isInstanceOf(StepAnswer.Answered.class);
    return (StepAnswer.Answered) answer;
  }

  private static String text(StepAnswer.Answered answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private List<String> functions() {
    return called.stream().map(RfcCall::function).toList();
  }

  @Test
  void allCallsGoInOneSessionOnOneThreadAndALaterOneTakesWhatAnEarlierOneGave() throws Exception {
    StepAnswer.Answered answer = answered(BODY);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(functions()).containsExactly("MAKE", "SAVE", "COMMIT");
    assertThat(called.get(0).parameters())
        .containsOnlyKeys("HEADER", "LINES")
        .containsEntry("HEADER", new RfcValue.Structure(Map.of("TEXT", "a < b")))
        .containsEntry(
            "LINES", new RfcValue.Table(List.of(new RfcValue.Structure(Map.of("LINE", "1")))));
    assertThat(called.get(1).parameters()).containsEntry("NUMBER", new RfcValue.Text("%1"));
    assertThat(text(answer))
        .contains("<call function=\"SAVE\"><OUT><NO>000000000001</NO></OUT></call>");
    ended.await();
    assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(strings = {"E", "A", "X"})
  void aRowThatRefusesEndsTheSessionWithARollbackWhateverStandsBesideIt(String type) {
    says.put("MAKE", rows("W", type));
    StepAnswer.Answered answer = answered(BODY);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(text(answer))
        .contains("<refused call=\"1\" function=\"MAKE\">")
        .contains("<message>" + type + "!</message><code>MC 601</code><field>F</field>");
    assertThat(functions()).doesNotContain("SAVE", "COMMIT");
  }

  @Test
  void whatWasMadeBeforeARefusalIsRolledBack() {
    says.put("SAVE", rows("E"));
    assertThat(answered(BODY).status()).isEqualTo(422);
    assertThat(functions()).containsExactly("MAKE", "SAVE", "ROLLBACK");
  }

  @Test
  void rowsThatOnlyTellLetTheSessionGoOn() {
    says.put("COMMIT", rows("S", "I", "W"));
    assertThat(answered(BODY).status()).isEqualTo(200);
  }

  @Test
  void aCommitThatSaysThatItDidNotIsNotKnown() {
    says.put("COMMIT", structure("RETURN", Map.of("TYPE", "A", "MESSAGE", "update ended")));
    assertThat(call(BODY)).isInstanceOf(StepAnswer.Unknown.class);
    assertThat(call(BODY).toString()).contains("update ended");
    assertThat(functions()).doesNotContain("ROLLBACK");
  }

  @ParameterizedTest
  @CsvSource({"MAKE", "SAVE", "COMMIT"})
  void aLineThatBreaksInACallIsNotKnownWhereverThatIs(String function) {
    says.put(function, new RfcException(Kind.BROKEN, "partner gone"));
    assertThat(call(BODY)).isInstanceOf(StepAnswer.Unknown.class);
    assertThat(functions()).doesNotContain("ROLLBACK");
  }

  @ParameterizedTest
  @CsvSource({
    "MAKE,1,RIGHTS,403",
    "MAKE,1,INTERFACE,400",
    "MAKE,1,ABAP,422",
    "MAKE,1,DUMP,500",
    "SAVE,2,RIGHTS,403",
    "SAVE,2,ABAP,422",
    "SAVE,2,DUMP,500",
    "COMMIT,3,RIGHTS,403",
    "COMMIT,3,INTERFACE,400"
  })
  void whatAFunctionDoesInPlaceOfAnAnswerHasAStatusAndItsPlace(
      String function, int call, Kind kind, int status) {
    says.put(function, new RfcException(kind, "KEY", "the words"));
    StepAnswer.Answered answer = answered(BODY);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(text(answer))
        .contains("the words", "<code>KEY</code>")
        .contains("<refused call=\"%d\" function=\"%s\">".formatted(call, function));
    assertThat(text(answer).split("<call function=", -1)).hasSize(call);
  }

  /** The update that it waited for may go on without it. */
  @ParameterizedTest
  @ValueSource(strings = {"DUMP", "ABAP"})
  void aCommitThatEndsInADumpIsNotKnown(Kind kind) {
    says.put("COMMIT", new RfcException(kind, "TIME_OUT", "the words"));
    assertThat(call(BODY))
        .isInstanceOfSatisfying(
            StepAnswer.Unknown.class, answer -> assertThat(answer.words()).contains("the words"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAVE", "COMMIT"})
  void withoutAFunctionThatTheCommitNeedsNothingIsKeptAndTheInstanceWaits(String function) {
    says.put(function, new RfcException(Kind.NO_FUNCTION, "FU_NOT_FOUND", "the words"));
    assertThat(call(BODY))
        .isInstanceOfSatisfying(
            StepAnswer.NotSent.class,
            answer -> assertThat(answer.trouble()).isEqualTo(Trouble.PATH));
    assertThat(functions()).endsWith("ROLLBACK");
  }

  /** Without a commit an earlier call may have kept what it did. */
  @Test
  void aFunctionThatIsMissingBehindOneThatKeepsByItselfLeavesADoubt() {
    says.put("SAVE", new RfcException(Kind.NO_FUNCTION, "FU_NOT_FOUND", "the words"));
    assertThat(answered(BODY.replaceAll("<commit.*\n", "")).status()).isEqualTo(500);
  }

  @Test
  void aRefusalCountsThoughTheBridgeBreaksAtTheRollbackOrTheEnd() {
    says.put("SAVE", rows("E"));
    says.put("ROLLBACK", new IllegalStateException("a mistake"));
    closing =
        () -> {
          throw new IllegalStateException("another");
        };
    StepAnswer.Answered answer = answered(BODY);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(text(answer)).contains("<message>E!</message>");
  }

  @ParameterizedTest
  @CsvSource({"UNREACHABLE,UNREACHABLE", "BUSY,BUSY", "BROKEN,UNREACHABLE"})
  void withoutASessionNothingWasSent(Kind kind, Trouble trouble) {
    bridge =
        destination -> {
          throw new RfcException(kind, "no way");
        };
    assertThat(call(BODY))
        .isEqualTo(
            new StepAnswer.NotSent("rfc://sap.plant.example/00?client=100: no way", trouble));
  }

  /** 404 would say of an order that is read that it is gone. */
  @Test
  void aFunctionThatIsNotThereIsNoOrderThatIsNotThere() {
    says.put("MAKE", new RfcException(Kind.NO_FUNCTION, "FU_NOT_FOUND", "no MAKE"));
    assertThat(call(BODY))
        .isInstanceOfSatisfying(
            StepAnswer.NotSent.class,
            answer -> assertThat(answer.trouble()).isEqualTo(Trouble.PATH));
  }

  @Test
  void aUserWhoIsNotAcceptedIs401() {
    bridge =
        destination -> {
          throw new RfcException(Kind.LOGON, "Name or password is incorrect");
        };
    assertThat(answered(BODY).status()).isEqualTo(401);
  }

  @Test
  void withoutABundleThatCallsFunctionModulesItIsSaidWhatIsMissing() {
    bridge = null;
    assertThat(call(BODY))
        .isInstanceOfSatisfying(
            StepAnswer.NotSent.class,
            answer -> {
              assertThat(answer.trouble()).isEqualTo(Trouble.GATEWAY);
              assertThat(answer.words())
                  .contains(
                      "rfc://sap.plant.example/00", RfcCaller.class.getName(), "integrator.md")
                  .doesNotContain("the-password");
            });
  }

  @Test
  void aBridgeWithoutItsLibraryAndOneThatIsBrokenSendNothing() {
    bridge =
        destination -> {
          throw new NoClassDefFoundError("com/sap/conn/jco/JCo");
        };
    assertThat(call(BODY)).isInstanceOf(StepAnswer.NotSent.class);
    assertThat(call(BODY).toString()).contains("lacks SAP's library");
    bridge =
        destination -> {
          throw new IllegalStateException("a mistake");
        };
    assertThat(call(BODY)).isInstanceOf(StepAnswer.NotSent.class);
    bridge = this::open;
    says.put("SAVE", new IllegalStateException("a mistake"));
    assertThat(call(BODY)).isInstanceOf(StepAnswer.Unknown.class);
  }

  @Test
  void nobodyWaitsLongerThanTheAnswerTimeAndACommitUnderWayMayStillBeKept() {
    says.put("COMMIT", new Late(late, new RfcResult(Map.of())));
    assertThat(hurried(BODY))
        .isInstanceOfSatisfying(
            StepAnswer.Unknown.class,
            answer -> {
              assertThat(answer.words()).contains("gave no answer within");
              assertThat(answer.mayStill()).isEqualTo(Duration.ofMinutes(10));
            });
  }

  /** Its order may have been sent again meanwhile. */
  @ParameterizedTest
  @CsvSource({"MAKE,MAKE ROLLBACK", "SAVE,MAKE SAVE ROLLBACK"})
  void aSessionThatWasLeftBeforeItsCommitCommitsNothing(String function, String calls)
      throws Exception {
    says.put(function, new Late(late, (RfcResult) says.get(function)));
    assertThat(hurried(BODY))
        .isInstanceOfSatisfying(
            StepAnswer.Unknown.class, answer -> assertThat(answer.mayStill()).isZero());
    late.countDown();
    ended.await();
    assertThat(functions()).containsExactly(calls.split(" "));
  }

  @Test
  void whatCommitsByItselfMayStillBeKeptWhenItIsLeft() {
    says.put("MAKE", new Late(late, new RfcResult(Map.of())));
    assertThat(hurried("<session><call function=\"MAKE\"/></session>"))
        .isInstanceOfSatisfying(
            StepAnswer.Unknown.class, answer -> assertThat(answer.mayStill()).isPositive());
  }

  @Test
  void atItsEndTheGatewayCommitsNothingThatIsNotBeingCommitted() throws Exception {
    says.put("MAKE", new Late(late, (RfcResult) says.get("MAKE")));
    CompletableFuture<StepAnswer> answer = CompletableFuture.supplyAsync(() -> call(BODY));
    began.await();
    sessions.close();
    late.countDown();
    assertThat(answer.get()).isInstanceOf(StepAnswer.Unknown.class);
    assertThat(functions()).containsExactly("MAKE", "ROLLBACK");
    assertThat(call(BODY).toString()).contains("the gateway ends");
  }

  @Test
  void behindThreeSessionsThatHangNoneIsBegun() {
    says.put("MAKE", new Late(late, new RfcResult(Map.of())));
    for (int i = 0; i < 3; i++) {
      assertThat(hurried(BODY)).isInstanceOf(StepAnswer.Unknown.class);
    }
    assertThat(call(BODY))
        .isInstanceOfSatisfying(
            StepAnswer.NotSent.class,
            answer -> {
              assertThat(answer.trouble()).isEqualTo(Trouble.SILENT);
              assertThat(answer.words()).contains("3 sessions hang already");
            });
    assertThat(called).hasSize(3);
  }

  @Test
  void aSessionThatComesTooLateCallsNothing() throws Exception {
    bridge =
        destination -> {
          awaitDeaf(late);
          return open(destination);
        };
    StepAnswer answer =
        sessions.call(
            destination(Duration.ofMillis(50), Duration.ofSeconds(20)),
            BODY.getBytes(StandardCharsets.UTF_8));
    assertThat(answer)
        .isInstanceOfSatisfying(
            StepAnswer.NotSent.class,
            given -> assertThat(given.trouble()).isEqualTo(Trouble.SILENT));
    late.countDown();
    ended.await();
    assertThat(called).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "<other/>",
        "<session/>",
        "<session><call/></session>",
        "<session><commit function=\"COMMIT\"/></session>",
        "<session><commit function=\"C\"/><call function=\"A\"/></session>",
        "<session><look function=\"A\"/></session>",
        "<!DOCTYPE a><session><call function=\"A\"/></session>",
        "<session><call function=\"A\"><H><A><B>1</B><C>2</C></A></H></call></session>",
        "<session><call function=\"A\"><H><item><F>1</F></item><F>2</F></H></call></session>",
        "<session><call function=\"A\"><H from=\"1/OUT/NO\"><F>1</F></H></call></session>",
        "<session><call function=\"A\"><H>1</H><H>2</H></call></session>",
        "<session><call function=\"A\"><H><F>1</F><F>2</F></H></call></session>",
        "<session><call function=\"A\"><H><item><F>1</F><F>2</F></item></H></call></session>"
      })
  void aBodyThatIsNoSessionIsNotCalled(String body) {
    StepAnswer.Answered answer = answered(body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).contains("given ", "allowed: ");
    assertThat(called).isEmpty();
  }

  @Test
  void aPlaceThatNoEarlierCallGivesRefusesAndIsRolledBack() {
    for (String from : List.of("1/OUT/OTHER", "2/OUT/NO", "OUT")) {
      called.clear();
      StepAnswer.Answered answer = answered(BODY.replace("1/OUT/NO", from));
      assertThat(answer.status()).as(from).isEqualTo(422);
      assertThat(functions()).containsExactly("MAKE", "ROLLBACK");
    }
  }

  @Test
  void whatXmlCannotHoldIsReplacedAndNameSpacesAreWrittenAsSapDoes() {
    says.put(
        "/PLANT/READ", new RfcResult(Map.of("/PLANT/TEXT", new RfcValue.Text("a\u0001<b>&\"c\""))));
    StepAnswer.Answered answer =
        answered(
            "<session><call function=\"/PLANT/READ\"><_-PLANT_-IN>1</_-PLANT_-IN></call></session>");
    assertThat(called.get(0).parameters()).containsOnlyKeys("/PLANT/IN");
    assertThat(text(answer))
        .contains("<_-PLANT_-TEXT>a?&lt;b&gt;&amp;&quot;c&quot;</_-PLANT_-TEXT>");
  }
}
