package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.AssetReader.Answer;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The register is asked for page by page, and read as the folder says. */
class AssetQuestionsTest {

  private static final String PRESS =
      """
      {"tag":"P-1","description":"Press","serial_number":" SN 7 ","manufacturer":"","model":"K2",
       "installed_on":"2019-05-01","criticality":"vital","status":"in_use"}""";

  @TempDir Path folder;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final AtomicReference<StepRequest> asked = new AtomicReference<>();
  private final ConnectorInstance instance =
      new ConnectorInstance(
          "lyon",
          "custom-rest",
          "Lyon",
          "plant",
          URI.create("http://127.0.0.1:1"),
          Optional.empty(),
          Map.of(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty());
  private Connector connector;
  private StepAnswer answer;

  @BeforeEach
  void prepare() throws Exception {
    connector =
        ConnectorFolder.read(
            Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest"));
    Gate gate = new Gate(System::nanoTime);
    gate.configure(
        instance,
        connector.limits(),
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 0.5));
    gates.put("lyon", gate);
  }

  private AssetQuestions questions() {
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
    return new AssetQuestions(
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

  private Answer.Page read(String records) throws InterruptedException {
    answer = answered(200, "{\"data\":[" + records + "]}");
    return (Answer.Page) questions().page("lyon", Optional.empty());
  }

  @Test
  void theQuestionCarriesThePage() throws Exception {
    answer = answered(200, "{\"data\":[]}");
    questions().page("lyon", Optional.of(new Cursor(2, Optional.empty())));
    assertThat(asked.get().query()).contains("page=3", "per_page=100");
    assertThat(questions().every("lyon")).contains(Duration.ofDays(1));
    assertThat(questions().every("paris")).isEmpty();
  }

  @Test
  void whatTheRegisterTellsIsTakenAndWhatItDoesNotTellIsMissing() throws Exception {
    ForeignAsset press = read(PRESS).assets().get(0);
    assertThat(press.foreignId()).isEqualTo("P-1");
    assertThat(press.field(AssetFields.SERIAL)).contains("SN 7");
    assertThat(press.field(AssetFields.MANUFACTURER)).isEmpty();
    assertThat(press.field(AssetFields.INSTALLED_ON)).contains("2019-05-01");
    assertThat(press.field(AssetFields.CRITICALITY)).contains("A");
    assertThat(press.state()).contains(ForeignAsset.State.IN_SERVICE);
  }

  @Test
  void aWordThatIsNotListedRetiresNothing() throws Exception {
    ForeignAsset press =
        read(PRESS.replace("in_use", "lent").replace("vital", "?")).assets().get(0);
    assertThat(press.state()).isEmpty();
    assertThat(press.retired()).isFalse();
    assertThat(press.statusWord()).isEqualTo("lent");
    assertThat(press.field(AssetFields.CRITICALITY)).isEmpty();
    assertThat(press.criticalityWord()).isEqualTo("?");
  }

  @Test
  void aRecordWithoutKeyHoldsUpNoOtherAndADayThatIsNoneNoOtherField() throws Exception {
    Answer.Page page =
        read("{\"tag\":\"\"}," + PRESS.replace("2019-05-01", "spring") + "," + PRESS);
    assertThat(page.records()).isEqualTo(3);
    assertThat(page.assets()).hasSize(2);
    assertThat(page.assets().get(0).field(AssetFields.INSTALLED_ON)).isEmpty();
    assertThat(page.assets().get(0).field(AssetFields.SERIAL)).contains("SN 7");
    assertThat(page.unreadable())
        .containsExactly(
            "an asset without key",
            "P-1: installedOn: given \"spring\"; allowed: a time or a text that begins with"
                + " yyyy-MM-dd");
  }

  @Test
  void aNameOfAnotherKindCostsItsFieldUnlessTheStatusReadsIt() throws Exception {
    connector =
        changed(
            text ->
                text.replace("model: /model", "model: { at: /model, type: whole }")
                    .replace("status: /status", "status: { at: /status, type: whole }"));
    Answer.Page page = read(PRESS.replace("in_use", "4") + "," + PRESS.replace("K2", "2"));
    assertThat(page.assets()).hasSize(1);
    assertThat(page.assets().get(0).field(AssetFields.MODEL)).isEmpty();
    assertThat(page.assets().get(0).field(AssetFields.SERIAL)).contains("SN 7");
    assertThat(page.assets().get(0).statusWord()).isEqualTo("4");
    assertThat(page.unreadable())
        .containsExactly(
            "P-1: model at /model: given \"K2\"; allowed: a value of type whole",
            "status at /status: given \"in_use\"; allowed: a value of type whole");
  }

  /** The folder with other questions for assets. */
  private Connector changed(UnaryOperator<String> change) throws Exception {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest");
    Path copy = folder.resolve("custom-rest");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(from.relativize(each).toString());
        Files.createDirectories(to.getParent());
        Files.copy(each, to);
      }
    }
    Path assets = copy.resolve("assets.yaml");
    Files.writeString(assets, change.apply(Files.readString(assets)));
    return ConnectorFolder.read(copy);
  }

  @Test
  void onlyAnEmptyPageIsTheEndSinceAServerMayGiveLessThanItIsAskedFor() throws Exception {
    assertThat(read(PRESS).next()).contains(new Cursor(1, Optional.empty()));
    assertThat(read("").next()).isEmpty();
  }

  @Test
  void anOffsetGoesOnByWhatWasReceived() throws Exception {
    connector =
        changed(
            text ->
                text.replace("${page.number}", "${page.offset}")
                    .replace("by: number, size: 100, first: 1", "by: offset, size: 100"));
    Optional<Cursor> next = read(PRESS + "," + PRESS).next();
    questions().page("lyon", next);
    assertThat(asked.get().query()).contains("page=2");
    assertThat(((Answer.Page) questions().page("lyon", next)).next())
        .contains(new Cursor(4, Optional.empty()));
  }

  @Test
  void anErrorIsNoEmptyRegister() throws Exception {
    answer = answered(200, "{\"error\":\"not today\"}");
    Answer told = questions().page("lyon", Optional.empty());
    assertThat(told).isInstanceOf(Answer.Away.class);
    assertThat(((Answer.Away) told).words()).contains("without the list /data");
  }
}
