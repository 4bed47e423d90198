package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.OrderReader.Answer;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions for what became of orders: whatever is answered, it is contained and told. */
class QuestionsTest {

  private static final Instant SINCE = Instant.parse("2026-03-29T06:00:00Z");
  private static final String DONE =
      "{\"number\":\"OT-1\",\"status\":\"done\",\"updated_at\":\"2026-03-29T07:00:00Z\"}";

  private final AtomicReference<StepRequest> asked = new AtomicReference<>();
  private final Map<String, Gate> gates = new HashMap<>();
  private ConnectorInstance instance =
      new ConnectorInstance(
          "lyon",
          "custom-rest",
          "Lyon",
          "plant",
          URI.create("http://127.0.0.1:9"),
          Optional.empty(),
          Map.of(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty());
  private Connector connector;
  private StepAnswer answer;

  @BeforeEach
  void read() throws Exception {
    connector =
        ConnectorFolder.read(
            Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest"));
    open(OptionalInt.empty());
  }

  private void open(OptionalInt perMinute) {
    Gate gate = new Gate(System::nanoTime);
    ConnectorInstance limited =
        new ConnectorInstance(
            "lyon",
            "custom-rest",
            "Lyon",
            "plant",
            instance.address(),
            Optional.empty(),
            Map.of(),
            OptionalInt.empty(),
            perMinute,
            Optional.empty());
    gate.configure(
        limited,
        connector.limits(),
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 0.5));
    gates.put("lyon", gate);
  }

  private Questions questions() {
    Connectors one =
        new Connectors() {
          @Override
          public Optional<Connector> find(String kind) {
            return Optional.of(connector).filter(each -> each.id().equals(kind));
          }

          @Override
          public List<Loaded> all() {
            return List.of();
          }
        };
    return new Questions(
        new Asking(
            request -> {
              asked.set(request);
              return answer;
            },
            () -> List.of(instance),
            one,
            gates,
            Clock.systemUTC()));
  }

  private static StepAnswer answered(int status, String body) {
    return new StepAnswer.Answered(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer changed() throws InterruptedException {
    return questions().changed("lyon", SINCE, Optional.empty());
  }

  private static String words(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Away.class);
    return ((Answer.Away) answer).words();
  }

  @Test
  void theQuestionCarriesTheTimeAndThePage() throws Exception {
    answer = answered(200, "{\"data\":[" + DONE + "]}");
    Answer.Page page =
        (Answer.Page)
            questions().changed("lyon", SINCE, Optional.of(new Cursor(2, Optional.empty())));
    assertThat(asked.get().query())
        .contains("updated_since=2026-03-29T06%3A00%3A00%2B00%3A00", "page=3", "per_page=100");
    assertThat(page.orders()).extracting(ForeignOrder::foreignStatus).containsExactly("done");
    assertThat(page.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"error\":\"not today\"}", "{\"data\":{}}", "{\"data\":null}"})
  void anAnswerWithoutTheListIsNoEmptyList(String body) throws Exception {
    answer = answered(200, body);
    assertThat(words(changed())).contains("without the list /data");
  }

  @Test
  void afterAFullPageComesAnother() throws Exception {
    answer = answered(200, "{\"data\":[" + (DONE + ",").repeat(99) + DONE + "]}");
    Answer.Page page = (Answer.Page) changed();
    assertThat(page.next()).contains(new Cursor(1, Optional.empty()));
  }

  @Test
  void oneRecordThatCannotBeReadHoldsUpNoOther() throws Exception {
    answer = answered(200, "{\"data\":[{\"number\":\"OT-0\"}," + DONE + "]}");
    Answer.Page page = (Answer.Page) changed();
    assertThat(page.orders()).hasSize(1);
    assertThat(page.unreadable()).containsExactly("OT-0: no status");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>Sign in</body></html>",
        "{\"data\":[{\"number\":\"OT-1\",",
        "",
        "\u0000\u0001",
      })
  void whatIsNoAnswerOfTheConnectorsFormatIsNoEmptyList(String body) throws Exception {
    answer = answered(200, body);
    assertThat(words(changed())).contains("without JSON").contains("is the address right?");
  }

  @Test
  void aRefusalIsTakenWithItsWordsAndItsPause() throws Exception {
    answer =
        new StepAnswer.Answered(
            429,
            Map.of("retry-after", "90"),
            "{\"errors\":[{\"message\":\"too many\"}]}".getBytes(StandardCharsets.UTF_8));
    Answer.Away away = (Answer.Away) changed();
    assertThat(away.words()).contains("429").contains("too many");
    assertThat(away.retryAfter()).contains(Duration.ofSeconds(90));
  }

  @Test
  void anOrderThatIsNotThereIsAnEmptyPageAndAListThatIsNotThereIsNone() throws Exception {
    answer = answered(404, "{}");
    Delivery created =
        Delivery.planned("dl-1", "wo-1", "lyon", Purpose.CREATE, 2, SINCE)
            .withVariable(Walk.FOUND, Facts.with("id", "7").build());
    Answer one = questions().one(created, SampleOrders.order("wo-1", "lyon"));
    assertThat(one).isEqualTo(new Answer.Page(List.of(), List.of(), Optional.empty()));
    assertThat(asked.get().path()).isEqualTo("/api/v1/workorders/7");
    assertThat(words(changed())).contains("404");
  }

  /**
   * Fiix is asked for one order by a search: an answer without its list is no order that is gone.
   */
  @Test
  void anAnswerWithoutTheListOfASearchForOneIsNoOrderThatIsGone() throws Exception {
    connector =
        ConnectorFolder.read(Path.of(System.getProperty("project.root"), "camel-routes", "fiix"));
    instance =
        new ConnectorInstance(
            "lyon",
            "fiix",
            "Lyon",
            "plant",
            instance.address(),
            Optional.empty(),
            Map.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty());
    Delivery created =
        Delivery.planned("dl-1", "wo-1", "lyon", Purpose.CREATE, 2, SINCE)
            .withForeign(Optional.of("7"), Optional.empty())
            .withVariable(Walk.FOUND, Facts.with("id", "7").build());
    answer = answered(200, "{\"error\":{\"leg\":\"SOMEWHERE\"}}");
    assertThat(words(questions().one(created, SampleOrders.order("wo-1", "lyon"))))
        .contains("without the list /objects");
    answer = answered(200, "{\"objects\":[]}");
    assertThat(questions().one(created, SampleOrders.order("wo-1", "lyon")))
        .isEqualTo(new Answer.Page(List.of(), List.of(), Optional.empty()));
  }

  @Test
  void whatTheQuestionNeedsAndNobodyKnowsIsNamed() throws Exception {
    answer = answered(200, DONE);
    Delivery created = Delivery.planned("dl-1", "wo-1", "lyon", Purpose.CREATE, 2, SINCE);
    assertThat(words(questions().one(created, SampleOrders.order("wo-1", "lyon"))))
        .contains("found.id");
    assertThat(asked.get()).isNull();
  }

  @Test
  void nothingIsAskedWhereOrdersDoNotFlowAndTheLimitOfCallsIsWaitedFor() throws Exception {
    answer = answered(200, "{\"data\":[]}");
    open(OptionalInt.of(300));
    long begin = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      assertThat(changed()).isInstanceOf(Answer.Page.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(300));
    gates.clear();
    assertThat(words(changed())).contains("its orders do not flow yet");
  }

  @Test
  void aSessionThatIsOverIsBegunAnewOnce() throws Exception {
    answer = new StepAnswer.SessionOver("answered 401");
    assertThat(words(changed())).contains("again, right after a new one");
  }
}
