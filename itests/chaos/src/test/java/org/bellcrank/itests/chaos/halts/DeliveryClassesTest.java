package org.bellcrank.itests.chaos.halts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.journal.Facts;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.store.jdbc.StoreSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Orders for a system that can be neither searched nor told twice, with and without a person, and
 * what the journal has to say of each delivery class.
 */
@Timeout(300)
class DeliveryClassesTest {

  private static final Duration REST = Duration.ofSeconds(90);
  private static final Instant NOW = Instant.parse("2026-03-29T06:00:00Z");
  private static final int SPOTS = 30;
  private static final List<Telling> TOLD = new Story(7, 60, SPOTS).tellings();

  @TempDir private static Path documents;
  private static Layout layout;

  @TempDir private Path folder;
  private Plant plant;
  private final Tally tally = new Tally();

  @BeforeAll
  static void read() throws IOException {
    LogManager.getLogManager().reset();
    layout = Layout.write(Path.of(System.getProperty("project.root")), documents);
  }

  @BeforeEach
  void start() {
    plant = new Plant();
    plant.blind(FaultKind.TIMEOUT_AFTER_COMMIT, 1);
    plant.blind(FaultKind.CLOSED_BEFORE_PROCESSING, 1);
  }

  @AfterEach
  void end() {
    plant.close();
  }

  @Test
  void whatCannotBeLookedUpWaitsForAPersonAndAPersonWhoLooksSettlesItAll() throws Exception {
    try (SmallGateway alone = gateway(false)) {
      alone.feed(TOLD, id -> {});
      assertThat(alone.awaitRest(REST)).as(alone::state).isTrue();
      Reckoning.unattended(alone.store(), layout, plant.books(), tally);
    }
    assertThat(tally.verdict().complaints()).isEmpty();
    assertThat(tally.count("waitedForAPerson")).isEqualTo(2);
    try (SmallGateway attended = gateway(true)) {
      assertThat(attended.awaitRest(REST)).as(attended::state).isTrue();
      Reckoning.of(attended.store(), layout, TOLD, plant.books(), tally);
    }
    assertThat(tally.verdict().complaints()).isEmpty();
    assertThat(tally.count("adoptedByAPerson")).isEqualTo(1);
    assertThat(tally.count("sentAgainByAPerson")).isEqualTo(1);
    assertThat(tally.count("ordersConfirmed")).isGreaterThan(2);
  }

  @Test
  void aPersonWhoSendsAgainWithoutLookingDoublesAnOrderAndTheBooksShowIt() throws Exception {
    try (SmallGateway gateway = gateway(false)) {
      gateway.feed(TOLD, id -> {});
      assertThat(gateway.awaitRest(REST)).as(gateway::state).isTrue();
      unsure(gateway).forEach(each -> gateway.desk().retry(each.row().id(), "careless"));
      assertThat(gateway.awaitRest(REST)).as(gateway::state).isTrue();
      Reckoning.of(gateway.store(), layout, TOLD, plant.books(), tally);
    }
    assertThat(tally.verdict().doubled()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maximo-bedford", "rest-lyon", "rest-genk"})
  void whatIsSentAgainWhileNobodyKnowsItsFateIsDoubled(String instance) {
    try (JdbcStore store = JdbcStore.open(folder.resolve("data"))) {
      step(store, "delivery.intent", instance, "create", "");
      step(store, "delivery.receipt", instance, "create", "uncertain");
      step(store, "delivery.intent", instance, "create", "");
      audit(store).read(tally);
    }
    assertThat(tally.verdict().complaints())
        .singleElement()
        .asString()
        .contains("sends again what nobody knows the fate of");
  }

  @Test
  void anAnsweredSearchOrAPersonSettlesADoubtAndNothingElseDoes() {
    try (JdbcStore store = JdbcStore.open(folder.resolve("data"))) {
      step(store, "delivery.receipt", "rest-lyon", "create", "uncertain");
      step(store, "delivery.receipt", "rest-lyon", "find", "accepted");
      step(store, "delivery.intent", "rest-lyon", "create", "");
      step(store, "delivery.receipt", "rest-genk", "create", "uncertain");
      said(store, "rest-genk", "retry");
      step(store, "delivery.intent", "rest-genk", "create", "");
      audit(store).read(tally);
      assertThat(tally.verdict().complaints()).isEmpty();
      step(store, "delivery.receipt", "maximo-bedford", "create", "uncertain");
      step(store, "delivery.receipt", "maximo-bedford", "find", "unreachable");
      step(store, "delivery.intent", "maximo-bedford", "create", "");
      audit(store).read(tally);
    }
    assertThat(tally.verdict().doubled()).isEqualTo(1);
  }

  @Test
  void aPersonIsAskedOnlyOfWhatIsInDoubtAndCannotBeLookedUp() {
    try (JdbcStore store = JdbcStore.open(folder.resolve("data"))) {
      said(store, "rest-genk", "adopt");
      row(store, "rest-genk", DeliveryState.UNSURE);
      row(store, "rest-lyon", DeliveryState.UNSURE);
      row(store, "maximo-bedford", DeliveryState.REFUSED);
      ClassAudit audit = audit(store);
      audit.read(tally);
      assertThat(tally.verdict().complaints()).singleElement().asString().contains("in doubt");
      audit.waiting();
    }
    assertThat(tally.verdict().complaints())
        .anyMatch(words -> words.contains("rest-lyon is UNSURE"))
        .anyMatch(words -> words.contains("maximo-bedford is REFUSED"))
        .noneMatch(words -> words.contains("rest-genk is"));
  }

  private ClassAudit audit(JdbcStore store) {
    return new ClassAudit(store, layout.site().connectors(), layout, tally.verdict());
  }

  private static void row(JdbcStore store, String instance, DeliveryState state) {
    Delivery row =
        Delivery.planned("of-" + instance, "wo", instance, Purpose.CREATE, 3, NOW)
            .withState(state, "planted");
    store.commit(
        unit -> {
          unit.port(OutboxBook.class).add(row);
          return null;
        });
  }

  private static void step(
      JdbcStore store, String kind, String instance, String step, String receipt) {
    append(store, kind, instance, Facts.with("step", step).put("receipt", receipt).build());
  }

  private static void said(JdbcStore store, String instance, String did) {
    append(store, "delivery.person", instance, Facts.with("did", did).build());
  }

  private static void append(JdbcStore store, String kind, String instance, Facts facts) {
    Facts whole =
        Facts.with("delivery", "of-" + instance).put("instance", instance).putAll(facts).build();
    store.commit(
        unit -> {
          unit.append(NOW, kind, "wo", whole);
          return null;
        });
  }

  private static Stream<DeliveryDesk.Case> unsure(SmallGateway gateway) {
    return gateway.desk().cases(100).stream()
        .filter(each -> each.row().state() == DeliveryState.UNSURE);
  }

  private SmallGateway gateway(boolean attended) {
    return new SmallGateway(
        layout,
        plant.addresses(),
        folder.resolve("data"),
        StoreSettings.NONE,
        attended,
        Watch.NONE);
  }
}
