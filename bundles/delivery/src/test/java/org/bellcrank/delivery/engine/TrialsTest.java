package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.bellcrank.delivery.ConnectionTest.Outcome;
import org.bellcrank.delivery.ConnectionTest.Stage;
import org.bellcrank.delivery.ConnectionTest.Tested;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of a connection: what was done, what is wrong, and what nobody may see. */
@Timeout(60)
class TrialsTest {

  private static final String WELL = "{\"data\":[]}";

  private final MemoryStore store = new MemoryStore();
  private final List<StepRequest> asked = new ArrayList<>();
  private final List<StepAnswer> given = new ArrayList<>();
  private final Map<String, Gate> gates = new HashMap<>();
  private final AtomicLong ticks = new AtomicLong();
  private Optional<StepAnswer> login = Optional.empty();
  private Connector connector;
  private ConnectorInstance instance = instance(OptionalInt.empty(), Map.of());

  @BeforeEach
  void read() throws Exception {
    load("custom-rest");
  }

  private void load(String kind) throws Exception {
    connector =
        ConnectorFolder.read(Path.of(System.getProperty("project.root"), "camel-routes", kind));
    instance = instance(OptionalInt.empty(), instance.context());
    gate();
  }

  private void gate() {
    Gate gate = new Gate(ticks::get);
    gate.configure(
        instance,
        connector.limits(),
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 0.5));
    gates.put("lyon", gate);
  }

  private ConnectorInstance instance(OptionalInt perMinute, Map<String, String> context) {
    return new ConnectorInstance(
        "lyon",
        connector == null ? "custom-rest" : connector.id(),
        "Lyon",
        "plant",
        URI.create("http://user:geheim@cmms.example"),
        Optional.of("secret:lyon"),
        context,
        OptionalInt.empty(),
        perMinute,
        Optional.empty());
  }

  private Tested test() throws InterruptedException {
    return trials(
            new StepCaller() {
              @Override
              public StepAnswer call(StepRequest request) {
                asked.add(request);
                return given.size() > 1 ? given.remove(0) : given.get(0);
              }

              @Override
              public Optional<StepAnswer> signIn(ConnectorInstance of) {
                return login;
              }
            })
        .test("lyon", "Ada");
  }

  private Trials trials(StepCaller caller) {
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
    return new Trials(store, caller, () -> List.of(instance), one, gates, Clock.systemUTC());
  }

  private static StepAnswer answered(int status, String body) {
    return new StepAnswer.Answered(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Stage last(Tested tested) {
    return tested.stages().get(tested.stages().size() - 1);
  }

  @Test
  void aConnectionThatIsWellIsToldStepByStepAndNothingWasChanged() throws Exception {
    given.add(answered(200, WELL));
    Tested tested = test();
    assertThat(tested.well()).isTrue();
    assertThat(tested.stages()).extracting(Stage::name).containsExactly("ready", "look", "changes");
    assertThat(tested.stages().get(1).status()).hasValue(200);
    assertThat(asked).extracting(StepRequest::method).containsOnly("GET");
    assertThat(asked.get(1).query()).as("one record").contains("per_page=1");
    assertThat(asked).allSatisfy(call -> assertThat(call.answerTimeout()).hasSeconds(15));
  }

  @Test
  void itIsKeptInTheJournalWithWhoAskedAndWithoutAnySecret() throws Exception {
    given.add(new StepAnswer.NotSent("cmms.example:80 cannot be reached", Trouble.UNREACHABLE));
    Tested tested = test();
    Facts entry =
        store.about("lyon").stream()
            .filter(each -> each.kind().equals("connection.tested"))
            .findFirst()
            .orElseThrow()
            .facts();
    assertThat(entry.values()).containsEntry("who", "Ada").containsEntry("well", false);
    assertThat(entry.factsList("stages").get(1).values())
        .containsEntry("stage", "look")
        .containsEntry("trouble", "UNREACHABLE");
    assertThat(entry.json() + tested).doesNotContain("geheim");
    assertThat(tested.stages().get(0).words()).contains("http://***@cmms.example", "secret:lyon");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "401 | {} | SIGN_IN | Renew what stands under secret:lyon",
        "403 | {\"message\":\"not yours\"} | RIGHTS | the rights that the README of connector custom-rest",
        "404 | {\"error\":\"Not Found\"} | PATH | nothing at this path",
        "404 | <html><title>Not here</title></html> | PATH | nothing at this path",
        "302 | `` | STRANGER | not what connector custom-rest speaks to",
        "200 | <!DOCTYPE html><html><title>Sign on</title></html> | STRANGER | a sign-on page",
        "200 | {\"orders\":[]} | STRANGER | not what connector custom-rest speaks to",
        "200 | ok | STRANGER | not what connector custom-rest speaks to",
        "422 | {\"errors\":[{\"message\":\"no such filter\"}]} | QUESTION | does not understand",
        "429 | {} | BUSY | Try again later",
        "503 | <html>back soon</html> | BUSY | Try again later",
        "500 | {\"message\":\"boom\"} | OTHER | its own words"
      })
  void anAnswerTellsWhatIsWrong(int status, String body, Trouble trouble, String advice)
      throws Exception {
    given.add(answered(status, body == null ? "" : body));
    Stage stage = last(test());
    assertThat(stage.name()).isEqualTo("look");
    assertThat(stage.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(stage.trouble()).contains(trouble);
    assertThat(stage.status()).hasValue(status);
    assertThat(stage.advice()).containsIgnoringCase(advice);
    assertThat(stage.words()).startsWith("answered " + status);
  }

  @Test
  void whatMayBeSearchedAndWhatMayBeReadAreTwoThings() throws Exception {
    given.addAll(List.of(answered(200, WELL), answered(403, "{\"message\":\"no reports\"}")));
    Stage stage = last(test());
    assertThat(stage.name()).isEqualTo("changes");
    assertThat(stage.trouble()).contains(Trouble.RIGHTS);
    assertThat(stage.words()).contains("no reports");
  }

  @Test
  void aPageForPeopleIsNamedByItsTitle() throws Exception {
    given.add(answered(200, "<!doctype html>\n<title> Plant portal </title>"));
    assertThat(last(test()).words())
        .isEqualTo("answered 200 with a page for people, \"Plant portal\"");
  }

  @Test
  void aDatabaseTellsByItsStatesWhatIsMissing() throws Exception {
    load("custom-jdbc");
    given.add(answered(422, "{\"message\":\"permission denied\",\"sqlState\":\"42501\"}"));
    assertThat(last(test()).trouble()).contains(Trouble.RIGHTS);
    given.set(0, answered(422, "{\"message\":\"no relation\",\"sqlState\":\"42P01\"}"));
    assertThat(last(test()).trouble()).contains(Trouble.PATH);
    given.set(0, answered(401, "{\"message\":\"password\",\"sqlState\":\"28P01\"}"));
    assertThat(last(test()).trouble()).contains(Trouble.SIGN_IN);
  }

  @Test
  void aSignInThatFailsEndsTheTestThere() throws Exception {
    instance = instance(OptionalInt.empty(), Map.of("company", "46"));
    load("atlas");
    login = Optional.of(new StepAnswer.NoCredential("the login was answered 403", Trouble.SIGN_IN));
    Stage stage = last(test());
    assertThat(stage.name()).isEqualTo("sign-in");
    assertThat(stage.trouble()).contains(Trouble.SIGN_IN);
    assertThat(asked).isEmpty();
  }

  @Test
  void aSessionThatIsOverIsBegunAnewOnce() throws Exception {
    given.addAll(List.of(new StepAnswer.SessionOver("answered 401"), answered(200, WELL)));
    assertThat(test().well()).isTrue();
    assertThat(asked).hasSize(3);
    given.clear();
    given.add(new StepAnswer.SessionOver("answered 401"));
    assertThat(last(test()).trouble()).contains(Trouble.SIGN_IN);
  }

  @Test
  void whatTheInstanceDoesNotSayIsToldBeforeAnybodyIsAsked() throws Exception {
    load("maximo");
    Stage stage = last(test());
    assertThat(stage.trouble()).contains(Trouble.GATEWAY);
    assertThat(stage.words()).isEqualTo("its context lacks siteid");
    assertThat(asked).isEmpty();
  }

  @Test
  void theCallsCountAmongThoseOfTheMinuteAndAreMadeWhileOrdersWait() throws Exception {
    instance = instance(OptionalInt.of(1), Map.of());
    gate();
    given.add(answered(200, WELL));
    Tested first = test();
    assertThat(first.stages().get(1).outcome()).isEqualTo(Outcome.WELL);
    assertThat(last(first).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(last(first).trouble()).contains(Trouble.LIMIT);
    assertThat(last(first).advice()).contains("in 60 seconds");
    assertThat(asked).hasSize(1);
    assertThat(gates.get("lyon").asks()).as("orders have none left either").isPresent();
  }

  @Test
  void twoTestsOfOneInstanceDoNotRunAtOnceAndUnknownOnesNotAtAll() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Trials trials =
        trials(
            request -> {
              inside.countDown();
              leave.await();
              return answered(200, WELL);
            });
    Thread first =
        new Thread(
            () -> {
              try {
                trials.test("lyon", "Ada");
              } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
              }
            });
    first.start();
    inside.await();
    assertThatThrownBy(() -> trials.test("lyon", "Bob"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("being tried already");
    leave.countDown();
    first.join();
    assertThat(trials.test("lyon", "Bob").well()).isTrue();
    assertThatThrownBy(() -> trials.test("london", "Bob"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("given instance 'london'; allowed: one of the site documents");
  }
}
