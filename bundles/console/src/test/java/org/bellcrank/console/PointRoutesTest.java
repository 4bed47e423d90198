package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.signal.Spectrum;
import org.bellcrank.signal.Window;
import org.bellcrank.site.OfferedDocuments;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Spectra;
import org.bellcrank.stream.StreamCounts;
import org.bellcrank.stream.StreamWatch;
import org.bellcrank.stream.TrendBook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points as people see them. */
class PointRoutesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String POINT = "pump/pressure";

  static final String PLANT =
      """
      assets:
        - { id: works, name: Works, level: site }
        - { id: pump, name: Pump 3, level: machine, parent: works, foreignIds: { cmms: "1" } }
      points:
        - { id: pump/pressure, name: discharge pressure, asset: pump, unit: bar }
        - { id: pump/speed, name: speed, asset: pump, source: { driver: plc, channel: { address: 10 } } }
      limits:
        - { id: too-high, point: pump/pressure, high: 9, hysteresis: 1, holdFor: PT2M, failureMode: blocked }
      classes:
        - { class: blocked, title: Blocked, failureMode: blocked }
      templates:
        - { id: look, type: corrective, title: Look, description: Look, recommendedAction: Look }
      connectors:
        - { id: cmms, kind: custom-rest, site: works, address: "http://127.0.0.1:9" }
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: all, when: "true", then: { raise: { template: look } } }
      """;

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private JdbcStore store;
  private SiteDocuments documents;
  private Optional<StreamWatch> watch = Optional.of(new Watch());
  private List<Route> routes;

  @BeforeEach
  void open() throws Exception {
    store = JdbcStore.open(folder.resolve("data"));
    documents = new SiteDocuments(store, store.directory(), new ExpressionLanguage(), clock);
    new OfferedDocuments(documents, store, store.directory(), clock)
        .activate(Map.of("plant.yaml", PLANT), "a test");
    routes = new PointRoutes(store, clock, documents, () -> watch).all();
  }

  @AfterEach
  void close() {
    documents.stop();
    store.close();
  }

  @Test
  void eachPointTellsItsNewestValueItsAgeAndWhatWasPassedOver() {
    Facts all = json("/api/points", Map.of(), Map.of());
    Facts pressure = all.factsList("points").get(0);
    assertThat(pressure.values())
        .containsEntry("id", POINT)
        .containsEntry("name", "discharge pressure")
        .containsEntry("path", "Works / Pump 3")
        .containsEntry("unit", "bar")
        .containsEntry("limits", 1L)
        .containsEntry("value", 7.5)
        .containsEntry("age", 90.0)
        .containsEntry("quality", "UNCERTAIN")
        .containsEntry("note", "substituted")
        .containsEntry("passed", 6L);
    assertThat(all.factsList("points").get(1).values())
        .as("nothing came of it yet")
        .containsEntry("id", "pump/speed")
        .containsEntry("driver", "plc")
        .containsEntry("source", "plc")
        .doesNotContainKeys("value", "at", "age", "quality", "passed");
    assertThat(all.facts("sum").orElseThrow().values()).containsEntry("taken", 100L);
    assertThat(all.textList("complaints")).containsExactly("the store does not take it");
    assertThat(all.factsList("operating").get(0).values())
        .containsEntry("path", "Works / Pump 3")
        .containsEntry("state", "production");
  }

  @Test
  void aValueThatIsNoNumberIsShownByItsQualityAlone() {
    watch =
        Optional.of(
            new Watch() {
              @Override
              public Optional<Sample> latest(String point) {
                return Optional.of(Sample.bad(point, NOW, "BadSensorFailure"));
              }
            });
    assertThat(json("/api/points", Map.of(), Map.of()).factsList("points").get(0).values())
        .containsEntry("quality", "BAD")
        .containsEntry("note", "BadSensorFailure")
        .doesNotContainKey("value");
  }

  @Test
  void whereNothingTakesSamplesThePointsAreShownAllTheSame() {
    watch = Optional.empty();
    Facts all = json("/api/points", Map.of(), Map.of());
    assertThat(all.factsList("points")).hasSize(2);
    assertThat(all.facts("sum").orElseThrow().values()).containsEntry("taken", 0L);
  }

  private void gaps(int minutesAgo, Facts.Builder facts) {
    Instant at = NOW.minus(Duration.ofMinutes(minutesAgo));
    store.commit(
        unit -> {
          unit.append(at, "gaps.told", "plc", facts.put("to", at).build());
          return null;
        });
  }

  private static Facts gap(String point, int from, int to, long values, Facts... open) {
    return Facts.with("point", point)
        .put("from", NOW.minus(Duration.ofMinutes(from)))
        .put("to", NOW.minus(Duration.ofMinutes(to)))
        .put("values", values)
        .put("open", open.length == 0 ? null : List.of(open))
        .build();
  }

  @Test
  void aPointShowsWhichOfItsGapsWereFilledAndWhatStaysOpen() {
    Facts refused = Facts.with("from", NOW.minusSeconds(120)).put("why", "no history").build();
    gaps(
        200,
        Facts.with("source", "history of plc-4")
            .put("points", List.of(gap("pump/speed", 300, 220, 7))));
    gaps(
        50,
        Facts.with("source", "history of plc-4")
            .put("points", List.of(gap("pump/speed", 90, 55, 1140), gap("pump/other", 90, 55, 3))));
    gaps(
        10,
        Facts.with("source", "history of plc-4")
            .put(
                "points",
                List.of(gap("pump/speed", 20, 15, 0, refused), gap("pump/speed", 300, 240, 2))));
    gaps(
        5,
        Facts.with("source", "history of plc-4")
            .put("points", List.of(gap("pump/other", 9, 8, 1)))
            .put("unnamed", 30));

    Facts page = json("/api/points/{id}", Map.of("id", "pump/speed"), Map.of("hours", "2"));

    assertThat(page.factsList("gaps"))
        .extracting(each -> each.whole("values").orElse(-1))
        .as("those of the last two hours, newest first")
        .containsExactly(0L, 1140L);
    assertThat(page.factsList("gaps").get(0).factsList("open")).containsExactly(refused);
    assertThat(page.factsList("gaps").get(1).text("source")).contains("history of plc-4");
    assertThat(page.whole("gapsUnnamed")).hasValue(30);
    assertThat(json("/api/points/{id}", Map.of("id", POINT), Map.of()).values())
        .as("no driver gives its values")
        .doesNotContainKeys("gaps", "gapsUnnamed");
  }

  @Test
  void aPointShowsWhatWasRecordedWithItsLimits() {
    record(3, 4, 8, 6);
    record(2, 5, 9.5, 7);
    Facts page = json("/api/points/{id}", Map.of("id", POINT), Map.of("hours", "1"));
    assertThat(page.factsList("rows"))
        .extracting(row -> row.values().get("greatest"))
        .containsExactly(8.0, 9.5);
    assertThat(page.factsList("limits").get(0).values())
        .containsEntry("id", "too-high")
        .containsEntry("high", 9.0)
        .containsEntry("seconds", 120.0)
        .doesNotContainKey("low");
    assertThat(page.values())
        .containsEntry("from", NOW.minus(Duration.ofHours(1)).toString())
        .containsEntry("every", 60L)
        .containsEntry("operating", "production");
    assertThat(answer("/api/points/{id}", Map.of("id", "pump/none"), Map.of()))
        .isEqualTo(new Answer.NotFound("point pump/none"));
  }

  @Test
  void aLongTimeIsDrawnInFewerIntervalsThatKeepTheLeastAndTheGreatest() {
    for (int minutes = 1500; minutes > 0; minutes--) {
      record(minutes, minutes == 777 ? -50 : 1, minutes == 778 ? 50 : 2, 1.5);
    }
    Facts page = json("/api/points/{id}", Map.of("id", POINT), Map.of("hours", "25"));
    List<Facts> rows = page.factsList("rows");
    assertThat(rows.size()).isBetween(300, 800);
    assertThat(rows.stream().mapToDouble(row -> row.number("least").orElseThrow()).min())
        .hasValue(-50);
    assertThat(rows.stream().mapToDouble(row -> row.number("greatest").orElseThrow()).max())
        .hasValue(50);
    assertThat(rows.stream().mapToLong(row -> row.whole("count").orElseThrow()).sum())
        .as("no value twice and none lost")
        .isEqualTo(1500 * 60);
  }

  @Test
  void aPointsFindingsAreMarkedHoweverManyOthersThereWereSince() {
    find("mine", POINT, 30);
    store.commit(
        unit -> {
          IntStream.range(0, 510).forEach(i -> find(unit, "other" + i, "pump/speed", 20));
          return null;
        });
    Facts page = json("/api/points/{id}", Map.of("id", POINT), Map.of("hours", "1"));
    assertThat(page.factsList("findings"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.requireText("id")).isEqualTo("mine#0"));
  }

  @Test
  void theSpectraOfTheNewestWaveformComeWithTheirMarksAndNoMoreColumnsThanAScreenHas() {
    double[] lines = new double[4097];
    lines[100] = 3;
    lines[101] = 2;
    Spectra.Lines plain =
        new Spectra.Lines(
            Optional.empty(),
            new Spectrum(0.5, lines, Window.HANN),
            List.of(
                new Spectra.Mark("BPFO", 50, 50, 3, Optional.of("pump/ring")),
                new Spectra.Mark("40 x BPFO", 2000, 2000, 0, Optional.empty())),
            List.of());
    watch =
        Optional.of(
            new Watch() {
              @Override
              public Optional<Spectra> spectra(String point) {
                return Optional.of(
                    new Spectra(
                        NOW, 4096, 8192, Optional.of("bar"), Optional.of(25.0), List.of(plain)));
              }
            });
    Facts all = json("/api/points/{id}/spectrum", Map.of("id", POINT), Map.of());
    assertThat(all.values())
        .containsEntry("unit", "bar")
        .containsEntry("speed", 25.0)
        .containsEntry("seconds", 2.0);
    Facts shown = all.factsList("spectra").get(0);
    assertThat(shown.values()).containsEntry("resolution", 0.5).containsEntry("highest", 2048.0);
    assertThat(shown.factsList("columns").size()).isBetween(700, 900);
    assertThat(shown.factsList("columns"))
        .as("the highest of those that are drawn as one, at its own frequency")
        .filteredOn(column -> column.number("amplitude").orElseThrow() == 3)
        .singleElement()
        .satisfies(column -> assertThat(column.number("hz")).hasValue(50));
    assertThat(shown.factsList("marks")).hasSize(2);

    Facts part =
        json("/api/points/{id}/spectrum", Map.of("id", POINT), Map.of("to", "100"))
            .factsList("spectra")
            .get(0);
    assertThat(part.values()).containsEntry("highest", 100.0);
    assertThat(part.factsList("columns")).as("each line").hasSize(201);
    assertThat(part.factsList("marks")).singleElement();
  }

  @Test
  void aPointWithoutAWaveformHasNoSpectrumAndOneThatCannotBeLookedAtSaysWhy() {
    assertThat(answer("/api/points/{id}/spectrum", Map.of("id", POINT), Map.of()))
        .isEqualTo(new Answer.NotFound("waveform of point " + POINT));
    watch =
        Optional.of(
            new Watch() {
              @Override
              public Optional<Spectra> spectra(String point) {
                throw new IllegalArgumentException("waveform: given 3 values; allowed: 8 or more");
              }
            });
    assertThat(answer("/api/points/{id}/spectrum", Map.of("id", POINT), Map.of()))
        .isEqualTo(new Answer.Refused("waveform: given 3 values; allowed: 8 or more"));
  }

  private void find(String id, String point, int minutesAgo) {
    store.commit(
        unit -> {
          find(unit, id, point, minutesAgo);
          return null;
        });
  }

  private static void find(UnitOfWork unit, String id, String point, int minutesAgo) {
    CaptureTime captured = new CaptureTime(at(minutesAgo), CaptureTime.ClockQuality.SOURCE);
    unit.port(ObservationBook.class)
        .add(new Measurement(id, "stream", captured, point, 9, Optional.empty(), Map.of()), NOW);
    FindingBook findings = unit.port(FindingBook.class);
    findings.open(
        new Finding(
            findings.derive(id, NOW),
            id,
            Finding.Kind.MEASUREMENT,
            point,
            "blocked",
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(9.0),
            captured,
            List.of()),
        NOW,
        new FindingBook.State(
            Disposition.LOGGED, "as it is", Optional.empty(), Optional.empty(), Facts.empty()));
  }

  private static Instant at(int minutesAgo) {
    return NOW.minus(Duration.ofMinutes(minutesAgo));
  }

  private void record(int minutesAgo, double least, double greatest, double mean) {
    store.commit(
        unit -> {
          unit.port(TrendBook.class)
              .add(
                  new RollUp(
                      POINT, Duration.ofMinutes(1), at(minutesAgo), 60, least, greatest, mean));
          return null;
        });
  }

  private Facts json(String path, Map<String, String> parts, Map<String, String> query) {
    return ((Answer.Json) answer(path, parts, query)).facts();
  }

  private Answer answer(String path, Map<String, String> parts, Map<String, String> query) {
    return routes.stream()
        .filter(route -> route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .answer(new Request(parts, query, new byte[0]));
  }

  /** Streams that know one point. */
  static class Watch implements StreamWatch {

    @Override
    public StreamCounts sum() {
      return new StreamCounts(100, 1, 1, 1, 1, 1, 1, 50);
    }

    @Override
    public Optional<StreamCounts> of(String point) {
      return point.equals(POINT) ? Optional.of(sum()) : Optional.empty();
    }

    @Override
    public Optional<Sample> latest(String point) {
      return point.equals(POINT)
          ? Optional.of(
              new Sample(
                  point,
                  NOW.minusSeconds(90),
                  7.5,
                  Optional.of("bar"),
                  Quality.UNCERTAIN,
                  Optional.of("substituted")))
          : Optional.empty();
    }

    @Override
    public long waiting() {
      return 0;
    }

    @Override
    public long writing() {
      return 0;
    }

    @Override
    public long lost() {
      return 0;
    }

    @Override
    public long unusedWaveforms() {
      return 0;
    }

    @Override
    public Map<String, String> operating() {
      return Map.of("pump", "production");
    }

    @Override
    public List<String> complaints() {
      return List.of("the store does not take it");
    }
  }
}
