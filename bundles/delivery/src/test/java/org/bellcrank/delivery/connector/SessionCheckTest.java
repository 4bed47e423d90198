package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of function modules in a folder's documents. */
class SessionCheckTest {

  private static final String COMMIT =
      "          <commit function=\"BAPI_TRANSACTION_COMMIT\"><WAIT>X</WAIT></commit>\n";

  @TempDir Path home;
  private Path folder;

  @BeforeEach
  void folder() throws IOException {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", "sap-ecc-rfc");
    folder = home.resolve("sap-ecc-rfc");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private void change(String document, String from, String to) throws IOException {
    Path file = folder.resolve(document);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private List<String> problems() {
    return ConnectorCheck.check(folder).stream().map(Problem::text).toList();
  }

  @Test
  void theShippedFolderIsSound() {
    assertThat(problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recipe.yaml | from=\"1/NOTIFHEADER_EXPORT/NOTIF_NO\" | from=\"2/NOTIFHEADER/NOTIF_NO\" | /steps/create/request | 2/NOTIFHEADER | 1 to 1",
        "recipe.yaml | from=\"1/NOTIFHEADER_EXPORT/NOTIF_NO\" | from=\"NOTIF_NO\" | /steps/create/request | from=\"NOTIF_NO\" | 1 to 1",
        "recipe.yaml | <call function=\"ZBCK_NOTIF_ATTACH\"> | <call> | /steps/attach/request | <call> | function=",
        "recipe.yaml | <call function=\"ZBCK_NOTIF_ATTACH\"> | <look function=\"ZBCK_NOTIF_ATTACH\"> | /steps/attach/request | look | <session>",
        "recipe.yaml | <rollback function=\"BAPI_TRANSACTION_ROLLBACK\"/> | <commit function=\"AGAIN\"/> | /steps/create/request | <commit> | <rollback",
        "recipe.yaml | <NOTIF_TYPE>${field.notifType}</NOTIF_TYPE> | <H><A><B>1</B></A></H> | /steps/create/request | <A> in <H> with elements | a text",
        "recipe.yaml | <NOTIF_TYPE>${field.notifType}</NOTIF_TYPE> | <H><item><F>1</F></item><F>2</F></H> | /steps/create/request | <H> in <call> with <item> | rows",
        "recipe.yaml | <NOTIF_TYPE>${field.notifType}</NOTIF_TYPE> | <H>1</H><H>2</H> | /steps/create/request | <H> in <call> twice | once",
        "recipe.yaml | <NUMBER from=\"1/NOTIFHEADER_EXPORT/NOTIF_NO\"/> | <NUMBER from=\"1/NOTIFHEADER_EXPORT/NOTIF_NO\"><F>1</F></NUMBER> | /steps/create/request | <NUMBER> in <call> with from | one of the two",
        "reading.yaml | <call function=\"ZBCK_NOTIF_CHANGED\"> | <call> | /changed/request | <call> | function=",
        "assets.yaml | <call function=\"ZBCK_EQUI_LIST\"> | <call function=\"\"> | /all/request | <call> | function="
      })
  void aMistakeIsNamedWithPlaceGivenAndAllowed(
      String document, String from, String to, String place, String given, String allowed)
      throws IOException {
    change(document, from, to);
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).contains(document, place, given, allowed));
  }

  @Test
  void aChangeByABapiWithoutACommitIsNoChange() throws IOException {
    change("recipe.yaml", COMMIT, "");
    assertThat(problems())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("/steps/create/request", "BAPI_ALM_NOTIF_CREATE without a commit"))
        .anySatisfy(
            line ->
                assertThat(line).contains("/steps/update/request", "BAPI_ALM_NOTIF_DATA_MODIFY"));
  }

  @Test
  void aBodyOfAnotherKindIsNone() throws IOException {
    change(
        "assets.yaml",
        "xml: |\n        <session>\n",
        "json: { function: ZBCK_EQUI_LIST }\n    #xml: |\n        #<session>\n");
    Path file = folder.resolve("assets.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst(
                "        <call function=\"ZBCK_EQUI_LIST\">.*\n        </session>\n", ""));
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).contains("/all/request", "another kind", "<session>"));
  }
}
