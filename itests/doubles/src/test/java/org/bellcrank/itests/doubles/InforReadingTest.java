package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.itests.doubles.InforClient.fault;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Infor's grid of work orders tells of what became of them, over raw HTTP. */
class InforReadingTest {

  private final LeapClock clock = new LeapClock();
  private InforDouble infor;
  private InforClient client;

  @BeforeEach
  void start() {
    infor = InforDouble.start(DoubleOptions.free().clock(clock));
    client = new InforClient(infor);
  }

  @AfterEach
  void stop() {
    infor.close();
  }

  /** The clock is at 08:00 UTC, the server in Paris at 09:00. */
  @Test
  void changesAreAskedForInTheServersOwnTimeToTheMinuteAndComeOldestFirst() throws IOException {
    String first = client.added("");
    clock.leap(Duration.ofSeconds(150));
    String second = client.added("");
    clock.leap(Duration.ofMinutes(10));
    infor.report(first, "IW", Map.of());
    String changed = client.changed("2026-03-02 09:02", 1, 9).text();
    assertThat(changed)
        .contains("<D n=\"43\">2026-03-02 09:02</D>", "<D n=\"43\">2026-03-02 09:12</D>");
    assertThat(changed.indexOf(">" + second + "<")).isLessThan(changed.indexOf(">" + first + "<"));
    assertThat(client.changed("2026-03-02 09:02", 2, 9).text())
        .contains(">" + first + "<")
        .doesNotContain(">" + second + "<");
    assertThat(client.changed("2026-03-02 09:13", 1, 9).text()).contains("RECORDS=\"0\"");
  }

  /**
   * At 01:00 UTC the server's clock is put back from 03:00 to 02:00: what comes later looks older.
   */
  @Test
  void inAutumnAnHourComesTwice() throws IOException {
    clock.leap(Duration.between(clock.instant(), Instant.parse("2026-10-25T00:50:00Z")));
    client.added("");
    clock.leap(Duration.ofMinutes(20));
    String second = client.added("");
    assertThat(client.changed("2026-10-25 02:10", 1, 9).text()).contains("RECORDS=\"2\"");
    assertThat(client.changed("2026-10-25 02:50", 1, 9).text())
        .contains("RECORDS=\"1\"")
        .doesNotContain(">" + second + "<");
  }

  @Test
  void aGridMayGiveLessThanItIsAskedForAndSaysThatMoreFollows() throws IOException {
    stop();
    infor = InforDouble.start(DoubleOptions.free().clock(clock).setting("grid.rows", "1"));
    client = new InforClient(infor);
    client.added("");
    client.added("");
    assertThat(client.changed("2026-03-02 09:00", 1, 9).text())
        .contains("RECORDS=\"1\"", "MORERECORDPRESENT=\"+\"");
    assertThat(client.changed("2026-03-02 09:00", 2, 9).text())
        .contains("RECORDS=\"1\"", "MORERECORDPRESENT=\"-\"");
  }

  @Test
  void aTimeInAnotherFormThanTheUsersIsRefused() throws IOException {
    client.added("");
    fault(client.changed("2026-03-02T09:02:00Z", 1, 9), "Server.userException", "is no date");
  }

  @Test
  void aGridTellsTheSystemsStatusBehindThePlantsAndTimesAsTexts() throws IOException {
    String number = client.added("");
    Map<String, Object> started =
        Map.of(
            "STARTDATE/YEAR", "2026",
            "STARTDATE/MONTH", "3",
            "STARTDATE/DAY", "2",
            "STARTDATE/HOUR", "9",
            "STARTDATE/MINUTE", "5");
    infor.report(number, "IW", started);
    assertThat(client.grid(true, "WSJOBS", "workordernum", "=", number, 5).text())
        .contains("<D n=\"14\">IW</D><D n=\"15\">R</D>", "<D n=\"41\">2026-03-02 09:05</D>");
    infor.report(number, "GU", Map.of());
    assertThat(client.grid(true, "WSJOBS", "workordernum", "=", number, 5).text())
        .contains("<D n=\"14\">GU</D><D n=\"15\">C</D>");
  }
}
