package org.bellcrank.source.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.delivery.jdbc.testing.PostgresServer;
import org.bellcrank.document.Documents;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.payload.PayloadDocuments;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a real database that mappings of the site documents read. */
class SqlRowsTest {

  private static final String MAPPINGS =
      """
      payloads:
        - id: alarm
          topics: [sql/alarms]
          zone: UTC
          measurement:
            id: "'alarm-' + string(int(data.alarm))"
            point: "'press/' + data.code"
            value: "1"
            at: data.at
        - id: alarm-state
          topics: [sql/alarms]
          zone: UTC
          sample:
            point: "'press/' + data.code"
            value: "data.state == 'RAISED' ? 1.0 : 0.0"
            at: data.at
        - id: picture
          topics: [sql/pictures]
          zone: UTC
          sample:
            point: "'press/' + data.code"
            value: "data.picture == 'AQL/' ? 1.0 : 0.0"
            at: data.at
        - id: page
          topics: [sql/pages]
          zone: UTC
          sample:
            point: "'press/page'"
            value: "data.page == '<a>1</a>' ? 1.0 : 0.0"
            at: data.told
        - id: shift
          topics: [sql/shifts]
          prediction:
            id: data.name
            point: "'press'"
            failureMode: "'wear'"
            confidence: data.share
            at: data.told
            remainingLifeDays: data.days
      """;

  @TempDir Path folder;

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore().with(Positions.class, new KeptPositions());
  private final Taken samples = new Taken();
  private SqlSource source;

  /** Samples that were taken. */
  private static final class Taken implements SampleIntake {
    final List<Sample> all = new CopyOnWriteArrayList<>();

    @Override
    public void take(List<Sample> given) {
      all.addAll(given);
    }

    @Override
    public int offer(List<Sample> given) {
      take(given);
      return given.size();
    }

    @Override
    public void take(Waveform waveform) {
      throw new AssertionError("no waveform was read");
    }
  }

  @AfterEach
  void stop() {
    if (source != null) {
      source.stop();
    }
  }

  private void start(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    all.put("start", "beginning");
    all.put("poll_interval", 100);
    source =
        new SqlSource(
            intake,
            store,
            Clock.systemUTC(),
            Map.of("kura.service.pid", "plant", "password", PostgresServer.PASSWORD),
            Given.settings(SqlSource.Config.class, all));
    source.setSampleIntake(samples);
  }

  private void mapped() throws Exception {
    PayloadMappings mappings =
        new PayloadDocuments(new ExpressionLanguage())
            .read(Documents.parse("payloads.yaml", MAPPINGS).asMap().maps("payloads"));
    source.setPayloadBook(() -> Optional.of(mappings));
  }

  private static void run(Connection connection, String... statements) throws Exception {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  // SEN-14
  @Test
  void anAlarmThatIsRaisedAndClearedIsOneEventAndItsStateTwoSamples() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("scada.db");
    try (Connection database = DriverManager.getConnection(url)) {
      run(
          database,
          "CREATE TABLE alarms (id INTEGER PRIMARY KEY, alarm INTEGER, code TEXT, state TEXT,"
              + " at TEXT)",
          "INSERT INTO alarms VALUES (1, 77, 'E12', 'RAISED', '2026-05-04 06:00:00')",
          "INSERT INTO alarms VALUES (2, 77, 'E12', 'CLEARED', '2026-05-04 06:03:00')",
          "INSERT INTO alarms VALUES (3, 78, 'E12', 'RAISED', '2026-05-04 07:00:00')");
      start(
          Map.of(
              "url",
              url,
              "query",
              "SELECT * FROM alarms WHERE id >= ? ORDER BY id",
              "payload_topic",
              "sql/alarms"));
      Wait.until(() -> source.sign().words().contains("no site documents are in force"));
      assertThat(intake.accepted()).isEmpty();
      mapped();
      Wait.until(() -> samples.all.size() == 3);
      assertThat(intake.accepted())
          .extracting(Observation::id)
          .containsExactly("alarm-77", "alarm-78");
      Measurement first = (Measurement) intake.accepted().get(0);
      assertThat(first.point()).isEqualTo("press/E12");
      assertThat(first.source()).isEqualTo("sql:plant");
      assertThat(first.captured().at()).isEqualTo(Instant.parse("2026-05-04T06:00:00Z"));
      assertThat(samples.all).extracting(Sample::value).containsExactly(1.0, 0.0, 1.0);

      run(
          database,
          "INSERT INTO alarms VALUES (4, 79, NULL, 'RAISED', '2026-05-04 08:00:00')",
          "INSERT INTO alarms VALUES (5, 78, 'E12', 'CLEARED', '2026-05-04 07:01:00')");
      Wait.until(() -> samples.all.size() == 4);
      assertThat(intake.accepted()).as("one that says no code is none").hasSize(2);
      assertThat(store.entries()).extracting(Entry::kind).contains("observation.refused");
      assertThat(store.entries().get(0).facts().requireText("id")).isEqualTo("row 4");
    }
  }

  @Test
  void aTopicThatNoMappingNamesHoldsTheRowsBack() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("other.db");
    try (Connection database = DriverManager.getConnection(url)) {
      run(database, "CREATE TABLE t (id INTEGER PRIMARY KEY)", "INSERT INTO t VALUES (1)");
      start(
          Map.of(
              "url",
              url,
              "query",
              "SELECT id FROM t WHERE id >= ? ORDER BY id",
              "payload_topic",
              "sql/unnamed"));
      mapped();
      Wait.until(
          () ->
              source
                  .sign()
                  .words()
                  .contains("payload.topic: given sql/unnamed, which no mapping under payloads"));
      assertThat(source.records()).isZero();
      assertThat(store.entries()).isEmpty();
    }
  }

  @Test
  void aRowWithBytesIsHandedOnOnceAndTheyAreBase64() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("pictures.db");
    try (Connection database = DriverManager.getConnection(url)) {
      run(
          database,
          "CREATE TABLE pictures (id INTEGER PRIMARY KEY, code TEXT, picture BLOB, at TEXT)",
          "INSERT INTO pictures VALUES (1, 'one', x'0102ff', '2026-05-04 06:00:00')");
      start(
          Map.of(
              "url",
              url,
              "query",
              "SELECT * FROM pictures WHERE id >= ? ORDER BY id",
              "payload_topic",
              "sql/pictures"));
      mapped();
      Wait.until(() -> !samples.all.isEmpty());
      // The look that finds the second reads the first again.
      run(database, "INSERT INTO pictures VALUES (2, 'two', x'03', '2026-05-04 06:00:01')");
      Wait.until(() -> samples.all.stream().anyMatch(s -> s.point().equals("press/two")));
      assertThat(samples.all).extracting(Sample::value).containsExactly(1.0, 0.0);
    }
  }

  @Test
  void aTimeWithoutZoneIsThatOfTheSettingWhateverTheGatewaysAndXmlIsItsText() throws Exception {
    Optional<PostgresServer> server = PostgresServer.start();
    if (server.isEmpty()) {
      System.err.println("SKIPPED: no PostgreSQL");
    }
    Assumptions.assumeTrue(server.isPresent(), "PostgreSQL");
    TimeZone before = TimeZone.getDefault();
    // There 02:30 of this night does not exist.
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try (PostgresServer running = server.get();
        Connection database =
            DriverManager.getConnection(
                running.address(), PostgresServer.USER, PostgresServer.PASSWORD)) {
      run(
          database,
          "CREATE TABLE pages (told timestamp, page xml)",
          "INSERT INTO pages VALUES ('2026-03-29 02:30:00', '<a>1</a>'), ('2026-03-29 03:00:00',"
              + " '<b/>')");
      start(
          Map.of(
              "url",
              running.address(),
              "user",
              PostgresServer.USER,
              "query",
              "SELECT * FROM pages WHERE told >= ? ORDER BY told",
              "mark_column",
              "told",
              "mark_kind",
              "time",
              "payload_topic",
              "sql/pages"));
      mapped();
      Wait.until(() -> samples.all.size() >= 2);
      run(database, "INSERT INTO pages VALUES ('2026-03-29 03:00:01', '<c/>')");
      Wait.until(() -> samples.all.size() >= 3);
      assertThat(samples.all)
          .extracting(Sample::at)
          .containsExactly(
              Instant.parse("2026-03-29T02:30:00Z"),
              Instant.parse("2026-03-29T03:00:00Z"),
              Instant.parse("2026-03-29T03:00:01Z"));
      assertThat(samples.all).extracting(Sample::value).containsExactly(1.0, 0.0, 0.0);
      stop();
      source = null;
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void columnsOfPostgresAreNumbersTextsAndTimesWithTheirZone() throws Exception {
    Optional<PostgresServer> server = PostgresServer.start();
    if (server.isEmpty()) {
      System.err.println("SKIPPED: no PostgreSQL");
    }
    Assumptions.assumeTrue(server.isPresent(), "PostgreSQL");
    try (PostgresServer running = server.get();
        Connection database =
            DriverManager.getConnection(
                running.address(), PostgresServer.USER, PostgresServer.PASSWORD)) {
      run(
          database,
          "CREATE TABLE shifts (id bigint, name text, share numeric(6,4), days int, told"
              + " timestamptz)",
          "INSERT INTO shifts VALUES (1, E'a\"b\\\\c\\nd', 0.6500, 18, '2026-05-04 08:00:00+02')");
      start(
          Map.of(
              "url",
              running.address(),
              "user",
              PostgresServer.USER,
              "query",
              "SELECT * FROM shifts WHERE id >= ? ORDER BY id",
              "payload_topic",
              "sql/shifts"));
      mapped();
      Wait.until(() -> intake.accepted().size() == 1);
      assertThat(intake.accepted().get(0).facts().canonical())
          .contains("0.65", "18", "2026-05-04T06:00:00Z");
      assertThat(intake.accepted().get(0).id()).isEqualTo("a\"b\\c\nd");
      stop();
      source = null;
    }
  }
}
