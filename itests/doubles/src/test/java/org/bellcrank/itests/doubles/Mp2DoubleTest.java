package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes MP2's tables hard, by JDBC alone. */
class Mp2DoubleTest {

  private static final String OPEN = "timestamp '1900-01-01 00:00:00'";
  private static final String ORDER =
      "insert into WO (WONUM, CLOSEDATE, TASKDESC) values ('WZ1', " + OPEN + ", 'Pit')";
  private static final String EQUIPMENT =
      "insert into WOEQLIST (WONUM, CLOSEDATE, EQNUM, LOCATION, SUBLOCATION1, SUBLOCATION2,"
          + " SUBLOCATION3, UD1) values ('WZ1', %s, '%s', 'HALL-B', '', '', '', 'MFRGGZDFMZTWQ2LKNNWG')";
  private static final String DRAWING =
      "insert into WODRAW (WONUM, CLOSEDATE, FILENAME) values ('WZ1', " + OPEN + ", '%s')";
  private static final String SHARE = "\\\\plant\\mp2\\";

  @TempDir Path share;
  private SqlDouble mp2;
  private SqlClient client;

  @BeforeEach
  void start() throws Exception {
    mp2 = SqlDouble.mp2(SqlClient.server(), DoubleOptions.free(), share, SHARE);
    client = new SqlClient(mp2);
  }

  @AfterEach
  void stop() {
    if (mp2 != null) {
      mp2.close();
    }
  }

  private void close() throws SQLException {
    mp2.run("call close_order('WZ1', timestamp '2026-11-20 00:00:00')");
  }

  private BookedOrder only() {
    assertThat(mp2.books().orders()).hasSize(1);
    return mp2.books().orders().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "WO, WONUM, 10",
    "WO, TASKDESC, 72",
    "WO, WOTYPE, 9",
    "WO, STATUS, 1",
    "WO, ORIGINATOR, 25",
    "WOEQLIST, EQNUM, 30",
    "WOEQLIST, EQDESC, 40",
    "WOEQLIST, UD10, 20",
    "WODRAW, FILENAME, 255",
    "WODRAW, DESCRIPTION, 50",
    "WOREQ, REQUESTNUM, 10",
    "EQUIP, EQNUM, 30"
  })
  void aColumnTakesSoManyCharactersAndNoMore(String table, String column, int width)
      throws SQLException {
    String asked =
        "select character_maximum_length from information_schema.columns"
            + " where table_schema = current_schema() and table_name = '%s' and column_name = '%s'";
    mp2.run("grant select on %s to public".formatted(table)); // what nobody may read is not listed
    assertThat(
            client.ask(
                asked.formatted(table.toLowerCase(Locale.ROOT), column.toLowerCase(Locale.ROOT))))
        .containsExactly(String.valueOf(width));
  }

  @Test
  void aTextThatIsTooLongIsRefusedNotCut() {
    assertThat(client.refused(ORDER.replace("'Pit'", "'" + "P".repeat(73) + "'")))
        .isEqualTo("22001");
    assertThat(client.refused(ORDER.replace("'Pit'", "'" + "P".repeat(72) + "'"))).isEmpty();
  }

  @Test
  void anOrderHasNoColumnForNotes() throws SQLException {
    assertThat(
            client.ask(
                "select column_name from information_schema.columns where table_schema ="
                    + " current_schema() and table_name = 'wo' and (data_type = 'text' or"
                    + " character_maximum_length > 72)"))
        .isEmpty();
    assertThat(
            client.ask(
                "select data_type from information_schema.columns where table_schema ="
                    + " current_schema() and table_name = 'woc' and column_name = 'texts'"))
        .containsExactly("text");
  }

  @Test
  void theNumberOfAnOpenOrderIsTaken() throws SQLException {
    client.run(ORDER);
    assertThat(client.refused(ORDER)).isEqualTo("23505");
  }

  @Test
  void aClosedOrderFreesItsNumberForAnother() throws SQLException {
    client.run(ORDER, EQUIPMENT.formatted(OPEN, "BS-101"));
    close();
    client.run(ORDER, EQUIPMENT.formatted(OPEN, "BS-101"));
    assertThat(mp2.books().duplicates())
        .containsEntry("MFRGGZDFMZTWQ2LKNNWG", List.of("WZ1", "WZ1"));
  }

  @Test
  void closingMovesTheKeyOfAllThatHangsOnAnOrder() throws SQLException {
    client.run(ORDER, EQUIPMENT.formatted(OPEN, "BS-101"), DRAWING.formatted("x.jpg"));
    close();
    assertThat(only().status()).isEqualTo("C");
    assertThat(only().fields())
        .containsEntry("WOEQLIST.EQNUM", "BS-101")
        .containsEntry("CLOSEDATE", "2026-11-20 00:00:00.0")
        .containsEntry("COMPLETIONDATE", "2026-11-20 00:00:00.0");
    assertThat(only().attachments()).hasSize(1);
    assertThat(client.run("update WO set PRIORITY = 1 where WONUM = 'WZ1' and CLOSEDATE = " + OPEN))
        .isZero();
  }

  @Test
  void nothingRefersToAnythingSoAnOrderForNoEquipmentIsTaken() throws SQLException {
    client.run(EQUIPMENT.formatted(OPEN, "NO-SUCH-ASSET"));
    client.run(ORDER);
    assertThat(only().fields()).containsEntry("WOEQLIST.EQNUM", "NO-SUCH-ASSET");
  }

  @Test
  void aRowUnderAnotherClosingDateHangsOnNoOrder() throws SQLException {
    client.run(ORDER, EQUIPMENT.formatted("timestamp '2026-11-20 00:00:00'", "BS-101"));
    assertThat(only().fields()).doesNotContainKey("WOEQLIST.EQNUM");
  }

  @Test
  void aKeyTakesAnEmptyTextAndNoNull() {
    String equipment = EQUIPMENT.formatted(OPEN, "BS-101");
    assertThat(client.refused(equipment.replace("'HALL-B'", "null"))).isEqualTo("23502");
    assertThat(client.refused(equipment.replace("'HALL-B'", "''"))).isEmpty();
  }

  @Test
  void theSameFileStandsAtAnOrderOnce() throws SQLException {
    client.run(ORDER, DRAWING.formatted("a.jpg"), DRAWING.formatted("b.jpg"));
    assertThat(client.refused(DRAWING.formatted("a.jpg"))).isEqualTo("23505");
  }

  @Test
  void aDrawingIsAPictureOnlyWhereItsFileLiesOnTheShare() throws Exception {
    Files.write(share.resolve("a.jpg"), "pit".getBytes(StandardCharsets.UTF_8));
    client.run(ORDER, DRAWING.formatted(SHARE + "a.jpg"), DRAWING.formatted(SHARE + "b.jpg"));
    assertThat(only().attachments())
        .extracting(BookedAttachment::sha256)
        .satisfiesExactly(
            there -> assertThat(there).hasSize(64),
            missing -> assertThat(missing).isEqualTo("no such file"));
  }

  @Test
  void aSenderMayNeitherDeleteNorTouchWhatMp2CountsWith() throws SQLException {
    client.run(ORDER);
    assertThat(client.refused("delete from WO")).isEqualTo("42501");
    assertThat(client.refused("update NEXTWO set NEXTWO = '1'")).isEqualTo("42501");
    assertThat(client.refused("insert into EQUIP (EQNUM) values ('X')")).isEqualTo("42501");
  }

  @Test
  void closingMovesTheKeyOfLabourAndPartsToo() throws SQLException {
    client.run(ORDER, EQUIPMENT.formatted(OPEN, "BS-101"));
    Map<String, Object> work =
        Map.of("WOE.EMPCODE", "JDOE", "WOE.REGHRS", 1.5, "WOP.ITEMNUM", "6204-2RS");
    assertThat(mp2.report("WZ1", "C", work)).isTrue();
    assertThat(only().fields())
        .containsEntry("STATUS", "C")
        .containsEntry("WOE.REGHRS", 1.5)
        .containsEntry("WOP.ITEMNUM", "6204-2RS")
        .containsEntry("WOE.CLOSEDATE", only().fields().get("CLOSEDATE"));
    assertThat(client.ask("select CLOSEDATE from WOE").get(0)).doesNotStartWith("1900-01-01");
  }

  @Test
  void theDayOnWhichTheWorkWasDoneStaysWhenTheOrderIsClosed() throws SQLException {
    client.run(ORDER);
    assertThat(mp2.report("WZ1", "O", Map.of("WO.COMPLETIONDATE", "2026-11-18"))).isTrue();
    close();
    assertThat(only().fields())
        .containsEntry("CLOSEDATE", "2026-11-20 00:00:00.0")
        .containsEntry("COMPLETIONDATE", "2026-11-18 00:00:00.0");
  }

  @Test
  void aStatusThatIsNoneIsNotSetNorOneOfAnOrderThatIsNotThere() throws SQLException {
    client.run(ORDER);
    assertThat(mp2.report("WZ1", "X", Map.of())).isFalse();
    assertThat(mp2.report("WZ2", "C", Map.of())).isFalse();
  }

  @Test
  void noColumnOfAnOrderMovesWhenSomebodyElseChangesIt() throws SQLException {
    client.run(ORDER);
    Map<String, Object> before = only().fields();
    mp2.run("update WO set ASSIGNEDTO = 'JDOE'");
    Map<String, Object> after = new HashMap<>(only().fields());
    assertThat(after.remove("ASSIGNEDTO")).isEqualTo("JDOE");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void aSenderReadsLabourAndPartsAndWritesNone() throws SQLException {
    client.run(ORDER, EQUIPMENT.formatted(OPEN, "BS-101"));
    mp2.report("WZ1", "O", Map.of("WOE.EMPCODE", "JDOE", "WOP.ITEMNUM", "6204-2RS"));
    assertThat(client.ask("select EMPCODE from WOE")).containsExactly("JDOE");
    assertThat(client.ask("select ITEMNUM from WOP")).containsExactly("6204-2RS");
    assertThat(client.refused("update WOE set REGHRS = 1")).isEqualTo("42501");
    assertThat(client.refused("update WOP set QTYUSED = 1")).isEqualTo("42501");
  }
}
