package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.camel.ScriptedServer.Answer;
import org.bellcrank.delivery.camel.ScriptedServer.Asked;
import org.bellcrank.delivery.connector.UsernameToken;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.delivery.testing.MemoryEvidence;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures, security headers, envelopes and parts of forms as they go over the wire. */
class RequestsOverHttpTest {

  private static final String SECRET = "very-secret-word";

  private static final String SIGN =
      """

      sign:
        kind: hmac-url
        algorithm: HmacSHA256
        key: "${credential.password}"
        over: "${sign.host}${sign.path}?${sign.query}"
        header: Authorization
        encoding: hex-lower
        query: { accessKey: "${credential.user}", timestamp: "${sign.epochMillis}" }
      """;

  private static final String ROUTE =
      """
      - route:
          id: custom-rest-call
          from:
            uri: direct:custom-rest/call
            steps:
              - to: direct:bellcrank/http
      """;

  private static final byte[] PICTURE = {-1, -40, 13, 10, 45, 45, 0, 7};

  @TempDir Path home;
  private final MemoryStore store = new MemoryStore();
  private final MemoryEvidence evidence = new MemoryEvidence();
  private final Map<String, Facts> orders = new LinkedHashMap<>();
  private final List<SentPart> files = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private ScriptedServer server;
  private CamelDelivery camel;

  @BeforeEach
  void start() throws IOException {
    Path keys = Files.createDirectories(home.resolve("keys"));
    Files.writeString(keys.resolve("cmms"), "gateway:" + SECRET);
    Files.setPosixFilePermissions(
        keys.resolve("cmms"), PosixFilePermissions.fromString("rw-------"));
    server = new ScriptedServer(this::answer);
  }

  @AfterEach
  void stop() {
    camel.close();
    server.close();
  }

  private void run(String kind) {
    camel = new CamelDelivery(home.resolve("keys"), home.resolve("routes").toString(), 500);
    Until.is(() -> camel.find(kind).isPresent(), camel::all);
  }

  /** The shipped folder: signed, the order in an envelope, files as parts of a form. */
  private void signing() throws IOException {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest");
    Path to = home.resolve("routes").resolve("custom-rest");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.writeString(to.resolve("routes/custom-rest.camel.yaml"), ROUTE);
    change(to.resolve("connector.yaml"), "limits:\n", SIGN.strip() + "\nlimits:\n");
    Path recipe = to.resolve("recipe.yaml");
    change(
        recipe,
        "body: { mapping: create }",
        "body: { mapping: create, json: { fields: \"${mapping.names}\", object: \"${mapping}\" } }");
    String written = Files.readString(recipe);
    int begin = written.indexOf("      headers:", written.indexOf("  attach:\n    effect"));
    int end = written.indexOf("    extract:", begin);
    Files.writeString(
        recipe,
        written.substring(0, begin)
            + "      body:\n        multipart:\n"
            + "          - { name: files, evidence: raw, fileName: \"${attachment.name}\" }\n"
            + "          - { name: folder, text: \"company 46, Riß\" }\n"
            + written.substring(end));
  }

  private static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private ConnectorInstance instance(String kind) {
    return new ConnectorInstance(
        "cmms",
        kind,
        "CMMS",
        "plant",
        server.address("/base"),
        Optional.of("secret:cmms"),
        Map.of(),
        OptionalInt.of(2),
        OptionalInt.empty(),
        Optional.of(Duration.ofSeconds(20)));
  }

  private synchronized Answer answer(Asked asked) {
    String body = new String(asked.body(), StandardCharsets.UTF_8);
    if (asked.path().equals("/base/read")) {
      return new Answer(400, Map.of(), "<fault>cannot read " + body + "</fault>");
    }
    if (!signature(asked).equals(asked.headers().get("authorization"))) {
      faults.add("signature of " + asked.path() + "?" + asked.query());
      return json(401, Facts.with("message", "no " + asked.headers().get("authorization")).build());
    }
    if (asked.path().endsWith("/attachments")) {
      return attachment(asked);
    }
    if (asked.method().equals("POST")) {
      Facts given = Facts.parse(body).facts("object").orElseThrow();
      if (!String.join(",", given.values().keySet())
          .equals(Facts.parse(body).requireText("fields"))) {
        faults.add("fields: " + body);
      }
      Facts order = given.toBuilder().put("id", "1").put("number", "OT-1").build();
      orders.put("1", order);
      return json(200, order);
    }
    return asked.path().endsWith("/1")
        ? json(200, orders.get("1"))
        : json(200, Facts.with("data", List.copyOf(orders.values())).build());
  }

  private Answer attachment(Asked asked) {
    if (asked.method().equals("POST")) {
      files.addAll(SentPart.of(asked));
    }
    List<Facts> all =
        files.stream()
            .map(
                file ->
                    Facts.with("filename", file.fileName())
                        .put("sha256", hash("SHA-256", file.content()))
                        .build())
            .toList();
    return asked.method().equals("POST")
        ? json(200, all.get(0))
        : json(200, Facts.with("data", all).build());
  }

  private static String signature(Asked asked) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String signed = asked.headers().get("host") + asked.rawPath() + "?" + asked.query();
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Answer json(int status, Facts body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body.json());
  }

  @Test
  void aSignedOrderArrivesInItsEnvelopeWithItsPictureAsAPart() throws Exception {
    signing();
    run("custom-rest");
    EvidenceReference picture = evidence.keep(PICTURE, "image/jpeg");
    WorkOrder order = SampleOrders.order("wo-1", "cmms", 2, picture);
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, SampleOrders.RAISED);
          new PlannedOutbox().deliver(unit, order, SampleOrders.RAISED);
          return null;
        });
    Instant before = Instant.now();
    try (DeliveryEngine engine =
        new DeliveryEngine(
            store,
            Clock.systemUTC(),
            camel,
            () -> List.of(instance("custom-rest")),
            camel,
            evidence,
            null)) {
      Until.is(
          () -> engine.of(order.id()).filter(d -> d.settled()).isPresent(),
          () -> engine.of(order.id()) + " " + engine.health() + faults);
      assertThat(faults).isEmpty();
      assertThat(engine.of(order.id()).orElseThrow().create().state())
          .isEqualTo(DeliveryState.DONE);
      assertThat(engine.of(order.id()).orElseThrow().others())
          .allSatisfy(row -> assertThat(row.state()).isEqualTo(DeliveryState.DONE));
      assertThat(orders.get("1").text("external_reference")).contains(order.reference().value());
      assertThat(files).extracting(SentPart::name).containsExactly("files", "folder");
      assertThat(files.get(0).content()).isEqualTo(PICTURE);
      assertThat(files.get(0).type()).contains("image/jpeg");
      assertThat(files.get(1).text()).isEqualTo("company 46, Riß");
      assertThat(files.get(1).fileName()).isEmpty();
      assertThat(server.asked)
          .allSatisfy(
              asked ->
                  assertThat(timestamp(asked)).isBetween(before.minusSeconds(1), Instant.now()));
      assertThat(store.about(order.id()).toString() + engine.of(order.id()) + engine.health())
          .doesNotContain(SECRET, "timestamp=", "accessKey")
          .doesNotContain(
              server.asked.stream().map(RequestsOverHttpTest::signature).toArray(String[]::new));
    }
  }

  private static Instant timestamp(Asked asked) {
    return Instant.ofEpochMilli(Long.parseLong(asked.query().replaceAll(".*timestamp=", "")));
  }

  /** What is signed is what arrives: the way out would write some letters otherwise. */
  @Test
  void anAddressArrivesLetterByLetterAsItWasSigned() throws Exception {
    signing();
    run("custom-rest");
    camel.call(
        new StepRequest(
            "call",
            instance("custom-rest"),
            "GET",
            "/~with%20blank/x*y'(z)!;a=1?list[0]=~b",
            "q=a%20b%2Bc%C3%9F%26%25~*'()!&action=AddRequest&empty=&list=1%2C2",
            Map.of(),
            new byte[0],
            Duration.ofSeconds(5),
            Duration.ofSeconds(20)));
    Asked asked = server.asked.get(0);
    assertThat(asked.query())
        .startsWith("list%5B0%5D=%7Eb&q=a%20b%2Bc%C3%9F%26%25%7E*'()!&action=AddRequest&empty=&")
        .contains("accessKey=gateway&timestamp=");
    assertThat(asked.headers().get("authorization")).isEqualTo(signature(asked));
  }

  @Test
  void aComplaintThatRepeatsTheSignatureIsCleaned() throws Exception {
    signing();
    run("custom-rest");
    Files.writeString(home.resolve("keys/cmms"), "gateway:another-secret-word");
    StepAnswer.Answered answer =
        (StepAnswer.Answered)
            camel.call(
                new StepRequest(
                    "call",
                    instance("custom-rest"),
                    "GET",
                    "/api",
                    "",
                    Map.of(),
                    new byte[0],
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20)));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"message\":\"no ***\"}");
  }

  private void securing(String password) throws IOException {
    Path to = home.resolve("routes").resolve("bapi");
    for (String name :
        List.of(
            "connector.yaml",
            "facts.yaml",
            "mapping.yaml",
            "recipe.yaml",
            "routes/bapi.camel.yaml")) {
      Files.createDirectories(to.resolve(name).getParent());
      try (InputStream file = MemoryStore.class.getResourceAsStream("/connectors/bapi/" + name)) {
        Files.write(to.resolve(name), file.readAllBytes());
      }
    }
    Path connector = to.resolve("connector.yaml");
    Files.writeString(
        connector,
        Files.readString(connector)
            + "\nsecurity: { kind: username-token, password: "
            + password
            + " }\n");
    change(to.resolve("recipe.yaml"), "<read><id>", "<read>${security}<id>");
  }

  private StepRequest secured(boolean secured) {
    String body = "<read>" + UsernameToken.PLACE + "<id>1</id></read>";
    return new StepRequest(
        "call",
        instance("bapi"),
        "POST",
        "/read",
        "",
        Map.of("Content-Type", "text/xml"),
        body.getBytes(StandardCharsets.UTF_8),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        secured);
  }

  private static String tag(String body, String name) {
    return body.replaceAll("(?s).*<" + name + "[^>]*>(.*?)</" + name + ">.*", "$1");
  }

  @Test
  void aSecurityHeaderIsFilledWhenSentEachTimeAnewAndNeverComesBack() throws Exception {
    securing("digest");
    run("bapi");
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      StepAnswer.Answered answer = (StepAnswer.Answered) camel.call(secured(true));
      String sent = new String(server.asked.get(i).body(), StandardCharsets.UTF_8);
      String digest = tag(sent, "wsse:Password");
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(Base64.getDecoder().decode(tag(sent, "wsse:Nonce")));
      sha1.update((tag(sent, "wsu:Created") + SECRET).getBytes(StandardCharsets.UTF_8));
      assertThat(digest).isEqualTo(Base64.getEncoder().encodeToString(sha1.digest()));
      assertThat(sent)
          .startsWith("<read><wsse:Security")
          .contains("<wsse:Username>gateway<")
          .endsWith("</wsse:Security><id>1</id></read>")
          .doesNotContain(SECRET);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .contains("cannot read")
          .contains("***")
          .doesNotContain(digest);
      digests.add(digest);
    }
    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void aPasswordThatGoesAsItIsDoesNotComeBackEither() throws Exception {
    securing("text");
    run("bapi");
    StepAnswer.Answered answer = (StepAnswer.Answered) camel.call(secured(true));
    assertThat(new String(server.asked.get(0).body(), StandardCharsets.UTF_8)).contains(SECRET);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("***")
        .doesNotContain(SECRET);
  }

  /** A file may read like the place: no credential may ever go into it. */
  @Test
  void onlyABodyThatIsWrittenWithAPlaceIsFilled() throws Exception {
    securing("text");
    run("bapi");
    camel.call(secured(false));
    assertThat(new String(server.asked.get(0).body(), StandardCharsets.UTF_8))
        .isEqualTo("<read>" + UsernameToken.PLACE + "<id>1</id></read>");
  }

  @Test
  void aCredentialWithoutUserIsToldAndNothingIsSent() throws Exception {
    securing("digest");
    run("bapi");
    Files.writeString(home.resolve("keys/cmms"), "only-a-key");
    assertThat(camel.call(secured(true)))
        .isEqualTo(
            new StepAnswer.NoCredential(
                "the credential secret:cmms has no user; allowed: user:password"));
    assertThat(server.asked).isEmpty();
  }
}
