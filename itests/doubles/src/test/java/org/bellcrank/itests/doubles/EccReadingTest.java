package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ECC's wrapper tells of what became of notifications, over raw HTTP. */
class EccReadingTest {

  private static final String SERVICE = "/sap/bc/srt/rfc/sap/zbck_notif/100/zbck_notif/zbck_notif";
  private static final String BASIC = "Basic QkVMTENSQU5LOmJyZW1lbi1nYXRld2F5";
  private static final String FIRST = "000010000001";
  private static final String SECOND = "000010000002";

  private final LeapClock clock = new LeapClock();
  private EccDouble ecc;
  private Client http;

  @BeforeEach
  void start() {
    ecc = EccDouble.start(DoubleOptions.free().clock(clock));
    http = new Client(ecc.uri(), "Authorization", BASIC, "Content-Type", "text/xml");
  }

  @AfterEach
  void stop() {
    ecc.close();
  }

  private Answer call(String function, String content) throws IOException {
    return http.send(
        "POST",
        SERVICE,
        BodyPublishers.ofString(
            ("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                    + "<n:ZBCK_NOTIF_%s xmlns:n=\"urn:sap-com:document:sap:rfc:functions\">%s</n:ZBCK_NOTIF_%s>"
                    + "</e:Body></e:Envelope>")
                .formatted(function, content, function)));
  }

  private void create() throws IOException {
    call(
        "CREATE",
        "<IS_HEADER><NOTIF_TYPE>M1</NOTIF_TYPE><SHORT_TEXT>Belt tear</SHORT_TEXT>"
            + "<REFERENCE>ABCDEFGHIJKLMNOPQRST</REFERENCE></IS_HEADER>");
  }

  private String changed(String since, int skip, int most) throws IOException {
    return call(
            "CHANGED",
            "<SINCE>%s</SINCE><SKIP>%d</SKIP><MOST>%d</MOST>".formatted(since, skip, most))
        .text();
  }

  /** The clock is at 08:00 UTC, the plant in Berlin at 09:00. */
  @Test
  void changesAreAskedForInThePlantsTimeToTheSecondAndComeOldestFirst() throws IOException {
    create();
    create();
    clock.leap(Duration.ofSeconds(90));
    ecc.report(FIRST, "NOPR", Map.of());
    String all = changed("20260302090000", 0, 9);
    assertThat(all.indexOf(SECOND)).isBetween(0, all.indexOf(FIRST));
    assertThat(all)
        .contains("<CHANGED_DATE>2026-03-02</CHANGED_DATE><CHANGED_TIME>09:01:30</CHANGED_TIME>");
    assertThat(changed("20260302090130", 0, 9)).contains(FIRST).doesNotContain(SECOND);
    assertThat(changed("20260302090000", 1, 9)).contains(FIRST).doesNotContain(SECOND);
    assertThat(changed("20260302090000", 0, 1)).contains(SECOND).doesNotContain(FIRST);
    assertThat(changed("20260302090131", 0, 9)).contains("<ET_NOTIF></ET_NOTIF>");
  }

  /**
   * At 01:00 UTC the plant's clock is put back from 03:00 to 02:00: what comes later looks older.
   */
  @Test
  void inAutumnAnHourComesTwice() throws IOException {
    clock.leap(Duration.between(clock.instant(), Instant.parse("2026-10-25T00:50:00Z")));
    create();
    clock.leap(Duration.ofMinutes(20));
    create();
    assertThat(changed("20261025021000", 0, 9))
        .contains("<CHANGED_TIME>02:50:00</CHANGED_TIME>", "<CHANGED_TIME>02:10:00</CHANGED_TIME>");
    assertThat(changed("20261025025000", 0, 9)).contains(FIRST).doesNotContain(SECOND);
  }

  @Test
  void aTimeInAnotherFormIsNotTaken() throws IOException {
    Answer answer = call("CHANGED", "<SINCE>2026-03-02</SINCE><SKIP>0</SKIP><MOST>9</MOST>");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("not as described");
  }

  @Test
  void whatIsNotThereIsShownAsAbapsInitialValue() throws IOException {
    create();
    String header = call("READ", "<NOTIF_NO>" + FIRST + "</NOTIF_NO>").text();
    assertThat(header)
        .contains("<COMPL_DATE>0000-00-00</COMPL_DATE><COMPL_TIME>00:00:00</COMPL_TIME>")
        .contains("<DAMAGE_CODE></DAMAGE_CODE>", "<DOWNTIME>0.00</DOWNTIME>");
  }

  @Test
  void thePhaseGoesWithTheStatus() throws IOException {
    create();
    for (String pair : "OSNO:1 NOPO:2 NOPR:3 NOCO:4 DLFL:5".split(" ")) {
      String[] parts = pair.split(":");
      assertThat(ecc.report(FIRST, parts[0], Map.of("DAMAGE_CODE", "PITT"))).isTrue();
      assertThat(changed("20260302090000", 0, 9))
          .contains("<SYS_STATUS>%s</SYS_STATUS><PHASE>%s</PHASE>".formatted(parts[0], parts[1]))
          .containsOnlyOnce("<DAMAGE_CODE>PITT</DAMAGE_CODE>");
    }
  }
}
