package org.bellcrank.publish.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.keys.CertificateTerms.Term;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client of another maker's stack may call, and what it hears of the state machine. */
class MethodsTest {

  private static final int RESULTS = 150;
  private static final String BY_ID = "GetResultById";
  private static final String FILTERED = "GetResultListFiltered";
  private static final String UNKNOWN =
      "{\"status\":\"Good\",\"wrong\":[],\"outputs\":[0,\"\",-1]}";

  @TempDir static Path folder;
  private static Bench bench;
  private static NodePeer client;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.up(folder, "results", 140, "orders", 5);
    client = bench.trusted();
    assertThat(bench.connect(Bench.USER)).isEqualTo("connected");
    bench.plant.detect(
        IntStream.rangeClosed(1, RESULTS).mapToObj(i -> "r-" + i).toList(), Optional.empty());
    Bench.until(() -> newest().equals("Good r-150#0"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  private static String newest() {
    try {
      return bench.read("latest/newest/ResultId");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String call(String object, String method, String arguments) throws Exception {
    return bench.ask(
        "call %s %s [%s]"
            .formatted(Bench.id(object), Bench.id("ResultManagement/" + method), arguments),
        "called ");
  }

  private static String byId(String arguments) throws Exception {
    return call("ResultManagement", BY_ID, arguments);
  }

  /** With a state, the seven ids between it and the job, and the job. */
  private static String list(String state, String part, String job, String most, String start)
      throws Exception {
    String none = "[\"String\",\"\"]";
    return call(
        "ResultManagement",
        FILTERED,
        String.join(
            ",",
            "[\"Int32\",%s]".formatted(state),
            none,
            "[\"String\",\"%s\"]".formatted(part),
            none,
            none,
            none,
            none,
            none,
            "[\"String\",\"%s\"]".formatted(job),
            "[\"UInt32\",%s]".formatted(most),
            "[\"UInt32\",%s]".formatted(start),
            "[\"Int32\",0]"));
  }

  private static void is(String answer, boolean whole, int count) {
    assertThat(answer)
        .startsWith(
            "{\"status\":\"Good\",\"wrong\":[],\"outputs\":[%s,%d,0,[".formatted(whole, count))
        .endsWith("],0]}");
    assertThat(answer.split("\\\\\"ResultId\\\\\"", -1)).hasSize(count + 1);
  }

  @Test
  void aResultIsToldByItsIdAndOneThatIsNotShownIsAnError() throws Exception {
    assertThat(byId("[\"String\",\"r-150#0\"],[\"Int32\",1000]"))
        .startsWith(
            "{\"status\":\"Good\",\"wrong\":[],\"outputs\":[0,\"{\\\"ResultId\\\":\\\"r-150#0")
        .contains("\\\"Class\\\":\\\"pitting\\\"")
        .endsWith(",0]}");
    assertThat(byId("[\"String\",\"r-1#0\"],[\"Int32\",0]")).as("it went").isEqualTo(UNKNOWN);
    assertThat(byId("[\"String\",\"\"],[\"Int32\",0]")).isEqualTo(UNKNOWN);
    assertThat(byId("[\"String\",\"long\"],[\"Int32\",-1]")).isEqualTo(UNKNOWN);
  }

  @Test
  void aListIsFilteredAndBoundedWithTheNewestFirst() throws Exception {
    String first = list("0", "", "", "2", "0");
    is(first, false, 2);
    assertThat(first).contains("r-150#0", "r-149#0");
    is(list("1", "", "", "0", "0"), false, ResultMethods.MOST);
    is(list("0", "", "", "4294967295", "100"), true, 40);
    is(list("0", "", "", "0", "4294967295"), true, 0);
    String one = list("0", "", "r-77", "0", "0");
    is(one, true, 1);
    assertThat(one).contains("r-77#0");
    is(list("3", "", "", "0", "0"), true, 0);
    is(list("0", "a-part", "", "0", "0"), true, 0);
  }

  @Test
  void argumentsThatAreNoneAreRefusedWithTheStandardsCodes() throws Exception {
    assertThat(byId("[\"String\",\"r-150#0\"]")).contains("BadArgumentsMissing");
    assertThat(byId("")).contains("BadArgumentsMissing");
    assertThat(byId("[\"String\",\"a\"],[\"Int32\",1],[\"Int32\",1]"))
        .contains("BadTooManyArguments");
    assertThat(byId("[\"Int32\",7],[\"Int32\",1]"))
        .contains("BadInvalidArgument", "BadTypeMismatch");
    assertThat(byId("[\"String\",\"r-150#0\"],[\"String\",\"soon\"]"))
        .contains("BadInvalidArgument", "BadTypeMismatch");
    assertThat(byId("null,null")).matches(".*(BadInvalidArgument|-1).*");
    assertThat(call("VisionSystem", BY_ID, "[\"String\",\"r-150#0\"],[\"Int32\",1]"))
        .contains("BadMethodInvalid");
    assertThat(call("ResultManagement", "DeleteAll", "")).contains("BadMethodInvalid");
    assertThat(bench.read("latest/newest/ResultId")).as("it goes on").isEqualTo("Good r-150#0");
  }

  @Test
  void nothingSteersTheVisionSystem() throws Exception {
    assertThat(bench.ask("browse " + Bench.id("ResultManagement"), "found Good").split(" "))
        .contains(BY_ID, FILTERED)
        .doesNotContain("ReleaseResultHandle");
    assertThat(
            bench
                .ask("browse " + Bench.id("ResultManagement/" + FILTERED), "found Good")
                .split(" "))
        .contains("InputArguments", "OutputArguments");
    for (String each : List.of("VisionSystem", "VisionStateMachine", "VisionStateMachineType")) {
      assertThat(bench.ask("browse " + Bench.id(each), "found Good").split(" "))
          .doesNotContain("StartSingleJob", "StartContinuous", "Stop", "Abort", "Halt", "Reset");
    }
    for (Term each : bench.publisher().terms()) {
      assertThat(each.name()).endsWith("/own");
    }
    assertThat(bench.publisher().terms()).as("the lamp of its certificate").hasSize(1);
  }

  @Test
  void howTheStateMachineMovedIsShownAndToldAsAnEvent() throws Exception {
    assertThat(bench.read("VisionStateMachine/LastTransition"))
        .isEqualTo("Good PreoperationalToOperationalAuto");
    assertThat(bench.read("VisionStateMachine/LastTransition/Id"))
        .isEqualTo("Good " + Bench.id("VisionStateMachineType/PreoperationalToOperationalAuto"));
    assertThat(
            bench.read("VisionStateMachineType/PreoperationalToOperationalAuto/TransitionNumber"))
        .isEqualTo("Good 140");
    assertThat(
            bench.ask(
                "events i=2253 %s 0:Transition 0:Transition/0:Id 0:FromState 0:ToState 0:ToState/0:Id"
                    .formatted(Bench.id("StateChangedEventType")),
                "watching"))
        .isEqualTo("Good");
    ResultSpace space = bench.publisher().publishing().space().orElseThrow();
    space.state(Model.State.ERROR, Instant.now());
    space.state(Model.State.OPERATIONAL, Instant.now());

    String type = Bench.id("StateChangedEventType");
    String states = Bench.id("VisionStateMachineType/");
    client.await(
        "event %s|VisionStateMachine|Operational to Error|OperationalToErrorAuto|%sOperationalToErrorAuto|Operational|Error|%sError"
            .formatted(type, states, states));
    client.await(
        "event %s|VisionStateMachine|Error to Operational|ErrorToOperationalAuto|%sErrorToOperationalAuto|Error|Operational|%sOperational"
            .formatted(type, states, states));
    assertThat(bench.read("VisionStateMachine/LastTransition"))
        .isEqualTo("Good ErrorToOperationalAuto");
    assertThat(bench.read("VisionStateMachine/CurrentState")).isEqualTo("Good Operational");
  }
}
