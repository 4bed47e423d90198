package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A work order database and the line to it, by JDBC alone. */
class CustomJdbcDoubleTest {

  private static final String ORDER =
      "insert into work_order (title, asset_tag, external_reference) values ('Pit', 'LY-BS-101',"
          + " 'MFRGGZDFMZTWQ2LKNNWG')";
  private static final String URGENT = "update work_order set priority = 1";
  private static final String FILE =
      "insert into attachment (work_order_id, file_name, media_type, content) values (1, 'a.jpg',"
          + " 'image/jpeg', 'pit')";

  private SqlDouble custom;
  private SqlClient client;

  @BeforeEach
  void start() throws Exception {
    open(DoubleOptions.free());
  }

  private void open(DoubleOptions options) throws Exception {
    custom = SqlDouble.customJdbc(SqlClient.server(), options);
    client = new SqlClient(custom);
  }

  @AfterEach
  void stop() {
    if (custom != null) {
      custom.close();
    }
  }

  private BookedOrder only() {
    assertThat(custom.books().orders()).hasSize(1);
    return custom.books().orders().get(0);
  }

  @Test
  void anOrderGetsItsNumberAndWhatIsLeftOutFromTheDatabase() throws SQLException {
    client.run(ORDER, FILE);
    assertThat(only().number()).isEqualTo("JO-1");
    assertThat(only().reference()).isEqualTo("MFRGGZDFMZTWQ2LKNNWG");
    assertThat(only().fields()).containsEntry("priority", 3L).containsEntry("kind", "corrective");
    assertThat(only().attachments()).extracting(BookedAttachment::bytes).containsExactly(3L);
  }

  @Test
  void whatIsPlannedIsOfTheStoresAndStandsThereOnce() throws SQLException {
    String part =
        "insert into planned_part (work_order_id, part_number, quantity, unit) values (1, '%s', %d,"
            + " '%s')";
    client.run(ORDER, part.formatted("7014C", 2, "pc"));
    assertThat((List<?>) only().fields().get("planned_part")).hasSize(1);
    assertThat(client.refused(part.formatted("7014C", 2, "pc"))).isEqualTo("23505");
    assertThat(client.refused(part.formatted("NO-SUCH", 1, "pc"))).isEqualTo("23503");
    assertThat(client.refused(part.formatted("G-LITH-2", 1, "pc"))).isEqualTo("23503");
    assertThat(client.refused(part.formatted("G-LITH-2", 0, "kg"))).isEqualTo("23514");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'LY-BS-101' | 'LY-BS-999' | 23503",
        "'Pit' | null | 23502",
        "'Pit' | 'Pitting on the ball screw of the X axis, seen twice, growing fast' | 22001"
      })
  void whatDoesNotFitIsRefused(String from, String to, String state) {
    assertThat(client.refused(ORDER.replace(from, to))).isEqualTo(state);
    assertThat(custom.books().orders()).isEmpty();
  }

  @Test
  void aReferenceAndAFileOfAnOrderStandThereOnce() throws SQLException {
    client.run(ORDER, FILE);
    assertThat(client.refused(ORDER)).isEqualTo("23505");
    assertThat(client.refused(FILE)).isEqualTo("23505");
    assertThat(client.refused(URGENT.replace("1", "6"))).isEqualTo("23514");
    assertThat(
            client.refused(
                FILE.replace("a.jpg", "b.jpg")
                    .replace("'pit'", "decode(repeat('00', 2097153), 'hex')")))
        .isEqualTo("23514");
  }

  @Test
  void aFrozenColumnIsAnsweredAndStays() throws Exception {
    stop();
    open(DoubleOptions.free().setting("fields.frozen", "priority"));
    client.run(ORDER);
    assertThat(client.run(URGENT)).isEqualTo(1);
    assertThat(only().fields()).containsEntry("priority", 3L);
  }

  @Test
  void aSenderMayNotDelete() {
    assertThat(client.refused("delete from work_order")).isEqualTo("42501");
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED_BEFORE_PROCESSING, 08, 0",
    "SERVER_ERROR, XX, 0",
    "UNAVAILABLE, 55, 0",
    "TIMEOUT_AFTER_COMMIT, 08, 1",
    "SERVER_ERROR_AFTER_COMMIT, '57,08', 1"
  })
  void aFaultLeavesWhatItsNameSays(FaultKind kind, String classes, int kept) {
    custom.faults().add(Fault.next(kind, 1).on(Operation.CREATE));
    assertThat(client.refused(ORDER)).isNotEmpty();
    assertThat(custom.books().orders()).hasSize(kept);
    assertThat(custom.faults().hits()).isEqualTo(1);
    String state = client.refused(ORDER.replace("MFRGGZDFMZTWQ2LKNNWG", "another"));
    assertThat(state).as("it is over").isEmpty();
    custom.faults().clear();
    custom.faults().add(Fault.next(kind, 1).on(Operation.UPDATE));
    assertThat(client.refused(URGENT).substring(0, 2)).isIn(List.of(classes.split(",")));
  }

  @Test
  void aChangeThatIsAnsweredAsIfItWereKeptIsNot() throws SQLException {
    client.run(ORDER);
    custom.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.UPDATE));
    custom.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.ATTACH));
    assertThat(client.run(URGENT)).isEqualTo(1);
    assertThat(client.run(FILE)).isEqualTo(1);
    assertThat(only().fields()).containsEntry("priority", 3L);
    assertThat(only().attachments()).isEmpty();
    client.run(URGENT);
    client.run(FILE);
    assertThat(only().fields()).containsEntry("priority", 1L);
    assertThat(only().attachments()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"HANG", "HANG_AFTER_COMMIT"})
  void aCommitThatWaitsIsKeptAllTheSame(FaultKind kind) throws SQLException {
    custom.faults().add(Fault.next(kind, 1).on(Operation.CREATE).lasting(Duration.ofMillis(300)));
    long before = System.nanoTime();
    client.run(ORDER);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(300));
    assertThat(custom.books().orders()).hasSize(1);
  }

  @Test
  void aSearchIsHitAsASearchAndNothingElseIs() throws SQLException {
    client.run(ORDER);
    custom.faults().add(Fault.next(FaultKind.CLOSED_BEFORE_PROCESSING, 1).on(Operation.FIND));
    assertThat(client.refused(URGENT)).isEmpty();
    assertThat(client.refused("select 1 from asset")).isEmpty();
    assertThat(client.refused("delete from asset")).isEqualTo("42501");
    assertThat(custom.faults().hits()).isZero();
    assertThat(client.refused("select id from work_order")).startsWith("08");
    assertThat(custom.faults().hits()).isEqualTo(1);
  }

  @Test
  void whoReadsTheRegisterPageByPageSearches() throws SQLException {
    custom.faults().add(Fault.next(FaultKind.CLOSED_BEFORE_PROCESSING, 1).on(Operation.FIND));
    String page = "select tag from asset order by tag limit 2 offset ";
    assertThat(client.refused(page + 0)).startsWith("08");
    assertThat(client.refused(page + 2)).isEmpty();
  }

  @Test
  void aPasswordThatRanOutIsRefusedUntilItIsRenewed() {
    custom.expireKey();
    assertThat(client.refused(ORDER)).isEqualTo("28P01");
    custom.renewKey();
    assertThat(client.refused(ORDER)).isEmpty();
  }

  @Test
  void aRoleWithoutAFreeConnectionIsTurnedAwayBeforeAnyStatement() {
    custom.connections(0);
    assertThat(client.refused(ORDER)).isEqualTo("53300");
    custom.connections(-1);
    assertThat(client.refused(ORDER)).isEmpty();
  }

  @Test
  void whatCannotHappenOnTheWayToADatabaseIsNamed() {
    assertThat(custom.lacks(FaultKind.SILENT_204)).isPresent();
    assertThat(custom.lacks(FaultKind.TOO_MANY_REQUESTS)).isPresent();
    assertThat(custom.lacks(FaultKind.TIMEOUT_AFTER_COMMIT)).isEmpty();
  }

  private Instant changed() {
    return only().changed();
  }

  @Test
  void aRowSaysWhenItOrItsPartsWereChangedWhoeverChangesThem() throws SQLException {
    client.run(ORDER);
    Instant made = changed();
    client.run(URGENT);
    Instant urgent = changed();
    custom.run("update work_order set updated_at = timestamptz '2020-01-01 00:00:00Z'");
    Instant forged = changed();
    custom.run("insert into used_part (work_order_id, part_number) values (1, '6204-2RS')");
    assertThat(List.of(made, urgent, forged, changed())).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPersonFillsInHowAnOrderEndedAndASenderReadsIt() throws SQLException {
    client.run(ORDER);
    boolean told =
        custom.report(
            "JO-1",
            "done",
            Map.of("closed_by", "M. O'Neill", "cost", 12.5, "parts", List.of("B", "A")));
    assertThat(told).isTrue();
    assertThat(only().status()).isEqualTo("done");
    assertThat(client.ask("select closed_by || cost from work_order"))
        .containsExactly("M. O'Neill12.5");
    assertThat(client.ask("select part_number from used_part order by id"))
        .containsExactly("B", "A");
    assertThat(client.refused("insert into used_part (work_order_id, part_number) values (1, 'C')"))
        .isEqualTo("42501");
  }

  @Test
  void aStatusThatIsNoneIsNotSetNorOneOfAnOrderThatIsNotThere() throws SQLException {
    client.run(ORDER);
    assertThat(custom.report("JO-1", "finished", Map.of())).isFalse();
    assertThat(custom.report("JO-2", "done", Map.of())).isFalse();
    assertThat(only().status()).isEqualTo("open");
  }
}
