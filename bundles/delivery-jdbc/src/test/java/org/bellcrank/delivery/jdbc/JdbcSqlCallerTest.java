package org.bellcrank.delivery.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.SqlRequest;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepAnswer.Answered;
import org.bellcrank.delivery.jdbc.testing.PostgresServer;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements on a real PostgreSQL server: what is kept, and what the answer says about it. */
class JdbcSqlCallerTest {

  private static final String TABLES =
      """
      drop table if exists wo, eq cascade;
      create table eq (eqnum varchar(8) primary key);
      create table wo (
        wonum varchar(10) primary key,
        title varchar(20) not null,
        eqnum varchar(8) references eq deferrable initially immediate,
        priority int check (priority between 1 and 5),
        cost numeric(8, 2),
        due timestamptz,
        opened date default date '1900-01-01',
        done boolean default false);
      insert into eq values ('E1'), ('E2');
      """;
  private static final String INSERT =
      "{\"sql\":\"insert into wo (wonum, title) values (?, ?)\",\"parameters\":[\"%s\",\"Pit\"]}";

  private static PostgresServer server;
  private final JdbcSqlCaller caller = new JdbcSqlCaller();

  @BeforeAll
  static void start() throws Exception {
    Optional<PostgresServer> started = PostgresServer.start();
    assumeTrue(started.isPresent(), "SKIPPED: PostgreSQL is not installed on this machine");
    server = started.get();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void tables() throws SQLException {
    own(TABLES);
  }

  private static Connection connection() throws SQLException {
    return DriverManager.getConnection(
        server.address(), PostgresServer.USER, PostgresServer.PASSWORD);
  }

  private static void own(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long orders() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from wo")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static long count() {
    try {
      return orders();
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static SqlRequest request(String address, String password, String... statements) {
    return new SqlRequest(
        URI.create(address),
        Optional.of(PostgresServer.USER + ":" + password),
        ("{\"statements\":[" + String.join(",", statements) + "]}")
            .getBytes(StandardCharsets.UTF_8),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  private StepAnswer call(String... statements) {
    return caller.call(request(server.address(), PostgresServer.PASSWORD, statements));
  }

  private StepAnswer through(BrokenLine line, String... statements) {
    String address = server.address().replace(":" + server.port(), ":" + line.port());
    return caller.call(request(address, PostgresServer.PASSWORD, statements));
  }

  private static Facts body(StepAnswer answer, int status) {
    assertThat(answer).isInstanceOf(Answered.class);
    Answered answered = (Answered) answer;
    String text = new String(answered.body(), StandardCharsets.UTF_8);
    assertThat(answered.status()).as(text).isEqualTo(status);
    assertThat(answered.headers()).containsEntry("content-type", "application/json");
    return Facts.parse(text);
  }

  private static Facts result(StepAnswer answer, int number) {
    return body(answer, 200).factsList("results").get(number);
  }

  private static String sql(String sql, String parameters) {
    return "{\"sql\":\"%s\",\"parameters\":%s}".formatted(sql, parameters);
  }

  private static String sql(String sql) {
    return sql(sql, "[]");
  }

  @Test
  void allStatementsAreKeptTogetherAndCounted() throws SQLException {
    StepAnswer answer =
        call(
            INSERT.formatted("WZ1"),
            INSERT.formatted("WZ2"),
            sql("update wo set priority = ? where title = ?", "[3,\"Pit\"]"),
            sql("select wonum, priority from wo order by wonum"));
    assertThat(result(answer, 0).whole("changed")).hasValue(1);
    assertThat(result(answer, 2).whole("changed")).hasValue(2);
    assertThat(result(answer, 3).whole("changed")).hasValue(0);
    assertThat(result(answer, 3).factsList("rows"))
        .extracting(Facts::json)
        .containsExactly(
            "{\"wonum\":\"WZ1\",\"priority\":3}", "{\"wonum\":\"WZ2\",\"priority\":3}");
    assertThat(orders()).isEqualTo(2);
  }

  @Test
  void anInsertCanAnswerWithWhatTheDatabaseFilledIn() {
    Facts result =
        result(
            call(
                sql(
                    "insert into wo (wonum, title) values (?, ?) returning wonum, opened, done",
                    "[\"WZ1\",\"Pit\"]")),
            0);
    assertThat(result.whole("changed")).hasValue(1);
    assertThat(result.factsList("rows").get(0).json())
        .isEqualTo("{\"wonum\":\"WZ1\",\"opened\":\"1900-01-01\",\"done\":false}");
  }

  @Test
  void textTakesTheTypeOfItsPlaceAndAMissingNameIsNull() {
    StepAnswer answer =
        call(
            sql(
                "insert into wo (wonum, title, priority, cost, due, eqnum, done)"
                    + " values (:no, :title, :priority, :cost, :due, :asset, :done)",
                "{\"no\":\"WZ1\",\"title\":\"Pit\",\"priority\":\"2\",\"cost\":12.5,"
                    + "\"due\":\"2026-11-22T08:00:00+02:00\",\"done\":true}"),
            sql("select * from wo"));
    assertThat(result(answer, 1).factsList("rows").get(0).json())
        .isEqualTo(
            "{\"wonum\":\"WZ1\",\"title\":\"Pit\",\"priority\":2,\"cost\":12.5,"
                + "\"due\":\"2026-11-22T06:00:00Z\",\"opened\":\"1900-01-01\",\"done\":true}");
  }

  @Test
  void anArrayIsAListOfTexts() {
    StepAnswer answer =
        call(
            sql(
                "select array['a, {b}', null, 'c'] as texts, array[1, 2] as numbers,"
                    + " array(select wonum from wo) as none"));
    Facts row = result(answer, 0).factsList("rows").get(0);
    assertThat(row.list("texts")).isEqualTo(List.of("a, {b}", "c"));
    assertThat(row.list("numbers")).isEqualTo(List.of("1", "2"));
    assertThat(row.list("none")).isEmpty();
  }

  @Test
  void aValueIsNeverReadAsSql() throws SQLException {
    call(sql("insert into wo (wonum, title) values (?, ?)", "[\"WZ1\",\"'); drop table wo;--\"]"));
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void aRepeatedKeyIsAConflictAndNothingOfItsTransactionIsKept() throws SQLException {
    call(INSERT.formatted("WZ1"));
    Facts refused = body(call(INSERT.formatted("WZ2"), INSERT.formatted("WZ1")), 409);
    assertThat(refused.text("sqlState")).contains("23505");
    assertThat(refused.whole("statement")).hasValue(2);
    assertThat(refused.requireText("message")).contains("wo_pkey");
    assertThat(orders()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "insert into wo (wonum, title) values ('1', 'longer than twenty characters') | 22001",
        "insert into wo (wonum, title, priority) values ('1', 'Pit', 9) | 23514",
        "insert into wo (wonum) values ('1') | 23502",
        "insert into wo (wonum, title, eqnum) values ('1', 'Pit', 'E9') | 23503",
        "insert into wo (wonum, title, due) values ('1', 'Pit', 'tomorrowish') | 22007",
        "insert into wo (wonum, colour) values ('1', 'red') | 42703",
        "insert into nothing values (1) | 42P01",
        "select 1 from | 42601"
      })
  void whatTheDatabaseDoesNotTakeIsRefusedInItsWords(String sql, String state) throws SQLException {
    Facts refused = body(call(INSERT.formatted("WZ1"), sql(sql)), 422);
    assertThat(refused.text("sqlState")).contains(state);
    assertThat(refused.requireText("message")).isNotBlank();
    assertThat(orders()).isZero();
  }

  @Test
  void aConstraintThatIsCheckedAtTheCommitIsARefusalNotADoubt() throws SQLException {
    own("alter table wo alter constraint wo_eqnum_fkey deferrable initially deferred");
    Facts refused =
        body(call(sql("insert into wo (wonum, title, eqnum) values ('1', 'Pit', 'E9')")), 422);
    assertThat(refused.text("sqlState")).contains("23503");
    assertThat(orders()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"parameters\":[]}",
        "{\"sql\":\"select ?\",\"parameters\":[]}",
        "{\"sql\":\"select ?\",\"parameters\":[1,2]}",
        "{\"sql\":\"select ?\",\"parameters\":[{\"a\":1}]}",
        "{\"sql\":\"select :a\",\"parameters\":{\"b\":1}}",
        "{\"sql\":\"commit\"}",
        "7"
      })
  void statementsThatAreNoneAreRefusedBeforeTheyLeave(String statement) throws SQLException {
    String[] all =
        statement.isEmpty() ? new String[0] : new String[] {INSERT.formatted("WZ1"), statement};
    assertThat(body(call(all), 400).requireText("message")).containsAnyOf("given", "sql");
    assertThat(orders()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select eqnum from eq where eqnum = 'E9' | 422 | E9 is not there",
        "select eqnum from eq | 422 | E9 is not there",
        "update wo set priority = 1 where wonum = 'WZ9' | 409 | gone",
        "update wo set priority = 1 where wonum = 'WZ9' returning wonum | 409 | gone",
        "update wo set priority = 1 where wonum = 'WZ9' | 422 | 0 rows, 1 were asked for"
      })
  void anotherNumberOfRowsThanWasAskedForLeavesNothing(String sql, int status, String words)
      throws SQLException {
    String otherwise =
        words.contains("asked for")
            ? ""
            : ",\"otherwise\":{\"status\":%d,\"message\":\"%s\"}".formatted(status, words);
    Facts refused =
        body(
            call(
                INSERT.formatted("WZ1"), "{\"sql\":\"%s\",\"rows\":1%s}".formatted(sql, otherwise)),
            status);
    assertThat(refused.text("message")).contains(words);
    assertThat(refused.whole("statement")).hasValue(2);
    assertThat(orders()).isZero();
  }

  @Test
  void theNumberOfRowsThatWasAskedForIsKept() throws SQLException {
    call(
        "{\"sql\":\"select eqnum from eq where eqnum = 'E1'\",\"rows\":1}",
        INSERT.formatted("WZ1"),
        "{\"sql\":\"update wo set priority = 1\",\"rows\":1}",
        "{\"sql\":\"select 1 from wo where wonum = 'WZ2'\",\"rows\":0}");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void aSearchWithTooManyRowsIsRefusedNotCut() {
    assertThat(
            result(call(sql("select * from generate_series(1, 1000) as n")), 0).factsList("rows"))
        .hasSize(1000);
    body(call(sql("select * from generate_series(1, 1001) as n")), 400);
  }

  @Test
  void aWrongPasswordIsUnauthorised() {
    Facts refused =
        body(caller.call(request(server.address(), "wrong", INSERT.formatted("WZ1"))), 401);
    assertThat(refused.text("sqlState")).contains("28P01");
  }

  @Test
  void whereNobodyListensNothingIsSent() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    for (String address :
        List.of(
            "jdbc:postgresql://127.0.0.1:" + free + "/postgres",
            server.address().replace("/postgres", "/nothing"))) {
      StepAnswer answer =
          caller.call(request(address, PostgresServer.PASSWORD, INSERT.formatted("WZ1")));
      assertThat(answer).isInstanceOf(StepAnswer.NotSent.class);
      assertThat(answer.toString()).contains(address).doesNotContain(PostgresServer.PASSWORD);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:/tmp/wo.db",
        "http://127.0.0.1/mp2",
        "jdbc:postgresql://u:secret@127.0.0.1/mp2",
        "jdbc:postgresql://127.0.0.1/mp2?password=secret",
        "jdbc:postgresql://127.0.0.1/mp2?socketFactory=x.Y"
      })
  void anAddressThatIsNoneOrSaysTooMuchIsNotUsed(String address) {
    StepAnswer answer = caller.call(request(address, "x", INSERT.formatted("WZ1")));
    assertThat(answer).isInstanceOf(StepAnswer.NotSent.class);
    assertThat(answer.toString()).contains("allowed").doesNotContain("secret@");
  }

  @Test
  void aStatementThatTakesTooLongIsStoppedAndNothingIsKept() throws SQLException {
    SqlRequest slow =
        new SqlRequest(
            URI.create(server.address()),
            Optional.of(PostgresServer.USER + ":" + PostgresServer.PASSWORD),
            ("{\"statements\":["
                    + INSERT.formatted("WZ1")
                    + ","
                    + sql("select pg_sleep(60)")
                    + "]}")
                .getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(5),
            Duration.ofMillis(300));
    Facts refused = body(caller.call(slow), 503);
    assertThat(refused.text("sqlState")).contains("57014");
    assertThat(orders()).isZero();
  }

  @Test
  void aLineThatBreaksBeforeTheCommitLeavesNothingAndNoDoubt() throws Exception {
    try (BrokenLine line = new BrokenLine(server.port(), "update wo", false)) {
      StepAnswer answer = through(line, INSERT.formatted("WZ1"), sql("update wo set priority = 1"));
      assertThat(answer).isInstanceOf(StepAnswer.NotSent.class);
      assertThat(answer.toString()).contains("before the commit");
    }
    assertThat(orders()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCommitWithoutAnAnswerIsADoubtWhetherOrNotItArrived(boolean delivered) throws Exception {
    try (BrokenLine line = new BrokenLine(server.port(), "COMMIT", delivered)) {
      StepAnswer answer = through(line, INSERT.formatted("WZ1"));
      assertThat(answer).isInstanceOf(StepAnswer.Unknown.class);
    }
    long expected = delivered ? 1 : 0;
    Until.is(() -> count() == expected, () -> count());
  }

  @Test
  void aConnectionThatTheServerEndsBeforeTheCommitIsNoDoubtEither() throws SQLException {
    StepAnswer answer =
        call(INSERT.formatted("WZ1"), sql("select pg_terminate_backend(pg_backend_pid())"));
    assertThat(answer).isInstanceOf(StepAnswer.NotSent.class);
    assertThat(orders()).isZero();
  }

  @Test
  void aRowThatAnotherHoldsIsBusyNotADoubt() throws Exception {
    call(INSERT.formatted("WZ1"), INSERT.formatted("WZ2"));
    try (Connection other = connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("update wo set priority = 1 where wonum = 'WZ1'");
      Facts refused =
          body(
              call(
                  sql("select set_config('lock_timeout', '100', true)"),
                  sql("update wo set priority = 2 where wonum = 'WZ1'")),
              503);
      assertThat(refused.text("sqlState")).contains("55P03");
    }
  }
}
