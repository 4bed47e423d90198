package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in what facts say about metadata and codes. */
class MetadataCheckTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sap-s4 | kind: odata | kind: odta | odta | odata",
        "sap-s4 | route: read | route: reed | direct:sap-s4/reed | direct:sap-s4/read",
        "sap-s4 | `instance.client}\" }~  headers` | `instance.clint}\" }~  headers` | instance.clint | instance.client",
        "sap-s4 | `  path: /sap/opu/odata/sap/API_MAINTNOTIFICATION/$metadata~` | `` | no path | the path of the metadata",
        "sap-s4 | `  entity: MaintenanceNotification~` | `` | metadata | entity",
        "custom-jdbc | used_part: [/part_number] | used_part: [/part_nmber] | /part_nmber | /part_number",
        "custom-jdbc | `kind: columns~` | `kind: columns~  path: /x~` | /x | none with kind columns",
        "sap-ecc | without: [/LONGTEXT] | without: [/LONGTXT] | /LONGTXT | /LONGTEXT",
        "custom-rest | `codes: [corrective, preventive, inspection, improvement]` | `codes: [corrective, preventive]` | inspection | corrective, preventive",
      })
  void aMistakeIsNamedWithPlaceGivenAndAllowed(
      String kind, String from, String to, String given, String allowed) throws IOException {
    Path copy = Sown.copy(kind, folder).with("facts", from, to).folder();
    assertThat(ConnectorCheck.check(copy))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains(given).contains(allowed));
  }

  @Test
  void aSecretInTheHeadersOfTheMetadataIsRefused() throws IOException {
    Path copy =
        Sown.copy("sap-s4", folder)
            .with("facts", "Accept: application/xml }", "Accept: application/xml, apikey: s3cret }")
            .folder();
    assertThat(ConnectorCheck.check(copy))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains("clear text"))
        .noneSatisfy(line -> assertThat(line).contains("s3cret"));
  }
}
