package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in how a connector reads are told when it is checked, not when an order stays open. */
class ReadingCheckTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "custom-rest | route: call | route: ask | direct:custom-rest/ask | direct:custom-rest/call",
        "custom-rest | ${mark.since} | ${mark.from} | mark.from | mark.since",
        "custom-rest | ${page.number} | 1 | NUMBER without page.number | page.number",
        "custom-rest | changedAt: read.updated | changedBy: read.by | no changedAt | mark.since",
        "custom-rest | by: number, size: 100, first: 1 | by: next, size: 100 | page.next | page.next",
        "custom-rest | by: number, size: 100, first: 1 | by: number, next: /more | next | by: next",
        "custom-rest | read.number | read.nmber | read.nmber | read.number",
        "custom-rest | technician: read.by | tecnician: read.by | tecnician | technician",
        "custom-rest | done: closed | done: finished | finished | closed",
        "custom-rest | done: closed | done: in-progress | no word for closed | at least one",
        "custom-rest | closedAt: read.closed | closedAt: read.by | /closure/closedAt | asked for is a time",
        "custom-rest | labourHours: read.hours | labourHours: read.remarks | /closure/labourHours | asked for is a number",
        "custom-rest | parts: read.parts | parts: read.by | /closure/parts | asked for is a list of texts",
        "custom-rest | type: instant } | type: text, as: odata-date } | /order/changedAt | asked for is a time",
        "custom-rest | changedAt: read.updated | changedAt: read.status | /order/changedAt | asked for is a time",
        "custom-rest | read.failure == 'NOFAULT' | read.failure | read.failure | true or false",
        "custom-rest | is: false-alarm | is: false | false | false-alarm",
        "custom-rest | every: PT1M | every: PT0.1S | PT0.1S | PT1S or more",
        "custom-rest | every: PT1M | evry: PT1M | evry | every",
        "custom-rest | number: /number | number: number | number | JSON pointer",
        "custom-rest | method: GET | method: PUT | PUT | GET",
        "maximo | where: { /type: CAUSE }, at | type: whole, at | cause | text",
        "maximo | each: /failurereport, where | where | cause with where | each",
        "sap-s4-order | `    route: read~    request:~      method: GET~      path: \"/sap/opu/odata/sap/API_MAINTNOTIFICATION` | `    route: reed~    request:~      method: GET~      path: \"/sap/opu/odata/sap/API_MAINTNOTIFICATION` | direct:sap-s4-order/reed | direct:sap-s4-order/read",
        "sap-s4-order | ('${read.notification}') | ('${read.notice}') | read.notice | is not declared",
        "sap-s4-order | known.read.notification && | read.notification + | /also/notification/when | true or false",
        "sap-s4-order | at: /MaintOrderReferenceDateTime, | at: /MaintOrderReferenceDateTime, sum: true, | completed with sum | sum with each",
        "sap-s4-order | at: /d~~names | at: d~~names | d | JSON pointer",
        "sap-s4 | yyyy-MM-dd'T'HH:mm:ss'Z' | yyyy-MM-ddTHH:mm:ss | format | a pattern such as",
        "sap-s4 | as: odata-date, zone | as: odata-time, zone | odata-time | odata-date",
        "sap-s4 | type: number }~  downtimeUnit | type: number, time: /CompletionTime }~  downtimeUnit | downtime with time | instant",
        "dynamics-365 | none: \"1900-01-01T00:00:00Z\" | none: \"\" | end with an empty none | a text",
        "custom-jdbc | :since | ${mark.since} | ${mark.since} in a statement | parameters",
        "custom-jdbc | :since | :from | :from | since",
        "custom-jdbc | size: \"${page.size}\" | limit: \"${page.size}\" | :size | limit",
        "mp2 | { UD10: | { UD9: | :UD10 | UD9, WONUM",
        "custom-rest | {timestamp}.{body} | {time}.{body} | {time}.{body} | body, uri, timestamp",
        "custom-rest | {timestamp}.{body} | signed | signed | body, uri, timestamp",
        "custom-rest | {timestamp}.{body} | {body} | PT5M | {timestamp} is signed",
        "custom-rest | v1={signature} | v1={sign} | v1={sign} | {signature} once",
        "custom-rest | order: /number | order: number | number | /",
        "custom-rest | header: X-Signature | header: \"X Signature\" | X Signature | header",
        "atlas | instance.falseAlarmWord | instance.falseAlarm | instance.falseAlarm | instance.falseAlarmWord",
      })
  void aMistakeIsRefused(String kind, String from, String to, String given, String allowed)
      throws IOException {
    Path copy = Sown.copy(kind, folder).with("reading", from, to).folder();
    assertThat(ConnectorCheck.check(copy))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains(given).contains(allowed));
  }
}
