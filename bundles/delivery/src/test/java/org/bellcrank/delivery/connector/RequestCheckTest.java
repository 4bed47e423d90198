package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that a vendor does not take, sown into shipped folders. */
class RequestCheckTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "maximo | patchtype: MERGE | patchtype: REPLACE | /steps/add-part/request/headers | patchtype: REPLACE | patchtype: MERGE",
        "maximo | `        patchtype: MERGE~` | `` | /steps/add-part/request/headers | no patchtype | patchtype: MERGE",
        "maximo | x-method-override: PATCH | x-method: PATCH | /steps/add-part/request/headers | no x-method-override | x-method-override: PATCH",
        "maximo | `body: { evidence: raw }` | `body: { json: { documentdata: \"${attachment.base64}\" } }` | /steps/attach/request/body | base64 | raw",
        "sap-s4 | `        If-Match: \"${found.version}\"~` | `` | /steps/update/request/headers | no If-Match | the header If-Match",
        "sap-s4 | `body: { evidence: raw }` | `body: { json: { Content: \"${attachment.base64}\" } }` | /steps/attach/request/body | base64 | raw",
        "sap-s4 | `        Slug: \"${attachment.name}\"~` | `` | /steps/attach/request/headers | no Slug | the header Slug",
        "dynamics-365 | `Attachment: \"${attachment.base64}\"` | `Attachment: \"${attachment.sha256}\"` | /steps/attach/request/body | json | base64",
        "fiix | Content-Type: text/plain | Content-Type: application/json | /request/headers | Content-Type: application/json | Content-Type: text/plain",
      })
  void aRequestThatTheVendorDoesNotTakeIsNamedWithPlaceGivenAndAllowed(
      String kind, String from, String to, String place, String given, String allowed)
      throws IOException {
    Path copy = Sown.copy(kind, folder).with("recipe", from, to).folder();
    assertThat(ConnectorCheck.check(copy))
        .filteredOn(problem -> problem.pointer().contains("/request/"))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.where().source()).endsWith("recipe.yaml"))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains(place).contains(given).contains(allowed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sap-s4 | `method: POST~      path: /sap/opu/odata/sap/API_MAINTNOTIFICATION/MaintenanceNotification~` | `method: POST~      path: \"/sap/opu/odata/sap/API_MAINTNOTIFICATION/MaintenanceNotification('${order.reference}')/to_Item\"~` | not taken",
        "maximo | `method: POST~      path: \"${found.href}\"` | `method: PATCH~      path: \"${found.href}\"` | not taken",
        "atlas | `path: \"/work-orders/files/${found.id}/add\"` | `path: \"/work-orders/${found.id}\"` | what it leaves out is emptied",
      })
  void aWayThatTheVendorDoesNotTakeIsNamed(String kind, String from, String to, String words)
      throws IOException {
    Path copy = Sown.copy(kind, folder).with("recipe", from, to).folder();
    assertThat(ConnectorCheck.check(copy))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains(words));
  }
}
