package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.PictureLinks;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.camel.ScriptedServer.Answer;
import org.bellcrank.delivery.camel.ScriptedServer.Asked;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.delivery.scaffold.Scaffold;
import org.bellcrank.delivery.testing.MemoryConditions;
import org.bellcrank.delivery.testing.MemoryEvidence;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.document.Documents;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every conversation of every connector's folder; a further one needs no Java. */
@Execution(ExecutionMode.CONCURRENT)
class GoldenConversationsTest {

  private static final Path ROUTES = Path.of(System.getProperty("project.root"), "camel-routes");

  @TempDir Path folder;

  /**
   * The shipped ones and those of new folders; where the system property {@code connectors.more}
   * names a further directory of connectors, or one of them, these alone.
   */
  static Stream<Path> conversations() throws IOException {
    Optional<String> more = Optional.ofNullable(System.getProperty("connectors.more"));
    if (more.isPresent()) {
      return under(ROUTES.resolveSibling(more.get())).stream();
    }
    List<Path> found = new ArrayList<>(under(ROUTES));
    assertThat(found).as("conversations under " + ROUTES).hasSizeGreaterThan(5);
    Path made = Files.createTempDirectory(Path.of("target"), "scaffolds");
    for (String family : Scaffold.families()) {
      found.addAll(under(Scaffold.make("new-" + family, family, made)));
    }
    return found.stream();
  }

  private static List<Path> under(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(f -> f.getParent().getFileName().toString().equals("conversations"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void aConversationGoesAsWritten(Path file) throws Exception {
    Path connector = file.getParent().getParent();
    String kind = connector.getFileName().toString();
    MapNode script = Documents.read(file).asMap();
    MapNode instance = script.map("instance");
    MapNode given = script.map("order");
    MemoryEvidence evidence = new MemoryEvidence();
    Optional<EvidenceReference> picture =
        given
            .optionalText("picture")
            .map(p -> evidence.keep(p.getBytes(StandardCharsets.UTF_8), "image/jpeg"));
    WorkOrder order = order(given, picture, given.integer("priority"));
    Map<String, String> names = new LinkedHashMap<>();
    names.put("{reference}", order.reference().value());
    names.put("{reference8}", order.reference().value().substring(0, 8));
    names.put("{referenceDigits}", digits(order.reference().value()));
    picture.ifPresent(p -> names.put("{picture}", p.sha256().substring(0, 8)));
    picture.ifPresent(p -> names.put("{pictureHash}", p.sha256()));
    if (picture.isPresent()) {
      String name = filled("{reference}-{picture}.jpg", names);
      names.put("{pictureDigits}", digits(name));
    }
    List<MapNode> exchanges = script.maps("exchanges");
    key(instance.text("credential"));
    copy(connector);
    AtomicBoolean lost = new AtomicBoolean();
    try (ScriptedServer server = server(exchanges, names, lost);
        CamelDelivery camel =
            new CamelDelivery(folder.resolve("keys"), folder.resolve("routes").toString(), 500)) {
      camel.setSqlCaller(server::statements);
      camel.setFolders(server::folders);
      camel.setFunctionModules(server::functionModules);
      names.put("{folder}", folder.toString());
      ConnectorInstance at = instance(kind, instance, server, names).told(script.has("told"));
      names.put("{address}", at.address().toString());
      Until.is(() -> camel.find(kind).isPresent(), camel::all);
      MemoryStore store = new MemoryStore(new MemoryConditions());
      store.commit(
          unit -> {
            unit.port(OrderBook.class).add(order, SampleOrders.RAISED);
            new PlannedOutbox().deliver(unit, order, SampleOrders.RAISED);
            return null;
          });
      try (DeliveryEngine engine =
          new DeliveryEngine(
              store, Clock.systemUTC(), camel, () -> List.of(at), camel, evidence, null)) {
        engine.setPictureLinks(new PictureLinks(() -> List.of(at), camel, Clock.systemUTC()));
        settled(engine, order, server, lost);
        if (script.has("change")) {
          WorkOrder changed = order(given, picture, script.map("change").integer("priority"));
          store.commit(
              unit -> {
                unit.port(OrderBook.class).change(changed, SampleOrders.RAISED, "grew");
                new PlannedOutbox().update(unit, changed, SampleOrders.RAISED, "grew");
                return null;
              });
          settled(engine, order, server, lost);
        }
        if (script.has("told")) {
          told(store, engine, order, lost);
          settled(engine, order, server, lost);
        }
        compare(file.getFileName(), server.asked, exchanges, names);
        result(engine.of(order.id()).orElseThrow(), script, names);
      }
    }
  }

  /** From now on the engine hears of the order. */
  private static void told(
      MemoryStore store, DeliveryEngine engine, WorkOrder order, AtomicBoolean lost) {
    store.commit(
        unit -> {
          unit.append(SampleOrders.RAISED, "order.raised", order.id(), Facts.empty());
          return null;
        });
    Until.is(
        () ->
            lost.get() || engine.of(order.id()).filter(GoldenConversationsTest::tells).isPresent(),
        () -> engine.of(order.id()));
  }

  private static boolean tells(OrderDelivery delivery) {
    return delivery.others().stream().anyMatch(row -> row.purpose() == Purpose.CONDITION);
  }

  /** Nothing is waited for after a request that the script does not know. */
  private static void settled(
      DeliveryEngine engine, WorkOrder order, ScriptedServer server, AtomicBoolean lost) {
    Until.is(
        () -> lost.get() || engine.of(order.id()).map(OrderDelivery::settled).orElse(false),
        () -> engine.of(order.id()) + " " + engine.health() + server.asked);
  }

  private static void compare(
      Path script, List<Asked> asked, List<MapNode> exchanges, Map<String, String> names)
      throws Exception {
    for (int i = 0; i < exchanges.size(); i++) {
      MapNode expect = exchanges.get(i).map("expect");
      assertThat(asked).as("request %d", i + 1).hasSizeGreaterThan(i);
      Asked request = asked.get(i);
      String where =
          "%s, request %d, %s %s".formatted(script, i + 1, request.method(), request.path());
      assertThat(request.method()).as(where).isEqualTo(expect.text("method"));
      assertThat(request.path()).as(where).isEqualTo(filled(expect.text("path"), names));
      Map<String, String> query = query(request.query());
      for (Map.Entry<String, Node> entry : entries(expect, "query").entrySet()) {
        assertThat(query)
            .as(where)
            .containsEntry(entry.getKey(), filled(entry.getValue().asText(), names));
      }
      for (Map.Entry<String, Node> entry : entries(expect, "headers").entrySet()) {
        assertThat(request.headers())
            .as(where)
            .containsEntry(entry.getKey(), filled(entry.getValue().asText(), names));
      }
      String body = new String(request.body(), StandardCharsets.UTF_8);
      if (expect.has("json")) {
        assertThat(Facts.parse("{\"json\":" + body + "}").canonical())
            .as(where)
            .isEqualTo("{\"json\":" + json(expect, names) + "}");
      }
      if (expect.has("parts")) {
        parts(SentPart.of(request), expect.maps("parts"), where, names);
      }
      if (expect.has("text")) {
        assertThat(body).as(where).isEqualTo(filled(expect.text("text"), names));
      }
      assertThat(request.headers().keySet()).as(where).noneMatch(n -> n.contains("bellcrank"));
    }
    assertThat(asked).as("requests").hasSize(exchanges.size());
  }

  /** Name, file name, type and text of each part, as far as they are written down. */
  private static void parts(
      List<SentPart> sent, List<MapNode> expect, String where, Map<String, String> names)
      throws Exception {
    assertThat(sent).as(where).hasSize(expect.size());
    for (int i = 0; i < expect.size(); i++) {
      SentPart part = sent.get(i);
      MapNode wanted = expect.get(i);
      assertThat(part.name()).as(where).isEqualTo(wanted.text("name"));
      for (String key : wanted.keys()) {
        String text = filled(wanted.text(key), names);
        switch (key) {
          case "fileName" -> assertThat(part.fileName()).as(where).contains(text);
          case "type" -> assertThat(part.type()).as(where).contains(text);
          case "text" -> assertThat(part.text()).as(where).isEqualTo(text);
          default -> assertThat(key).as(where).isEqualTo("name");
        }
      }
    }
  }

  private static void result(OrderDelivery delivery, MapNode script, Map<String, String> names)
      throws Exception {
    assertThat(delivery.steps().stream().map(s -> s.step() + " " + s.receipt()).toList())
        .isEqualTo(script.texts("receipts"));
    MapNode result = script.map("result");
    assertThat(delivery.create().state()).hasToString(result.text("state"));
    assertThat(delivery.create().foreignId())
        .isEqualTo(result.optionalText("foreignId").map(id -> filled(id, names)));
    if (result.has("words")) {
      assertThat(delivery.create().words()).isEqualTo(result.text("words"));
    }
  }

  private static ScriptedServer server(
      List<MapNode> exchanges, Map<String, String> names, AtomicBoolean lost) throws IOException {
    int[] next = {0};
    return new ScriptedServer(
        asked -> {
          synchronized (next) {
            if (next[0] >= exchanges.size() || !asExpected(asked, exchanges.get(next[0]), names)) {
              lost.set(true);
              return new Answer(500, Map.of(), "not in the script");
            }
            return answer(exchanges.get(next[0]++), names);
          }
        });
  }

  private static boolean asExpected(Asked asked, MapNode exchange, Map<String, String> names) {
    try {
      MapNode expect = exchange.map("expect");
      return asked.method().equals(expect.text("method"))
          && asked.path().equals(filled(expect.text("path"), names));
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Answer answer(MapNode exchange, Map<String, String> names) {
    try {
      MapNode answer = exchange.map("answer");
      Map<String, String> headers = new LinkedHashMap<>();
      for (Map.Entry<String, Node> entry : entries(answer, "headers").entrySet()) {
        headers.put(entry.getKey(), filled(entry.getValue().asText(), names));
      }
      String body =
          answer.has("json")
              ? json(answer, names)
              : filled(answer.optionalText("text").orElse(""), names);
      return new Answer(answer.integer("status"), headers, body);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Map<String, Node> entries(MapNode node, String key) throws Exception {
    return node.has(key) ? node.map(key).entries() : Map.of();
  }

  private static String json(MapNode node, Map<String, String> names) throws Exception {
    String wrapped = Facts.with("json", node.get("json").plain()).build().canonical();
    return filled(wrapped.substring("{\"json\":".length(), wrapped.length() - 1), names);
  }

  /** As the function digits makes them, fourteen. */
  private static String digits(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    String all = new BigInteger(1, hash).toString();
    return all.substring(all.length() - 14);
  }

  private static String filled(String text, Map<String, String> names) {
    String result = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      result = result.replace(name.getKey(), name.getValue());
    }
    return result;
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      String[] pair = part.split("=", 2);
      query.put(
          URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
          URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static ConnectorInstance instance(
      String kind, MapNode node, ScriptedServer server, Map<String, String> names)
      throws Exception {
    Map<String, String> context = new LinkedHashMap<>();
    String address = server.address("").toString();
    for (Map.Entry<String, Node> entry : node.map("context").entries().entrySet()) {
      String filled = filled(entry.getValue().asText(), names);
      context.put(entry.getKey(), filled.replace("{address}", address));
    }
    return new ConnectorInstance(
            "golden",
            kind,
            "golden",
            "plant",
            node.optionalText("address")
                .map(URI::create)
                .orElse(server.address(node.optionalText("path").orElse(""))),
            Optional.of("secret:golden"),
            context,
            OptionalInt.of(1),
            // No conversation waits for a system's minute, or hour, to be over.
            OptionalInt.of(0),
            Optional.of(Duration.ofSeconds(10)))
        .over(
            new ConnectorInstance.Transport(
                OptionalInt.of(0), OptionalInt.empty(), Optional.empty(), Optional.empty()))
        .linking(
            Optional.of(
                new ConnectorInstance.Links(
                    URI.create("https://gateway.example/"),
                    Optional.empty(),
                    Duration.ofDays(180))));
  }

  private static WorkOrder order(MapNode node, Optional<EvidenceReference> picture, int priority)
      throws Exception {
    Facts.Builder fields = Facts.with("order.origin", "bellcrank");
    node.map("fields").entries().forEach((key, value) -> fields.put(key, value.plain()));
    return new WorkOrder(
        node.text("id"),
        new Cause("a", "pitting", "z"),
        "plant",
        "golden",
        OrderType.valueOf(node.text("type")),
        priority,
        OrderStatus.APPROVED,
        node.text("title"),
        node.text("description"),
        SampleOrders.RAISED,
        2,
        picture.stream().map(p -> new EvidenceItem(EvidenceItem.Role.ANNOTATED, p)).toList(),
        fields.build());
  }

  private void key(String credential) throws IOException {
    Path file = Files.createDirectories(folder.resolve("keys")).resolve("golden");
    Files.writeString(file, credential);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** The shipped folder, with a shorter pause between two searches. */
  private void copy(Path from) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to =
            folder.resolve("routes").resolve(from.getFileName()).resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.writeString(
            to, Files.readString(file).replaceAll("gap: PT(3S|\\d+M)", "gap: PT0.1S"));
      }
    }
  }
}
