package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.document.InvalidDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shipped folders say about themselves to somebody who has to choose one. */
class PortraitTest {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "atlas | http | a session: one call signs in | as part of a form | 1",
        "custom-jdbc | sql | user and password with each call | as text (base64) in a message | 1",
        "custom-rest | http | user and password with each call | as text (base64) in a message | 1",
        "dynamics-365 | http | a session: one call signs in | as text (base64) in a message | 1",
        "fiix | http | each call signed over its address with a key (hmacsha256, header Authorization) | as a link to the gateway | 2",
        "infor-eam | http | security header of each message (WS-Security, text) | as a link to the gateway | 1",
        "maximo | http | a key with each call | as bytes in a call of its own | 1",
        "mp2 | file, sql | user and password with each call | as a file in a folder | 1",
        "sap-ecc | http | user and password with each call | as text (base64) in a message | 1",
        "sap-ecc-idoc | file, http | user and password with each call | as a file in a folder | 1",
        "sap-ecc-rfc | rfc | user and password with each call | as text (base64) in a message | 1",
        "sap-s4 | http | a session: 2 calls sign in | as bytes in a call of its own | 1"
      })
  void aFolderTellsItsWaysOut(String kind, String transports, String proof, String way, int ways)
      throws Exception {
    Portrait portrait = Portrait.of(ConnectorFolder.read(SHIPPED.resolve(kind)));
    assertThat(String.join(", ", portrait.transports())).isEqualTo(transports);
    assertThat(String.join("; ", portrait.proofs())).contains(proof);
    assertThat(portrait.attaching()).contains(way).hasSize(ways);
  }

  @Test
  void itTellsWhatIsDoneBesideMakingOrdersAndWhatIsLearntOfTheirEnd() throws Exception {
    Portrait fiix = Portrait.of(ConnectorFolder.read(SHIPPED.resolve("fiix")));
    assertThat(fiix.purposes())
        .containsExactly(
            Purpose.CREATE, Purpose.UPDATE, Purpose.CHILDREN, Purpose.ATTACH, Purpose.CONDITION);
    Portrait.Learning atlas =
        Portrait.of(ConnectorFolder.read(SHIPPED.resolve("atlas"))).learning().orElseThrow();
    assertThat(atlas.every()).hasMinutes(1);
    assertThat(atlas.changes()).isTrue();
    assertThat(atlas.statuses()).containsEntry("ON_HOLD", "in-progress");
    assertThat(atlas.closure()).containsExactly("closedAt", "remarks", "technician");
    assertThat(atlas.outcome()).isTrue();
  }

  static List<Path> shipped() throws IOException {
    return ConnectorCheckTest.shipped();
  }

  /** A label may say less than the README, never more. */
  @ParameterizedTest
  @MethodSource("shipped")
  void theLabelSaysNoMoreThanTheReadme(Path folder) throws IOException, InvalidDocumentException {
    Verification verified = ConnectorFolder.read(folder).verified();
    String readme = Files.readString(folder.resolve("README.md"));
    String checked = readme.substring(readme.indexOf("**Checked against**"));
    assertThat(checked).as("how it was checked").isNotEmpty();
    boolean never = checked.matches("(?is).*(never (spoke|against)|made up|was tried against).*");
    assertThat(never && verified.against() == Verification.Against.PRODUCT)
        .as("%s, labelled %s", folder.getFileName(), verified.against())
        .isFalse();
    assertThat(verified.against() == Verification.Against.RECORDING)
        .isEqualTo(checked.contains("recorded from a running"));
  }
}
