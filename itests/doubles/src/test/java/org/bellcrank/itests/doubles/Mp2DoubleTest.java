package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
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
}
