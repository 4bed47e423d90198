package org.bellcrank.source.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Prediction;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.payload.PayloadDocuments;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real InfluxDB 1.x. */
class InfluxSourceTest {

  private static final long AT = 1_700_000_000_000_000_000L;

  private static final String FINDINGS =
      """
      payloads:
        - id: finding
          topics: [influx/findings]
          times: nanoseconds
          prediction:
            point: data.tags.press + '/spindle'
            failureMode: data.fields.mode
            confidence: data.fields.share
            remainingLifeDays: data.fields.days
            at: data.time
      """;

  @TempDir static Path folder;
  private static InfluxServer server;

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore().with(Positions.class, new KeptPositions());
  private final List<InfluxSource> sources = new ArrayList<>();

  @BeforeAll
  static void startServer() throws Exception {
    server = new InfluxServer(folder);
    server.up();
    server.query("CREATE USER admin WITH PASSWORD 'admin' WITH ALL PRIVILEGES");
    server.query(
        "CREATE USER %s WITH PASSWORD '%s'".formatted(InfluxServer.USER, InfluxServer.PASSWORD));
    server.query("CREATE DATABASE plant");
    server.query("GRANT READ ON plant TO " + InfluxServer.USER);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void stop() {
    sources.forEach(InfluxSource::stop);
  }

  private InfluxSource start(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    all.putIfAbsent("url", server.url());
    all.putIfAbsent("database", "plant");
    all.putIfAbsent("start", "beginning");
    all.putIfAbsent("poll_interval", 100);
    boolean token = all.containsKey("token");
    all.putIfAbsent("user", token ? "" : InfluxServer.USER);
    InfluxSource source =
        new InfluxSource(
            intake,
            store,
            Clock.systemUTC(),
            token
                ? Map.of("kura.service.pid", "plant", "token", all.get("token"))
                : Map.of("kura.service.pid", "plant", "password", InfluxServer.PASSWORD),
            Given.settings(InfluxSource.Config.class, all));
    sources.add(source);
    return source;
  }

  private List<Measurement> measurements() {
    return intake.accepted().stream()
        .filter(Measurement.class::isInstance)
        .map(Measurement.class::cast)
        .toList();
  }

  private List<Double> values() {
    return measurements().stream().map(Measurement::value).toList();
  }

  @Test
  void tenThousandPointsComeBackEqualWithTheirNanosecondsAndARestartGoesOn() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      lines
          .append("oil,press=p4 temperature=")
          .append(i / 8.0)
          .append(' ')
          .append(AT + i)
          .append('\n');
    }
    server.write("plant", lines.toString());
    Map<String, Object> settings =
        Map.of(
            "measurement",
            "oil",
            "fields",
            new String[] {"temperature"},
            "tags",
            new String[] {"press"},
            "point",
            "{press}/{field}",
            "overlap",
            0);
    InfluxSource first = start(settings);
    Wait.until(() -> measurements().size() == 10_000);
    for (int i = 0; i < 10_000; i++) {
      Measurement taken = measurements().get(i);
      assertThat(taken.value()).isEqualTo(i / 8.0);
      assertThat(taken.captured().at()).isEqualTo(Instant.ofEpochSecond(AT / 1_000_000_000, i));
      if (i == 0) {
        assertThat(taken.point()).isEqualTo("p4/temperature");
      }
      i += i < 9_990 ? 489 : 0;
    }
    first.stop();
    server.write("plant", "oil,press=p4 temperature=-1 " + (AT + 20_000));
    InfluxSource second = start(settings);
    Wait.until(() -> values().contains(-1.0));
    assertThat(measurements()).hasSize(10_001);
    assertThat(second.records()).isLessThanOrEqualTo(2);
  }

  @Test
  void seriesAtTheSameTimeAndRecordsWrittenLateAreAllTaken() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines
          .append("tied,n=")
          .append(i)
          .append(" value=")
          .append(i)
          .append("i ")
          .append(AT)
          .append('\n');
    }
    server.write("plant", lines.toString());
    start(Map.of("measurement", "tied", "tags", new String[] {"n"}, "point", "t/{n}"));
    Wait.until(() -> measurements().size() == 5_000);
    server.write("plant", "tied,n=late value=-7i " + (AT - 30_000_000_000L));
    Wait.until(() -> measurements().size() == 5_001);
    assertThat(measurements().get(5_000).point()).isEqualTo("t/late");
    assertThat(measurements().get(5_000).value()).isEqualTo(-7);
  }

  @Test
  void aSeriesThatWasSilentForHoursIsReadFromWhereItStood() throws Exception {
    long hour = 3_600_000_000_000L;
    server.write(
        "plant",
        "late,press=it's\\ 4 value=1 %d\nlate,press=p5 value=2 %d\nlate value=3 %d"
            .formatted(AT, AT + 5 * hour, AT + 1));
    start(Map.of("measurement", "late", "tags", new String[] {"press"}, "point", "late/{press}"));
    Wait.until(() -> measurements().size() == 3);
    server.write(
        "plant",
        "late,press=it's\\ 4 value=4 %d\nlate,press=it's\\ 4 value=5 %d\nlate value=6 %d"
            .formatted(AT + hour, AT + 6 * hour, AT + 2 * hour));
    Wait.until(() -> measurements().size() == 6);
    assertThat(values()).startsWith(1.0, 3.0, 2.0).endsWith(5.0);
    assertThat(measurements().stream().filter(each -> each.value() == 4.0))
        .extracting(Measurement::point)
        .containsExactly("late/it's 4");
  }

  @Test
  void recordsAreRowsWhereATopicIsNamed() throws Exception {
    server.write("plant", "finding,press=p4 mode=\"wear\",share=0.65,days=18i " + (AT + 1));
    InfluxSource source =
        start(
            Map.of(
                "measurement",
                "finding",
                "fields",
                new String[] {"mode", "share", "days"},
                "tags",
                new String[] {"press"},
                "payload_topic",
                "influx/findings"));
    source.setPayloadBook(
        () -> {
          try {
            return Optional.of(
                new PayloadDocuments(new ExpressionLanguage())
                    .read(Documents.parse("payloads.yaml", FINDINGS).asMap().maps("payloads")));
          } catch (InvalidDocumentException e) {
            throw new IllegalStateException(e);
          }
        });
    Wait.until(() -> intake.accepted().size() == 1);
    Prediction read = (Prediction) intake.accepted().get(0);
    assertThat(read.point()).isEqualTo("p4/spindle");
    assertThat(read.failureMode()).isEqualTo("wear");
    assertThat(read.confidence()).isEqualTo(0.65);
    assertThat(read.remainingLifeDays()).contains(18.0);
    assertThat(read.captured().at()).isEqualTo(Instant.ofEpochSecond(AT / 1_000_000_000, 1));
  }

  @Test
  void namesWithQuotesAreNamesAndATextIsAStateOfItsPoint() throws Exception {
    server.write(
        "plant",
        "it\"s\\ odd,a=1 its\\ state=\"stopped\" %d\nit\"s\\ odd,a=1 other=7 %d\n"
            .formatted(AT, AT + 1));
    start(Map.of("measurement", "it\"s odd", "fields", new String[] {"its state", "other"}));
    Wait.until(() -> intake.accepted().size() == 3);
    DeviceStatus state = (DeviceStatus) intake.accepted().get(0);
    assertThat(state.device()).isEqualTo("it\"s odd/its state");
    assertThat(state.detail()).isEqualTo("no number: stopped");
    assertThat(values()).containsExactly(7.0);
  }

  @Test
  void aTokenIsShownInPlaceOfALogin() throws Exception {
    server.write("plant", "guarded value=1 " + AT);
    try (InfluxGate gate = new InfluxGate(server.url())) {
      Map<String, Object> settings =
          Map.of("measurement", "guarded", "url", gate.url(), "token", InfluxGate.TOKEN);
      start(settings);
      Wait.until(() -> values().equals(List.of(1.0)));
      Map<String, Object> others = new HashMap<>(settings);
      others.put("token", "another");
      InfluxSource stranger = start(others);
      Wait.until(() -> stranger.sign().words().contains("it answered 401: unauthorized"));
    }
  }

  // The form in which InfluxDB 3's own tests show CSV of /query: no tags of a series, a last line
  // of its own.
  @Test
  void theAnswerOfInfluxDb3IsRead() throws Exception {
    try (InfluxGate gate = new InfluxGate("")) {
      gate.answers(
          "name,tags,time,value,press\noil,,%d,0.9,p4\noil,,%d,0.85,p5\n\r\n"
              .formatted(AT, AT + 1));
      start(
          Map.of(
              "measurement",
              "oil",
              "tags",
              new String[] {"press"},
              "point",
              "{press}/oil",
              "url",
              gate.url(),
              "token",
              InfluxGate.TOKEN));
      Wait.until(() -> measurements().size() == 2);
      assertThat(measurements()).extracting(Measurement::point).containsExactly("p4/oil", "p5/oil");
      assertThat(values()).containsExactly(0.9, 0.85);
    }
  }

  @Test
  void aRecordOfAClockFarAheadDoesNotHideWhatComesAfter() throws Exception {
    server.write("plant", "ahead value=1 1900000000000000000\nahead value=2 " + AT);
    InfluxSource source = start(Map.of("measurement", "ahead", "overlap", 0));
    Wait.until(() -> source.sign().words().contains("1 records are dated ahead"));
    Instant later = Instant.now().plusSeconds(1);
    server.write("plant", "ahead value=3 %d000000000".formatted(later.getEpochSecond()));
    Wait.until(() -> values().contains(3.0));
    assertThat(values()).containsExactlyInAnyOrder(1.0, 2.0, 3.0);
  }

  @Test
  void aServerThatGoesOrRefusesIsSaidAndReadAgainWhenItIsBack() throws Exception {
    server.write("plant", "gone value=1 " + AT);
    InfluxSource source = start(Map.of("measurement", "gone"));
    Wait.until(() -> values().size() == 1 && source.sign().alive());
    InfluxSource stranger = start(Map.of("measurement", "gone", "user", "nobody"));
    Wait.until(() -> stranger.sign().words().contains("it answered 401"));
    server.down();
    Wait.until(() -> source.sign().words().contains("does not answer"));
    server.up();
    server.write("plant", "gone value=2 " + (AT + 1));
    Wait.until(() -> values().contains(2.0) && source.sign().alive());
  }

  @ParameterizedTest
  @CsvSource({
    "url, http://user:secret@host:8086, url: given '…@host:8086'; allowed: http",
    "url, influx, url: given 'influx'",
    "url, http://influx.example:8086, whose password anybody on the way could read",
    "database, '', database: given ''",
    "measurement, '', measurement: given ''",
    "overlap, 86401, overlap: given 86401; allowed: 0 to 86400 seconds",
    "token, t, token: given one beside user 'reader'; allowed: one of the two",
    "start, then, start: given 'then'; allowed: now"
  })
  void aWrongSettingIsRefusedNamingItAndWhatIsAllowed(String key, String given, String words) {
    Map<String, Object> all =
        new HashMap<>(Map.of("measurement", "oil", "user", InfluxServer.USER));
    all.put(key, key.equals("overlap") ? (Object) Integer.valueOf(given) : given);
    assertThatThrownBy(() -> start(all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
