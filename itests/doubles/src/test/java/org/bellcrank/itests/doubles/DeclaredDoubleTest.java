package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a declaration can say of a REST system, each held against raw HTTP. */
class DeclaredDoubleTest {

  private static final String TICKETS = "/v2/tickets";
  private DeclaredDouble cmms;
  private Client client;

  @BeforeEach
  void start() {
    open(Declared.REST, DoubleOptions.free());
  }

  @AfterEach
  void stop() {
    cmms.close();
  }

  private void open(String text, DoubleOptions options) {
    Declaration declaration = Declared.of(text);
    cmms = DeclaredDouble.start(options, declaration);
    client =
        new Client(
            cmms.uri(),
            "X-Key",
            "Key " + declaration.credential(),
            "Content-Type",
            "application/json");
  }

  private void reopen(String from, String to, DoubleOptions options) {
    cmms.close();
    assertThat(Declared.REST).contains(from);
    open(Declared.REST.replace(from, to), options);
  }

  private static Map<String, Object> ticket(Object... more) {
    Map<String, Object> ticket =
        Json.of("headline", "Pit", "equipment", Json.of("code", "press-7"));
    ticket.putAll(Json.of(more));
    return Json.of("ticket", ticket);
  }

  private Answer patch(Object... fields) throws IOException {
    return client.send(
        "PATCH",
        TICKETS + "/1",
        BodyPublishers.ofString(Json.write(Json.of("ticket", Json.of(fields)))));
  }

  @Test
  void onlyWhoShowsTheKeyIsLetIn() throws IOException {
    assertThat(new Client(cmms.uri()).get(TICKETS).status()).isEqualTo(401);
    assertThat(new Client(cmms.uri(), "X-Key", "declared-double").get(TICKETS).status())
        .isEqualTo(401);
    assertThat(client.get(TICKETS).status()).isEqualTo(200);
    cmms.expireKey();
    assertThat(client.get(TICKETS).status()).isEqualTo(401);
  }

  @Test
  void anOrderIsKeptInItsEnvelopeWithWhatTheSystemFillsIn() throws IOException {
    Answer made = client.post(TICKETS, ticket("senderKey", "MFRGGZDFMZTWQ2LKNNWG"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.at("ticket.uid")).isEqualTo(1);
    assertThat(made.at("ticket.ref")).isEqualTo("FW-001");
    assertThat(made.at("ticket.state")).isEqualTo("NEW");
    assertThat(made.at("ticket.urgency")).isEqualTo(3);
    assertThat(made.at("ticket.equipment.code")).isEqualTo("PRESS-7");
    assertThat(made.at("ticket.touched")).isInstanceOf(Long.class);
    assertThat(client.get(TICKETS + "/1").json()).isEqualTo(made.json());
    assertThat(cmms.books().byReference("MFRGGZDFMZTWQ2LKNNWG")).hasSize(1);
    assertThat(client.get(TICKETS + "/2").status()).isEqualTo(404);
  }

  @Test
  void theSameOrderIsTakenTwice() throws IOException {
    client.post(TICKETS, ticket("senderKey", "MFRGGZDFMZTWQ2LKNNWG"));
    client.post(TICKETS, ticket("senderKey", "MFRGGZDFMZTWQ2LKNNWG"));
    assertThat(cmms.books().duplicates()).containsOnlyKeys("MFRGGZDFMZTWQ2LKNNWG");
  }

  @Test
  void creatingCanAnswerTheKeyAlone() throws IOException {
    reopen(
        "\"one\": \"/ticket\"", "\"created\": \"key\", \"one\": \"/ticket\"", DoubleOptions.free());
    assertThat(client.post(TICKETS, ticket()).json()).isEqualTo(Map.of("ticket", Map.of("uid", 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "headline | `\"\"` | headline | required",
        "headline | `\"Pitting on the ball screw\"` | headline | too_long",
        "headline | 7 | headline | invalid",
        "urgency | 6 | urgency | invalid",
        "urgency | 1.5 | urgency | invalid",
        "urgency | `\"1\"` | urgency | invalid",
        "urgent | `\"yes\"` | urgent | invalid",
        "wanted | `\"2026-03-29T08:30:00Z\"` | wanted | invalid",
        "lines | `\"one\"` | lines/*/text | invalid",
        "equipment | `{\"code\": \"MILL-2\"}` | equipment/code | unknown",
        "colour | `\"red\"` | colour | unknown_field",
        "state | `\"SOLVED\"` | state | unknown_field",
      })
  void whatDoesNotFitTheFactsIsRefusedInTheDeclaredShape(
      String name, String value, String field, String code) throws Exception {
    Answer answer =
        client.post(
            TICKETS,
            ticket(name, Json.read(value.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("problem.0.at")).isEqualTo(field);
    assertThat(answer.at("problem.0.why")).isEqualTo(code);
    assertThat(cmms.books().orders()).isEmpty();
  }

  @Test
  void fieldsThatItDoesNotKnowArePassedOverWhereThatIsDeclared() throws IOException {
    reopen(
        "\"one\": \"/ticket\"",
        "\"unknown\": \"ignored\", \"one\": \"/ticket\"",
        DoubleOptions.free());
    Answer made = client.post(TICKETS, ticket("colour", "red", "state", "SOLVED"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.at("ticket.state")).isEqualTo("NEW");
    assertThat(made.text()).doesNotContain("red");
  }

  @Test
  void aChangeLeavesWhatItDoesNotSendAndWhatIsFrozen() throws IOException {
    client.post(TICKETS, ticket("urgency", 4));
    assertThat(patch("urgency", 1).at("ticket.headline")).isEqualTo("Pit");
    assertThat(client.get(TICKETS + "/1").at("ticket.urgency")).isEqualTo(1);
    assertThat(patch("senderKey", "OTHER").status()).isEqualTo(400);
    assertThat(client.put(TICKETS + "/1", ticket()).status()).isEqualTo(404);
    cmms.close();
    open(Declared.REST, DoubleOptions.free().setting("fields.frozen", "/urgency"));
    client.post(TICKETS, ticket("urgency", 4));
    assertThat(patch("urgency", 1).status()).isEqualTo(200);
    assertThat(client.get(TICKETS + "/1").at("ticket.urgency")).isEqualTo(4);
  }

  @Test
  void aChangeCanAnswerAsIfItWereDone() throws IOException {
    client.post(TICKETS, ticket("urgency", 4));
    cmms.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.UPDATE));
    assertThat(patch("urgency", 1).at("ticket.urgency")).isEqualTo(1);
    assertThat(client.get(TICKETS + "/1").at("ticket.urgency")).isEqualTo(4);
  }

  @Test
  void aListIsFilteredPagedAndInTheOrderOfChanges() throws IOException {
    for (String key : List.of("A", "B", "C", "D", "E")) {
      client.post(TICKETS, ticket("senderKey", key));
    }
    assertThat(refs("?senderKey=C")).isEqualTo(List.of("FW-003"));
    assertThat(refs("?code=MILL-2")).isEmpty();
    assertThat(refs("?colour=red")).hasSize(3);
    assertThat(refs("?limit=50&start=3")).isEqualTo(List.of("FW-004", "FW-005"));
    assertThat(refs("?limit=2&start=1")).isEqualTo(List.of("FW-002", "FW-003"));
    assertThat(refs("?start=9")).isEmpty();
    patch("urgency", 1);
    long changed = ((Number) client.get(TICKETS + "/1").at("ticket.touched")).longValue();
    List<Object> since = refs("?touchedAfter=" + changed);
    assertThat(since).isNotEmpty();
    assertThat(since.get(since.size() - 1)).isEqualTo("FW-001");
    assertThat(refs("?touchedAfter=" + (changed + 60_000))).isEmpty();
    assertThat(client.get(TICKETS + "?touchedAfter=soon").status()).isEqualTo(400);
  }

  private List<Object> refs(String query) throws IOException {
    List<?> tickets = (List<?>) client.get(TICKETS + query).at("tickets");
    return tickets.stream().<Object>map(each -> ((Map<?, ?>) each).get("ref")).toList();
  }

  @Test
  void rawFilesAreKeptByTheirNameInThePathAndTheSameNameTwice() throws IOException {
    client.post(TICKETS, ticket());
    String path = TICKETS + "/1/files/a.png";
    for (int i = 0; i < 2; i++) {
      Answer made =
          client.send("PUT", path, BodyPublishers.ofString("pit"), "Content-Type", "image/png");
      assertThat(made.status()).isEqualTo(201);
      assertThat(made.at("name")).isEqualTo("a.png");
    }
    assertThat(client.get(TICKETS + "/1/files").at("files.1.bytes")).isEqualTo(3);
    assertThat(cmms.books().duplicateAttachments()).isNotEmpty();
    assertThat(client.send("PUT", path, BodyPublishers.ofString("pit")).status()).isEqualTo(400);
    assertThat(
            client
                .send(
                    "PUT",
                    path,
                    BodyPublishers.ofString("x".repeat(11)),
                    "Content-Type",
                    "image/png")
                .status())
        .isEqualTo(413);
  }

  @Test
  void peopleReportPastTheRulesOfTheInterface() throws IOException {
    client.post(TICKETS, ticket());
    assertThat(cmms.report("FW-001", "SOLVED", Map.of("/senderKey", "by hand"))).isTrue();
    assertThat(client.get(TICKETS + "/1").at("ticket.state")).isEqualTo("SOLVED");
    assertThat(client.get(TICKETS + "/1").at("ticket.senderKey")).isEqualTo("by hand");
    assertThat(cmms.report("FW-001", "NEVER", Map.of())).isFalse();
    assertThat(cmms.report("FW-009", "SOLVED", Map.of())).isFalse();
  }

  @Test
  void aTokenIsGotForThePasswordAndForgottenAtTheEndOfTheSession() throws IOException {
    reopen(
        "\"by\": \"header\", \"header\": \"X-Key\", \"before\": \"Key \"",
        "\"by\": \"token\", \"path\": \"/v2/login\", \"token\": \"/session/token\", \"header\": \"X-Key\"",
        DoubleOptions.free());
    Client stranger = new Client(cmms.uri(), "Content-Type", "application/json");
    assertThat(stranger.post("/v2/login", Json.of("user", "gateway", "password", "no")).status())
        .isEqualTo(401);
    Answer login =
        stranger.post("/v2/login", Json.of("user", "gateway", "password", "declared-double"));
    String token = (String) login.at("session.token");
    assertThat(stranger.get(TICKETS, "X-Key", token).status()).isEqualTo(200);
    cmms.endSessions();
    assertThat(stranger.get(TICKETS, "X-Key", token).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"json\"` | `\"morse\"` | `speaks: given morse; allowed: [`",
        "`\"by\": \"header\"` | `\"by\": \"magic\"` | `by: given magic; allowed: [`",
        "`\"/equipment/code\": [` | `\"/machine\": [` | `/machine; allowed: a field of facts.yaml`",
        "`\"/touched\"` | `\"/changed\"` | `/changed; allowed: a field of facts.yaml`",
        "`\"send\": \"raw\"` | `\"send\": \"pigeon\"` | `send: given pigeon; allowed: base64`",
        "`\"path\": \"/v2/tickets\"` | `\"paths\": 1` | `path: given nothing; allowed: a text`",
        "`\"most\": 3` | `\"most\": \"3\"` | `most: given 3; allowed: a whole number`",
      })
  void whatIsDeclaredWrongIsToldWithItsPlace(String from, String to, String words) {
    assertThat(Declared.REST).contains(from);
    String text = Declared.REST.replace(from, to);
    assertThatThrownBy(() -> DeclaredDouble.start(DoubleOptions.free(), Declared.of(text)))
        .hasMessageContaining("double.yaml: ")
        .hasMessageContaining(words);
  }
}
