package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mistakes that integrators of SAP, Atlas and databases make, sown into their folders: what the
 * vendor would refuse is refused before anything is sent, and the vendor's own reason is told.
 */
class WrongMappingsTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {2} becomes {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sap-s4-order | mapping | to: /order/MaintPriority | to: /MaintPriority | /MaintPriority | /order/",
        "sap-s4-order | mapping | on: [create-order, update-order] | on: [create, update-order] | on [ | bodies of one part",
        "sap-s4-order | mapping | on: [create-order, update-order] | on: [make-order] | make-order | create",
        "sap-s4-order | mapping | from: instance.orderType, type: text, max: 4, case: upper, required: practice, on: [create-order] | from: instance.orderType, type: text, max: 4, case: upper, required: practice, on: [create-order, update-order] | /order/MaintenanceOrderType | cannot be changed afterwards",
        "sap-s4-order | mapping | to: /order/MaintenanceOrderDesc | to: /order/SystemStatusText | /order/SystemStatusText | cannot be set when the order is created",
        "sap-s4-order | mapping | from: asset.foreignId~    type: text~    max: 40 | from: asset.foreignId~    type: text~    max: 41 | max 41 | at most 40",
        "sap-s4-order | recipe | body: { mapping: update-order } | body: { mapping: update-task } | update-task | create, update",
        "sap-s4-order | recipe | update-order, read-order-update] | update-order] | update | confirm",
        "sap-s4-order | recipe | release: [look-at-order, create-order | release: [create-order | release | look before create-order",
        "mp2 | mapping | max: 72 | max: 73 | max 73 | at most 72",
        "mp2 | mapping | max: 10 | max: 11 | max 11 | at most 10",
        "mp2 | mapping | to: /ORIGINATOR | to: /ORIGINATER | /ORIGINATER | /ORIGINATOR",
        "mp2 | mapping | to: /ORIGINATOR~ | to: /ASSIGNEDTO~ | :ORIGINATOR | nothing gives it a value",
        "mp2 | mapping | to: /ORIGINATOR~ | to: /ASSIGNEDTO~ | ASSIGNEDTO | no statement takes it",
        "mp2 | mapping | to: /UD10 | to: /EQDESC | /EQDESC | cannot be set when the order is created",
        "mp2 | recipe | :TASKDESC, | :TASKDESK, | :TASKDESK | TASKDESC",
        "mp2 | recipe | filters: [/UD10] | filters: [/WONUM] | /WONUM | too short for the reference",
        "mp2 | recipe | filters: [/UD10] | filters: [/TEXTS] | /TEXTS | filterable",
        "mp2 | recipe | attach, read-file] | attach] | attach | confirm",
        "custom-jdbc | recipe | `where id = :id~` | `where id = ${found.id}~` | ${found.id} in a statement | parameters",
        "custom-jdbc | recipe | values (:title, | values (:titel, | :titel | title",
        "custom-jdbc | recipe | id: \"${found.id}\" } | it: \"${found.id}\" } | :id | nothing gives it a value",
        "sap-s4 | mapping | max: 40 | max: 41 | max 41 | at most 40",
        "sap-s4 | mapping | order.reference~    type: text~    max: 20~    case: upper | order.reference~    type: text~    max: 20 | case as-is | case upper",
        "sap-s4 | mapping | order.reference~    type: text~    max: 20 | order.reference~    type: text~    max: 25 | max 25 | at most 20",
        "sap-s4 | recipe | filters: [/MaintNotifExtReferenceNumber] | filters: [/MaintNotifLongTextForEdit] | /MaintNotifLongTextForEdit | the field that the request searches by",
        "sap-s4 | mapping | as: odata-date | as: date | as date | as odata-date",
        "sap-s4 | mapping | as: odata-time | as: odata-datetime | as odata-datetime | as odata-time",
        "sap-s4 | mapping | type: instant, as: odata-date | type: text, as: odata-date | given text | instant",
        "sap-s4 | mapping | together: coding | together: codes | together codes | two fields or more",
        "sap-s4 | mapping | from: instance.notificationType | from: instance.notificationType~    on: [create, update] | /NotificationType | cannot be changed afterwards",
        "sap-s4 | mapping | `\"1\": \"1\"` | `\"1\": \"10\"` | 10 | at most 1 characters",
        "sap-s4 | mapping | `\"1\": \"1\"` | `\"1\": 1` | 1 | a text",
        "sap-s4 | mapping | to: /MaintenancePlant, | to: /MaintenancePlantt, | /MaintenancePlantt | /MaintenancePlant",
        "sap-s4 | mapping | to: /MaintPriority | to: /MaintPriorityDesc | /MaintPriorityDesc | cannot be set when the order is created",
        "sap-s4 | mapping | to: /NotificationText | to: /NotificationTitle | /NotificationText | refuses an order without it",
        "sap-s4 | mapping | max: 8, case: upper, together: coding | case: upper, together: coding | no max | max of at most 8",
        "sap-s4 | mapping | /to_Item/results/0/MaintNotifItemText | /to_Item/results/0/ItemText | ItemText | no such field",
        "sap-s4 | mapping | instance.zone | instance.zoen | instance.zoen | instance.zone",
        "sap-s4 | connector | session.forgery | session.forgary | session.forgary | session.forgery",
        "sap-s4 | recipe | found.version | found.etag | found.etag | found.",
        "sap-s4 | recipe | update, read-update] | update] | update | confirm",
        "atlas | mapping | max: 255 | max: 256 | max 256 | at most 255",
        "atlas | mapping | `\"1\": HIGH` | `\"1\": CRITICAL` | CRITICAL | at most 6 characters",
        "atlas | mapping | type: whole | type: text | given text | whole",
        "atlas | mapping | to: /asset/id | to: /asset | /asset | /asset/id",
        "atlas | mapping | to: /priority | to: /status | /status | cannot be set when the order is created",
        "atlas | recipe | over: before | over: befor | befor | before",
        "atlas | recipe | expect: [before] | looks: 2 | expect | before among them",
        "sap-s4 | recipe | MaintNotifExtReferenceNumber eq | NotificationText eq | /MaintNotifExtReferenceNumber | the field that the request searches by",
        "atlas | recipe | field: title | field: description | /title | the field that the request searches by",
        "atlas | recipe | read-before, update, read-update | update, read-update | before | read",
        "atlas | recipe | filters: [/title] | filters: [/description] | /description | filterable",
        "atlas | recipe | effect: repeatable | effect: sometimes | sometimes | repeatable",
        "atlas | connector | credential.password | session.password | session.password | credential.password",
        "infor-eam | mapping | max: 80 | max: 81 | max 81 | at most 80",
        "infor-eam | mapping | as: parts | as: plain | infor-eam/recipe.yaml | does not support field selection",
        "infor-eam | mapping | from: oneLine(order.title)~    type: text~    max: 80~    overflow: spill:/COMMENT/COMMENTTEXT | from: oneLine(order.title)~    type: text~    max: 80~    overflow: spill:/COMMENT/TEXT | spill:/COMMENT/TEXT | a field of this mapping",
        "infor-eam | mapping | from: finding.capturedAt, type | from: finding.capturedAt, on: [create, update], type | /REPORTED | a plain field without parts",
        "infor-eam | mapping | fallback: \"3\"~    on: [create, update] | fallback: \"3\"~    wrap: 10~    on: [create, update] | /PRIORITY/PRIORITYCODE | places, lines or empty",
        "infor-eam | recipe | ${field.status.statuscode} | ${field.status.code} | field.status.code | not declared",
        "infor-eam | recipe | filters: [/UserDefinedFields/UDFCHAR30] | filters: [/PROBLEMCODEID/PROBLEMCODE] | /PROBLEMCODEID/PROBLEMCODE | filterable",
        "infor-eam | recipe | ${over} | ${foreign} | foreign | not declared",
        "infor-eam | connector | draft-2002, password: text | draft-2002, password: digest | draft-2002 | password: text",
        "sap-ecc | mapping | wrap: 132 | wrap: 133 | wrap 133 | at most 132",
        "sap-ecc | facts | length: 132, readBack: none | length: 132 | wrap | readBack: none",
        "sap-ecc | mapping | as: date, zone | as: odata-date, zone | as odata-date | as date",
        "sap-ecc | mapping | max: 18, case: upper, zeros: 18 | max: 18, case: upper, zeros: 19 | zeros 19 | at most max 18",
      })
  void aMistakeIsRefusedBeforeAnythingIsSent(
      String kind, String file, String from, String to, String given, String allowed)
      throws IOException {
    Path copy = Sown.copy(kind, folder).with(file, from, to).folder();
    assertThat(ConnectorCheck.check(copy))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains(given).contains(allowed));
  }

  @ParameterizedTest(name = "{0}: {2} becomes {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sap-s4 | routes/sap-s4.camel | Basic ${exchangeProperty.bellcrankBasic} | Basic dG9wLXNlY3JldA==",
        "sap-s4 | connector | X-CSRF-Token: Fetch } | X-CSRF-Token: Fetch, Authorization: Basic dG9wLXNlY3JldA== }",
        "atlas | connector | ${credential.password} | dG9wLXNlY3JldA==",
        "atlas | connector | Bearer ${session.token} | Bearer dG9wLXNlY3JldA==",
        "atlas | recipe | path: /work-orders/search | path: /work-orders/search~      query: { api-key: dG9wLXNlY3JldA== }",
        "maximo | routes/maximo.camel | ${exchangeProperty.bellcrankSecret} | dG9wLXNlY3JldA==",
        "maximo | routes/maximo.camel | `simple: \"${exchangeProperty.bellcrankSecret}\"` | constant: { expression: dG9wLXNlY3JldA== }",
        "atlas | connector | `password: \"${credential.password}\"` | password: 20261122",
        "infor-eam | recipe | ${security} | <s:Password>dG9wLXNlY3JldA==</s:Password>",
        "maximo | connector | ${instance.address}/ui | https://planner:dG9wLXNlY3JldA==@maximo.example/ui",
      })
  void aSecretInClearTextIsRefusedAndNotRepeated(String kind, String file, String from, String to)
      throws IOException {
    Path copy = Sown.copy(kind, folder).with(file, from, to).folder();
    List<String> problems = ConnectorCheck.check(copy).stream().map(Problem::text).toList();
    assertThat(problems)
        .anySatisfy(line -> assertThat(line).contains("a secret stands in clear text"))
        .noneSatisfy(line -> assertThat(line).contains("dG9wLXNlY3JldA"));
  }
}
