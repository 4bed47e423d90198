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

/** What bodies of a folder send, and what they lay their fields over. */
class BodyCheckTest {

  @TempDir Path home;
  private Path folder;

  /** The shipped folder, with parts for its files and an update over what stands there. */
  @BeforeEach
  void folder() throws IOException {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest");
    folder = home.resolve("custom-rest");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    change(
        "      headers: { Accept: application/json, Content-Type: application/json }\n      body:\n"
            + "        json:\n          filename: \"${attachment.name}\"\n"
            + "          content_type: \"${attachment.mediaType}\"\n"
            + "          data: \"${attachment.base64}\"",
        "      headers: { Accept: application/json }\n"
            + "      body: { multipart: [ { name: files, evidence: raw } ] }");
    change("body: { mapping: update }", "body: { mapping: update, over: before, only: [/title] }");
    change("update: [look-at-update, update,", "update: [look-at-update, before, update,");
    change(
        "\nsteps:\n",
        "\nsteps:\n  before:\n    effect: read\n    route: call\n"
            + "    request: { method: GET, path: \"/api/v1/workorders/${found.id}\" }\n"
            + "    extract: { before: { body: /data, whole: true } }\n    expect: [before]\n");
  }

  private void change(String from, String to) throws IOException {
    Path recipe = folder.resolve("recipe.yaml");
    String text = Files.readString(recipe);
    assertThat(text).contains(from);
    Files.writeString(recipe, text.replace(from, to));
  }

  private List<String> problems() {
    return ConnectorCheck.check(folder).stream().map(Problem::text).toList();
  }

  @Test
  void theFolderOfTheTestsIsSound() {
    assertThat(problems()).isEmpty();
  }

  /** A tilde is the end of a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "headers: { Accept: application/json }~      body: { multi | headers: { content-type: a/b }~      body: { multi | /steps/attach/request | content-type | sets this header",
        "body: { mapping: create } | body: { evidence: raw } | /steps/create/request | evidence in create | the flow attach",
        "body: { mapping: create } | body: { multipart: [ { name: f, evidence: raw } ] } | /steps/create/request | evidence in create | the flow attach",
        "over: before | over: befor | /steps/update/request | over: befor | step right before it in update",
        "[look-at-update, before, update, | [before, look-at-update, update, | /steps/update/request | over: before | step right before it",
        "effect: read | effect: confirm | /steps/before/extract | before | effect read without when",
        "effect: read | effect: read~    when: delivery.doubt | /steps/before/extract | before | effect read without when",
        "effect: read | effect: read~    format: xml | /steps/update/request | json over before | same format",
        "body: /data, whole: true | header: etag, whole: true | /steps/before/extract | before | from a body",
        "over: before, only: [/title] | over: before, xml: '<u>${over}</u>' | /steps/update/request | xml over before | same format",
        "over: before, only: [/title] | over: before, xml: '<u></u>' | xml | 0 places | ${over} once",
        "over: before, only: [/title] | over: before, xml: '${over}${over}' | xml | 2 places | ${over} once",
        "over: before, only: [/title] | xml: '<u>${over}</u>' | xml | 1 places | beside over",
        "over: before, only: [/title] | over: before, only: [/title], xml: '${over}' | only | only with over | not in xml",
        "whole: true | whole: yes | /steps/before/extract | yes | true",
        "only: [/title] | only: [title] | only | title | ^/.",
        "path: /api/v1/workorders~      headers: { Accept: application/json, Content | path: \"/api/${mapping.names}\"~      headers: { Accept: application/json, Content | /steps/create | mapping.names | json with mapping",
        "path: /api/v1/workorders~      headers: { Accept: application/json, Content | path: \"/api/${found.before}\"~      headers: { Accept: application/json, Content | recipe.yaml | found.before | not declared",
      })
  void aMistakeIsNamedWithPlaceGivenAndAllowed(
      String from, String to, String place, String given, String allowed) throws IOException {
    change(from.replace('~', '\n'), to.replace('~', '\n'));
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).contains(place).contains(given).contains(allowed));
  }
}
