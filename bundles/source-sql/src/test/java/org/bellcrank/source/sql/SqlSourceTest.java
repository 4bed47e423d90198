package org.bellcrank.source.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.jdbc.testing.PostgresServer;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.testing.MemoryIntake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real PostgreSQL server and a file of SQLite. */
class SqlSourceTest {

  private static final String QUERY =
      "SELECT id, tag, measured, value FROM readings WHERE id >= ? ORDER BY id";

  private static Optional<PostgresServer> server = Optional.empty();

  @TempDir Path folder;

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore().with(Positions.class, new KeptPositions());
  private final List<SqlSource> sources = new ArrayList<>();

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.start();
    if (server.isEmpty()) {
      System.err.println("SKIPPED: no PostgreSQL");
    }
  }

  @AfterAll
  static void stopServer() {
    server.ifPresent(PostgresServer::close);
  }

  @AfterEach
  void stop() {
    sources.forEach(SqlSource::stop);
  }

  private SqlSource start(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    all.putIfAbsent("start", "beginning");
    all.putIfAbsent("poll_interval", 100);
    all.putIfAbsent("query", QUERY);
    SqlSource source =
        new SqlSource(
            intake,
            store,
            Clock.systemUTC(),
            Map.of("kura.service.pid", "plant", "password", PostgresServer.PASSWORD),
            Given.settings(SqlSource.Config.class, all));
    sources.add(source);
    return source;
  }

  private SqlSource onPostgres(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    all.put("url", server.orElseThrow().address());
    all.put("user", PostgresServer.USER);
    return start(all);
  }

  private static Connection postgres() throws SQLException {
    Assumptions.assumeTrue(server.isPresent(), "PostgreSQL");
    return DriverManager.getConnection(
        server.get().address(), PostgresServer.USER, PostgresServer.PASSWORD);
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
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
  void rowsOfPostgresAreMeasurementsAndARestartGoesOnBehindThem() throws Exception {
    try (Connection database = postgres()) {
      run(
          database,
          "DROP TABLE IF EXISTS readings",
          "CREATE TABLE readings (id bigserial, tag text, measured timestamptz, value numeric)",
          "INSERT INTO readings (tag, measured, value) SELECT 'press/oil',"
              + " timestamptz '2026-01-02 03:04:05.678Z' + i * interval '1 s', i FROM"
              + " generate_series(1, 5000) i");
      SqlSource first = onPostgres(Map.of());
      Wait.until(() -> measurements().size() == 5000);
      assertThat(measurements().get(0).captured().at())
          .isEqualTo(Instant.parse("2026-01-02T03:04:06.678Z"));
      assertThat(measurements().get(0).point()).isEqualTo("press/oil");
      assertThat(values()).startsWith(1.0, 2.0).endsWith(5000.0);
      first.stop();
      run(database, "INSERT INTO readings (tag, measured, value) VALUES ('press/oil', now(), -1)");
      SqlSource second = onPostgres(Map.of("overlap_numbers", 10));
      Wait.until(() -> values().contains(-1.0));
      assertThat(measurements()).hasSize(5001);
      assertThat(second.records()).as("rows read anew").isLessThanOrEqualTo(12);
      assertThat(second.sign().alive()).isTrue();
    }
  }

  @Test
  void aTransactionThatCommitsLateIsFoundAndTiesOfATimeAreAllTaken() throws Exception {
    try (Connection database = postgres();
        Connection slow = postgres()) {
      run(
          database,
          "DROP TABLE IF EXISTS readings",
          "CREATE TABLE readings (id bigserial, tag text, measured timestamp, value float8)");
      slow.setAutoCommit(false);
      run(
          slow,
          "INSERT INTO readings (tag, measured, value) VALUES ('p', '2026-01-02 00:00:00', 1)");
      run(
          database,
          "INSERT INTO readings (tag, measured, value) SELECT 'p', '2026-01-02 00:00:10', i FROM"
              + " generate_series(2, 4500) i");
      onPostgres(
          Map.of(
              "query",
              "SELECT tag, measured, value FROM readings WHERE measured >= ? ORDER BY measured",
              "mark_column",
              "measured",
              "mark_kind",
              "time",
              "zone",
              "Asia/Tokyo",
              "overlap",
              60));
      Wait.until(() -> measurements().size() == 4499);
      assertThat(measurements().get(0).captured().at())
          .isEqualTo(Instant.parse("2026-01-01T15:00:10Z"));
      slow.commit();
      Wait.until(() -> measurements().size() == 4500);
      assertThat(values()).contains(1.0);
    }
  }

  private static final String BY_TIME =
      "SELECT tag, measured, value FROM readings WHERE measured >= ? ORDER BY measured";

  private static Map<String, Object> byTime(String zone) {
    return new HashMap<>(
        Map.of(
            "query",
            BY_TIME,
            "mark_column",
            "measured",
            "mark_kind",
            "time",
            "zone",
            zone,
            "overlap",
            60));
  }

  @ParameterizedTest
  @CsvSource({"UTC-05:00", "+02:00", "Etc/GMT+5", "UTC"})
  void aFixedOffsetLiesWhereJavaHasItAndFreshRowsAreRead(String zone) throws Exception {
    try (Connection database = postgres()) {
      run(
          database,
          "DROP TABLE IF EXISTS readings",
          "CREATE TABLE readings (id bigserial, tag text, measured timestamp, value float8)",
          "INSERT INTO readings (tag, measured, value) VALUES ('p', '2026-01-02 12:00:00', 1)");
      SqlSource source = onPostgres(byTime(zone));
      Wait.until(() -> values().size() == 1 && source.sign().alive());
      run(
          database,
          "INSERT INTO readings (tag, measured, value) VALUES ('p', '2026-01-02 11:57:00', 2)",
          "INSERT INTO readings (tag, measured, value) VALUES ('p', '2026-01-02 12:00:01', 3)");
      Wait.until(() -> values().contains(3.0));
      assertThat(values()).containsExactly(1.0, 3.0);
    }
  }

  @Test
  void aTimeInMillisecondsIsAWatermarkInSqlite() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("plant.db");
    try (Connection database = DriverManager.getConnection(url)) {
      run(
          database,
          "CREATE TABLE readings (tag TEXT, measured INTEGER, value)",
          "INSERT INTO readings VALUES ('p', 1700000000000, 1)");
      Map<String, Object> settings = byTime("UTC");
      settings.put("url", url);
      SqlSource source = start(settings);
      Wait.until(() -> values().contains(1.0));
      run(
          database,
          "INSERT INTO readings VALUES ('p', 1900000000000, 2)",
          "INSERT INTO readings VALUES ('p', 1700000001000, 3)");
      Wait.until(() -> values().contains(3.0));
      Wait.until(() -> source.sign().words().contains("1 records are dated ahead"));
      run(database, "INSERT INTO readings VALUES ('p', 1700000002000, 4)");
      Wait.until(() -> values().contains(4.0));
    }
  }

  @Test
  void aLimitOfTheQueryBelowTheRowsOfTheOverlapIsSaid() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("plant.db");
    try (Connection database = DriverManager.getConnection(url)) {
      run(
          database,
          "CREATE TABLE readings (id INTEGER PRIMARY KEY, tag TEXT, measured INTEGER, value)",
          "INSERT INTO readings VALUES (1, 'p', 1, 1), (2, 'p', 2, 2), (3, 'p', 3, 3)");
      SqlSource source = start(Map.of("url", url, "query", QUERY + " LIMIT 2"));
      Wait.until(() -> source.sign().words().contains("a LIMIT of its own"));
      assertThat(source.sign().alive()).isFalse();
    }
  }

  @Test
  void aStatementThatTakesLongIsBrokenOffAtTheEnd() throws Exception {
    try (Connection database = postgres()) {
      run(
          database,
          "DROP TABLE IF EXISTS readings",
          "CREATE TABLE readings (id bigserial, tag text, measured timestamptz, value float8)",
          "INSERT INTO readings (tag, measured, value) VALUES ('p', now(), 1)");
      String slow = "SELECT r.* FROM readings r, pg_sleep(25) WHERE id >= ? ORDER BY id";
      SqlSource source = onPostgres(Map.of("query", slow));
      String running =
          "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT r.%' AND state ="
              + " 'active'";
      Wait.until(() -> count(database, running) == 1);
      source.stop();
      assertThat(intake.accepted()).isEmpty();
      assertThat(readers()).isEmpty();
    }
  }

  private static List<Thread> readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.isAlive() && each.getName().startsWith("bellcrank-source-sql-"))
        .toList();
  }

  private static int count(Connection database, String query) {
    try (Statement statement = database.createStatement()) {
      var rows = statement.executeQuery(query);
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aServerThatGoesIsReadAgainWhenItIsBackWithoutALoss() throws Exception {
    try (Connection database = postgres()) {
      run(
          database,
          "DROP TABLE IF EXISTS readings",
          "CREATE TABLE readings (id bigserial, tag text, measured timestamptz, value float8)",
          "INSERT INTO readings (tag, measured, value) VALUES ('p', now(), 1)");
    }
    SqlSource source = onPostgres(Map.of());
    Wait.until(() -> values().size() == 1);
    server.orElseThrow().down();
    Wait.until(() -> !source.sign().alive());
    server.orElseThrow().up();
    try (Connection database = postgres()) {
      run(database, "INSERT INTO readings (tag, measured, value) VALUES ('p', now(), 2)");
    }
    Wait.until(() -> values().contains(2.0) && source.sign().alive());
  }

  @Test
  void aStatementThatWritesChangesNothingAndIsSaid() throws Exception {
    try (Connection database = postgres()) {
      run(
          database,
          "DROP TABLE IF EXISTS readings",
          "CREATE TABLE readings (id bigserial, tag text, measured timestamptz, value float8)",
          "INSERT INTO readings (tag, measured, value) VALUES ('p', now(), 1)");
      SqlSource source =
          onPostgres(
              Map.of(
                  "query",
                  "WITH gone AS (DELETE FROM readings WHERE id >= ? RETURNING *) SELECT * FROM"
                      + " gone"));
      Wait.until(() -> source.sign().words().contains("read-only"));
      assertThat(intake.accepted()).isEmpty();
      try (Statement statement = database.createStatement()) {
        assertThat(statement.executeQuery("SELECT 1 FROM readings").next()).isTrue();
      }
    }
  }

  @Test
  void aFileOfSqliteIsReadWithTimesInMillisecondsAndANullIsAStateOfItsPoint() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("plant.db");
    try (Connection database = DriverManager.getConnection(url)) {
      run(
          database,
          "CREATE TABLE readings (id INTEGER PRIMARY KEY, tag TEXT, measured INTEGER, value)",
          "INSERT INTO readings VALUES (1, '''); DROP TABLE readings; --', 1700000000000, '4.5')",
          "INSERT INTO readings VALUES (2, 'p', 1700000000000, NULL)",
          "INSERT INTO readings VALUES (3, 'p', 1700000001000, 7)");
      start(Map.of("url", url));
      Wait.until(() -> measurements().size() == 2);
      assertThat(measurements().get(0).point()).isEqualTo("'); DROP TABLE readings; --");
      assertThat(measurements().get(1).captured().at())
          .isEqualTo(Instant.ofEpochMilli(1_700_000_001_000L));
      assertThat(intake.accepted())
          .filteredOn(DeviceStatus.class::isInstance)
          .extracting(each -> ((DeviceStatus) each).status())
          .containsExactly(
              DeviceStatus.Status.OK, DeviceStatus.Status.LOST, DeviceStatus.Status.OK);
      run(database, "INSERT INTO readings VALUES (4, 'p', 1700000002000, 8)");
      Wait.until(() -> values().contains(8.0));
    }
  }

  @Test
  void aQueryThatDoesNotRiseOrLacksAColumnIsSaidAndNothingIsTaken() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("plant.db");
    try (Connection database = DriverManager.getConnection(url)) {
      run(
          database,
          "CREATE TABLE readings (id INTEGER PRIMARY KEY, tag TEXT, measured INTEGER, value)",
          "INSERT INTO readings VALUES (1, 'p', 1, 1), (2, 'p', 2, 2)");
      SqlSource falling = start(Map.of("url", url, "query", QUERY + " DESC"));
      Wait.until(() -> falling.sign().words().contains("ORDER BY id"));
      SqlSource lacking = start(Map.of("url", url, "value_column", "amount"));
      Wait.until(() -> lacking.sign().words().contains("without the column amount"));
      assertThat(intake.accepted()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "url, jdbc:postgresql://user:secret@host/plant, url: given '…@host/plant'; allowed: jdbc:",
    "url, host, url: given 'host'; allowed: jdbc:<kind>:<place>",
    "query, DELETE FROM readings WHERE id >= ?, one SELECT with one ?",
    "query, SELECT 1, one SELECT with one ?",
    "query, SELECT * FROM readings WHERE id > ? ORDER BY id, so column >= ?",
    "query, SELECT ?; DROP TABLE readings, one SELECT with one ?",
    "mark_column, id; drop, mark.column: given 'id; drop'",
    "overlap, -1, overlap: given -1; allowed: 0 to 86400",
    "overlap_numbers, 10000001, overlap.numbers: given 10000001; allowed: 0 to 10000000",
    "zone, Mars, zone: given 'Mars'",
    "zone, +01:02:03, an offset of whole minutes",
    "mark_kind, text, mark.kind: given 'text'",
    "driver_class, a b, driver.class: given 'a b'"
  })
  void aWrongSettingIsRefusedNamingItAndWhatIsAllowed(String key, String given, String words) {
    Map<String, Object> all = new HashMap<>(Map.of("url", "jdbc:sqlite:plant.db"));
    all.put(key, key.startsWith("overlap") ? (Object) Integer.valueOf(given) : given);
    assertThatThrownBy(() -> start(all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aDriverThatIsNotThereIsNamedAndWaitedFor() {
    SqlSource source = start(Map.of("url", "jdbc:mariadb://127.0.0.1:1/plant"));
    Wait.until(() -> source.sign().words().contains("org.mariadb.jdbc.Driver, which is not there"));
    assertThat(source.sign().alive()).isFalse();
  }
}
