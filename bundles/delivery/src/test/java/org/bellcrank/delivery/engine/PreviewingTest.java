package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.OrderPreview.Call;
import org.bellcrank.delivery.OrderPreview.Field;
import org.bellcrank.delivery.OrderPreview.Preview;
import org.bellcrank.delivery.OrderPreview.Wish;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.connector.Mapper;
import org.bellcrank.delivery.connector.MappingTrace;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an order would become: with shipped folders and real orders, and nothing is sent. */
class PreviewingTest {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");
  private static final String LONG =
      "A pit of the ball screw that nobody has seen before ".repeat(9);

  @TempDir Path home;

  static List<Path> shipped() throws IOException {
    try (Stream<Path> folders = Files.list(SHIPPED)) {
      return folders.filter(ConnectorFolder::isOne).sorted().toList();
    }
  }

  /** What is shown has to be what would be sent. */
  @ParameterizedTest
  @MethodSource("shipped")
  void whatIsShownIsWhatTheMapperWrites(Path folder) throws Exception {
    Connector connector = ConnectorFolder.read(folder);
    ConnectorInstance instance = instance(connector);
    for (String title : List.of("Pitting on ball screw", LONG, "Größe, naïve ½ …")) {
      WorkOrder order = order(title);
      Delivery row =
          Delivery.planned("dl", order.id(), "plant", Purpose.CREATE, 2, SampleOrders.RAISED);
      Map<String, Object> known = KnownNames.of(order, instance, row);
      known.put("found.site", "7");
      for (String on : List.of("create", "update")) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (MappingTrace.Traced each : MappingTrace.of(connector.mapping(), on, known)) {
          assertThat(each.problem()).as("%s %s", folder, each.pointer()).isEmpty();
          each.value().ifPresent(value -> put(shown, each.pointer(), value));
        }
        assertThat(shown)
            .as("%s, %s", folder.getFileName(), on)
            .isEqualTo(new Mapper(connector.mapping()).fields(on, known));
      }
    }
  }

  private static void put(Map<String, Object> shown, String pointer, Object value) {
    if (value instanceof Facts parts) {
      parts.values().forEach((part, each) -> shown.put(pointer + "/" + part, each));
    } else {
      shown.put(pointer, value);
    }
  }

  @Test
  void aTextThatIsCutAndOneThatTakesTheRestSayIt() throws Exception {
    Preview preview = preview("atlas", LONG, "create");
    Field title = field(preview, "/title");
    assertThat(title.from()).isEqualTo("order.title");
    assertThat(title.notes())
        .anySatisfy(
            note -> assertThat(note).startsWith("cut from 468 characters to 234; all of it"))
        .anySatisfy(note -> assertThat(note).contains("which is never cut"));
    assertThat(title.rule().orElseThrow().used()).isEqualTo(255);
    assertThat(title.rule().orElseThrow().length()).hasValue(255);
    assertThat(title.rule().orElseThrow().required()).isEqualTo("service");
    Field description = field(preview, "/description");
    assertThat(description.notes()).contains("begins with all of /title, which was too long");
    assertThat(description.lines())
        .anySatisfy(
            line -> {
              assertThat(line.text()).contains("context.lot");
              assertThat(line.value()).isEmpty();
              assertThat(line.missing()).isEqualTo("context.lot");
            });
    assertThat(field(preview, "/priority").notes()).containsExactly("translated from \"2\"");
    assertThat(field(preview, "/priority").value()).contains("HIGH");
    assertThat(field(preview, "/dueDate").notes())
        .containsExactly("left out: the order does not know order.dueBy");
  }

  @Test
  void theRequestIsThatOfTheRecipeWithoutAnythingThatProvesWhoCalls() throws Exception {
    Preview preview = preview("atlas", "Pit", "create");
    assertThat(preview.fits()).isTrue();
    assertThat(preview.calls())
        .extracting(Call::step)
        .containsExactly("find", "create", "read-back");
    Call create = preview.calls().get(1);
    assertThat(create.changes()).isTrue();
    assertThat(create.head().get(0)).isEqualTo("POST http://***@cmms.example/api/work-orders");
    assertThat(create.body()).contains("\"title\":\"Pit ").contains("\"priority\":\"HIGH\"");
    assertThat(preview.calls().get(2).note()).contains("waits for what earlier steps find");
    assertThat(preview.calls().get(2).head()).isEmpty();
    assertThat(preview.added()).containsExactly("Authorization: ***");
    assertThat(preview.toString()).doesNotContain("geheim", "tok-123");
  }

  @Test
  void anOrderThatCannotBeMappedShowsTheReasonAtItsFieldAndTheOthersStill() throws Exception {
    Connector connector = ConnectorFolder.read(SHIPPED.resolve("atlas"));
    WorkOrder order = without(order("Pit"), "asset.foreignId");
    Preview preview = preview(connector, order, "create");
    assertThat(preview.fits()).isFalse();
    assertThat(field(preview, "/asset/id").problem().orElseThrow())
        .contains("/asset/id needs a value; the order does not know asset.foreignId");
    assertThat(field(preview, "/title").problem()).isEmpty();
    assertThat(field(preview, "/title").value()).isPresent();
    assertThat(preview.calls().get(1).note()).contains("/asset/id needs a value");
  }

  @Test
  void namesThatNobodyReadsAndFieldsThatTheVendorFillsAreListed() throws Exception {
    Preview preview = preview("atlas", "Pit", "create");
    assertThat(preview.unused())
        .contains("asset.criticality", "finding.box")
        .doesNotContain("order.title", "order.reference", "asset.foreignId");
    assertThat(preview.missing())
        .anySatisfy(
            each -> {
              assertThat(each.to()).isEqualTo("/customId");
              assertThat(each.required()).isEqualTo("server-defaulted");
              assertThat(each.place()).startsWith("atlas/facts.yaml:");
            });
    assertThat(preview.others()).contains("/team/id");
  }

  @Test
  void withoutAnInstanceWhatItWouldSayIsMissing() throws Exception {
    Connector maximo = ConnectorFolder.read(SHIPPED.resolve("maximo"));
    Preview preview = view(maximo).of(wish(maximo, order("Pit"), Optional.empty(), "create"));
    assertThat(field(preview, "/siteid").problem().orElseThrow())
        .contains("the order does not know instance.siteid");
    assertThat(field(preview, "/siteid").rule().orElseThrow().breach())
        .contains("it is required, and nothing is sent");
  }

  @ParameterizedTest(name = "{1}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mapping | /priority | from: order.priority~    type: text~    max: 6~    values: { \"1\": HIGH, \"2\": HIGH, \"3\": MEDIUM, \"4\": LOW, \"5\": NONE }~    fallback: MEDIUM | from: \"'URGENT'\"~    type: text~    max: 6 | 'URGENT' is sent, known there are NONE, LOW, MEDIUM, HIGH",
        "facts | /dueDate | name: /dueDate, type: instant | name: /dueDate, required: practice, type: instant | it is required, and nothing is sent",
        "facts | /asset/id | name: /asset/id, type: whole | name: /asset/id, highest: 100, type: whole | 101 is out of its range"
      })
  void whatBreaksTheVendorsRuleIsToldAtItsField(
      String file, String pointer, String from, String to, String breach) throws Exception {
    Path copy = copy("atlas");
    change(copy, file, from, to);
    Preview preview = preview(ConnectorFolder.read(copy), order("Pit"), "create");
    assertThat(field(preview, pointer).rule().orElseThrow().breach()).contains(breach);
    assertThat(preview.fields())
        .filteredOn(each -> each.rule().orElseThrow().breach().isPresent())
        .as("no other is broken")
        .hasSize(1);
  }

  @Test
  void mistakesOfTheFolderAsItStandsNowAreToldAtTheirFieldWithFileAndLine() throws Exception {
    Path copy = copy("atlas");
    Connector running = ConnectorFolder.read(copy);
    change(copy, "mapping", "max: 255", "max: 256");
    change(copy, "recipe", "effect: confirm", "effect: look");
    Preview preview = preview(running, order("Pit"), "create");
    assertThat(field(preview, "/title").mistakes())
        .singleElement()
        .asString()
        .startsWith("atlas/mapping.yaml:")
        .contains("longer than the vendor allows", "given max 256, allowed at most 255");
    assertThat(preview.problems())
        .anySatisfy(words -> assertThat(words).startsWith("atlas/recipe.yaml:"));
  }

  @Test
  void whatIsAskedForWronglyIsRefusedWithWhatIsAllowed() throws Exception {
    Connector atlas = ConnectorFolder.read(SHIPPED.resolve("atlas"));
    WorkOrder order = order("Pit");
    assertThatThrownBy(() -> preview(atlas, order, "attach"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("given on 'attach'; allowed: create, update");
    assertThatThrownBy(
            () ->
                view(atlas)
                    .of(new Wish("atlass", Optional.empty(), order, Optional.empty(), "create")))
        .hasMessageContaining("given kind 'atlass'");
    assertThatThrownBy(() -> view(atlas).of(wish(atlas, order, Optional.of("lyon"), "create")))
        .hasMessageContaining("given instance 'lyon'");
  }

  private Preview preview(String kind, String title, String on) throws Exception {
    return preview(ConnectorFolder.read(SHIPPED.resolve(kind)), order(title), on);
  }

  private static Preview preview(Connector connector, WorkOrder order, String on) {
    return view(connector).of(wish(connector, order, Optional.of("plant"), on));
  }

  private static Wish wish(
      Connector connector, WorkOrder order, Optional<String> instance, String on) {
    return new Wish(connector.id(), instance, order, Optional.empty(), on);
  }

  private static Previewing view(Connector connector) {
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
    return new Previewing(one, () -> List.of(instance(connector)), Clock.systemUTC());
  }

  /** An instance that says all that is asked, and carries a password where none belongs. */
  private static ConnectorInstance instance(Connector connector) {
    Map<String, String> context = new LinkedHashMap<>();
    connector
        .context()
        .forEach(field -> context.put(field.name(), field.name().equals("zone") ? "UTC" : "7"));
    return new ConnectorInstance(
        "plant",
        connector.id(),
        "Plant",
        "plant",
        URI.create("http://user:geheim@cmms.example/api"),
        Optional.of("secret:plant"),
        context,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private static WorkOrder order(String title) {
    WorkOrder given = SampleOrders.order("wo-1", "plant").withField("asset.foreignId", "101");
    return copy(given, title, given.fields());
  }

  private static WorkOrder without(WorkOrder given, String name) {
    Map<String, Object> fields = new LinkedHashMap<>(given.fields().values());
    fields.remove(name);
    return copy(given, given.title(), Facts.of(fields));
  }

  private static WorkOrder copy(WorkOrder given, String title, Facts fields) {
    return new WorkOrder(
        given.id(),
        given.cause(),
        given.site(),
        given.connector(),
        given.type(),
        given.priority(),
        given.status(),
        title,
        given.description(),
        given.raisedAt(),
        given.occurrences(),
        given.evidence(),
        fields);
  }

  private Path copy(String kind) throws IOException {
    Path from = SHIPPED.resolve(kind);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = home.resolve(kind).resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return home.resolve(kind);
  }

  /** {@code ~} stands for the end of a line. */
  private static void change(Path folder, String file, String from, String to) throws IOException {
    Path path = folder.resolve(file + ".yaml");
    String text = Files.readString(path);
    String before = from.replace("~", "\n");
    assertThat(text).contains(before);
    int at = text.indexOf(before);
    Files.writeString(
        path, text.substring(0, at) + to.replace("~", "\n") + text.substring(at + before.length()));
  }

  private static Field field(Preview preview, String to) {
    return preview.fields().stream().filter(each -> each.to().equals(to)).findFirst().orElseThrow();
  }
}
