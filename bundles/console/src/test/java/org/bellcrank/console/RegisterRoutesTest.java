package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bellcrank.asset.Criticality;
import org.bellcrank.asset.Standing;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.register.Discrepancy;
import org.bellcrank.register.Discrepancy.Kind;
import org.bellcrank.register.RegisterDesk;
import org.bellcrank.register.RegisterEntry;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.store.jdbc.JdbcStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registers of assets as people see them, and the wish to read one now. */
class RegisterRoutesTest {

  private static final Instant NOW = Instant.parse("2026-03-29T06:00:00Z");

  @TempDir Path folder;
  private final List<String> wanted = new ArrayList<>();
  private final List<Discrepancy> differs = new ArrayList<>();
  private JdbcStore store;
  private Optional<RegisterDesk> desk = Optional.of(new Desk());
  private Optional<Instant> failing = Optional.empty();
  private Optional<Instant> read = Optional.of(NOW);
  private List<Route> routes;

  @BeforeEach
  void open() {
    store = JdbcStore.open(folder.resolve("data"));
    routes =
        new RegisterRoutes(store, Clock.fixed(NOW, ZoneOffset.UTC), new NoDocuments(), () -> desk)
            .all();
    differs.add(unmapped("90001"));
    differs.add(new Discrepancy(Kind.DANGLING, "screw", "11430", "", "11430", "0011430, 11430A"));
    differs.add(new Discrepancy(Kind.RETIRED, "mill", "77", "", "", "DECOMMISSIONED"));
    differs.add(
        new Discrepancy(Kind.DOUBTFUL, "pump", "5, 6", "tag", "P-1", "several records have it"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void eachRegisterTellsWhenItWasReadAndHowMuchDiffersOfEachKind() {
    Facts lyon = json(get("/api/registers", "")).factsList("registers").get(0);
    assertThat(lyon.values())
        .containsEntry("instance", "lyon")
        .containsEntry("state", "UP")
        .containsEntry("read", NOW.toString())
        .containsEntry("shown", 1200L)
        .containsEntry("retired", 1L)
        .containsEntry("criticality", 1L);
    assertThat(lyon.textList("unknown")).containsExactly("status ZZTOP");
    assertThat(lyon.textList("unreadable")).containsExactly("A-2: no key");
    assertThat(lyon.factsList("kinds"))
        .as("in the order in which they matter, records without asset last and all counted")
        .extracting(each -> each.requireText("kind") + " " + each.values().get("count"))
        .containsExactly("DANGLING 1", "RETIRED 1", "DOUBTFUL 1", "UNMAPPED 431");
    assertThat(lyon.factsList("kinds")).noneMatch(each -> each.has("rows"));
  }

  @Test
  void oneThatFailsTellsSinceWhenAndWhyAndOneNeverReadWaits() {
    failing = Optional.of(NOW.minusSeconds(60));
    Facts lyon = json(get("/api/registers", "")).factsList("registers").get(0);
    assertThat(lyon.values())
        .containsEntry("state", "OPEN")
        .containsEntry("failing", "2026-03-29T05:59:00Z")
        .containsEntry("words", "answered 500");
    failing = Optional.empty();
    read = Optional.empty();
    Facts waits = json(get("/api/registers/{id}", "lyon"));
    assertThat(waits.values()).containsEntry("state", "WAITING").doesNotContainKey("read");
  }

  @Test
  void oneRegisterShowsEachDiscrepancyInWordsWithWhatItMightBe() {
    List<Facts> kinds = json(get("/api/registers/{id}", "lyon")).factsList("kinds");
    assertThat(kinds.get(0).factsList("rows").get(0).values())
        .containsEntry("asset", "screw")
        .containsEntry("record", "11430")
        .containsEntry("candidates", "0011430, 11430A")
        .containsEntry(
            "words",
            "asset screw names record 11430, which the register does not have; it has 0011430,"
                + " 11430A");
    assertThat(kinds.get(1).factsList("rows").get(0).text("candidates").orElse("")).isEmpty();
    assertThat(kinds.get(2).factsList("rows").get(0).text("candidates")).contains("5, 6");
  }

  @Test
  void oneRegisterShowsWhatStopsRulesFirst() {
    List<Facts> standings = json(get("/api/registers/{id}", "lyon")).factsList("standings");
    assertThat(standings).as("none of another instance").hasSize(2);
    assertThat(standings.get(0).values())
        .containsEntry("asset", "mill")
        .containsEntry("record", "77")
        .containsEntry("retired", NOW.toString());
    assertThat(standings.get(1).values())
        .containsEntry("asset", "gear")
        .containsEntry("criticality", "A")
        .doesNotContainKey("retired");
  }

  @Test
  void rowsAreAsManyAsAskedForAndAllAreCounted() {
    differs.clear();
    IntStream.range(0, 150)
        .forEach(i -> differs.add(new Discrepancy(Kind.RETIRED, "a" + i, "r", "", "", "x")));
    Facts usual = json(get("/api/registers/{id}", "lyon")).factsList("kinds").get(0);
    assertThat(usual.values()).containsEntry("count", 150L);
    assertThat(usual.factsList("rows")).hasSize(100);
    Request few = new Request(Map.of("id", "lyon"), Map.of("limit", "2"), new byte[0]);
    Facts asked = json(route("/api/registers/{id}").answer(few)).factsList("kinds").get(0);
    assertThat(asked.factsList("rows")).hasSize(2);
  }

  @Test
  void oneIsReadNowByNameAndTheJournalKeepsWho() {
    Answer answer = post("lyon", Facts.with("who", " Ada ").build());
    assertThat(json(answer).values()).containsEntry("wanted", true);
    assertThat(wanted).containsExactly("lyon");
    assertThat(requested())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.subject()).isEqualTo("lyon");
              assertThat(entry.facts().text("who")).contains("Ada");
            });
  }

  @Test
  void withoutANameOrForAnInstanceWithoutRegisterNothingIsRead() {
    assertThat(post("lyon", Facts.empty())).isInstanceOf(Answer.Refused.class);
    assertThat(post("lyon", Facts.with("who", "  ").build())).isInstanceOf(Answer.Refused.class);
    assertThat(wanted).isEmpty();
    assertThat(post("bedford", Facts.with("who", "Ada").build()))
        .isEqualTo(
            new Answer.Refused(
                "register: given instance 'bedford'; allowed: one whose connector has an"
                    + " assets.yaml: [lyon]"));
    assertThat(requested()).isEmpty();
    assertThat(route("/api/registers/{id}/read").method())
        .as("nobody's page may ask by a link")
        .isEqualTo("POST");
  }

  @Test
  void whereNobodyReadsRegistersThereAreNone() {
    desk = Optional.empty();
    assertThat(json(get("/api/registers", "")).list("registers")).isEmpty();
    assertThat(get("/api/registers/{id}", "lyon"))
        .isEqualTo(new Answer.NotFound("register of lyon"));
    assertThat(post("lyon", Facts.with("who", "Ada").build())).isInstanceOf(Answer.Conflict.class);
  }

  @Test
  void theConsoleShowsThemWhileSomebodyReadsThem() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Console console =
        new Console(
            store,
            new FileEvidenceStore(store.directory(), store, clock),
            new NoDocuments(),
            null,
            null,
            new Desks(),
            clock);
    assertThat(console.json("/api/registers")).contains("{\"registers\":[]}");
    Desk next = new Desk();
    console.setRegisters(next);
    console.unsetRegisters(new Desk()); // one before it, that goes late
    assertThat(console.json("/api/registers").orElseThrow()).contains("lyon");
    console.unsetRegisters(next);
    assertThat(console.json("/api/registers")).contains("{\"registers\":[]}");
  }

  private List<Entry> requested() {
    return store.read(unit -> unit.port(Journal.class).newest("register.requested", 10));
  }

  private static Discrepancy unmapped(String record) {
    return new Discrepancy(Kind.UNMAPPED, "", record, "", "", "Fan");
  }

  private Route route(String path) {
    return routes.stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
  }

  private Answer get(String path, String id) {
    return route(path).answer(new Request(Map.of("id", id), Map.of(), new byte[0]));
  }

  private Answer post(String id, Facts body) {
    byte[] bytes = body.json().getBytes(StandardCharsets.UTF_8);
    return route("/api/registers/{id}/read").answer(new Request(Map.of("id", id), Map.of(), bytes));
  }

  /** As a page gets it: what is told is text, numbers and lists. */
  private static Facts json(Answer answer) {
    return Facts.parse(((Answer.Json) answer).facts().json());
  }

  private final class Desk implements RegisterDesk {
    @Override
    public List<Health> health() {
      return List.of(
          new Health(
              "lyon",
              read,
              1200,
              431,
              failing,
              failing.isPresent() ? "answered 500" : "",
              List.of("status ZZTOP"),
              List.of("A-2: no key")));
    }

    @Override
    public boolean readNow(String instance) {
      return instance.equals("lyon") && wanted.add(instance);
    }

    @Override
    public Optional<RegisterEntry> find(String instance, String foreignId) {
      return Optional.empty();
    }

    @Override
    public List<RegisterEntry> entries(String instance, String after, int limit) {
      return List.of();
    }

    @Override
    public List<Discrepancy> discrepancies(String instance) {
      return instance.equals("lyon") ? differs : List.of();
    }

    @Override
    public List<Standing> standings() {
      return List.of(
          new Standing("gear", "lyon", "78", Optional.empty(), Optional.of(Criticality.A)),
          new Standing("mill", "lyon", "77", Optional.of(NOW), Optional.empty()),
          new Standing("oven", "bedford", "1", Optional.of(NOW), Optional.empty()));
    }
  }

  private static final class NoDocuments implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return Optional.empty();
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }
}
