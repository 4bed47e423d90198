package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes sown into shipped folders; each has to be named with its place and what is allowed. */
class ConnectorCheckTest {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedFolderIsSound(Path kind) {
    assertThat(ConnectorCheck.check(kind)).isEmpty();
  }

  static List<Path> shipped() throws IOException {
    try (Stream<Path> folders = Files.list(SHIPPED)) {
      return folders.filter(ConnectorFolder::isOne).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mapping.yaml | to: /assetnum | to: /asetnum | /asetnum | allowed /assetnum",
        "mapping.yaml | max: 100 | max: 101 | max 101 | at most 100",
        "mapping.yaml | max: 12 | required: practice | no max | at most 12",
        "mapping.yaml | type: whole | type: text | given text | whole",
        "mapping.yaml | case: upper | case: lower | case lower | case upper",
        "mapping.yaml | to: /location | to: /externalrefid | /externalrefid | cannot be set when",
        "mapping.yaml | to: /siteid | to: /wonum | /siteid | refuses an order without it",
        "mapping.yaml | `\"1\": 900` | `\"1\": 1900` | 1900 | 0 to 999",
        "mapping.yaml | order.title | order.titel | order.titel | order.title",
        "mapping.yaml | spill:/description_longdescription | spill:/nowhere | nowhere | nowhere to go",
        "mapping.yaml | on: [create, update] | on: [update, never] | never | update",
        "recipe.yaml | create: [find, create | create: [fnd, create | fnd | find",
        "recipe.yaml | route: write | route: right | direct:maximo/right | direct:maximo/write",
        "recipe.yaml | filters: [/description] | filters: [/location] | /location | order.reference",
        "recipe.yaml | filters: [/description] | filters: [/description_longdescription] | /description_longdescription | filterable",
        "recipe.yaml | expect: [foreignId, href] | expect: [foreignId, hreff] | hreff | href",
        "recipe.yaml | effect: confirm | effect: look | confirm | read back",
        "recipe.yaml | found.href | found.hreff | found.hreff | found.href",
        "recipe.yaml | update: [look-at-update, update, read-update] | update: [update] | /update | confirm",
        "recipe.yaml | attach: [find-doclink, attach, read-doclink] | attach: [find-doclink, attach] | /attach | confirm",
        "recipe.yaml | holds: { mapping: update } | holds: { mapping: updates } | updates | update",
        "recipe.yaml | update, read-update] | update, read-doclink] | update sends | holds",
        "facts.yaml | readBack: formatted | readBack: pretty | pretty | formatted",
        "recipe.yaml | method: POST | method: SEND | SEND | POST",
        "connector.yaml | id: maximo | id: minimo | minimo | folder's name",
        "connector.yaml | deliveryClass: native | deliveryClass: exact | exact | searchable",
        "connector.yaml | against: schema | against: rumour | rumour | recording",
        "connector.yaml | `verified:` | `x-verified:` | x-verified | verified",
        "connector.yaml | `rights:` | `x-rights:` | x-rights | rights",
        "connector.yaml | may: [attach, read] | may: [administer] | administer | attach",
        "connector.yaml | for: [pictures] | for: [register] | rights | a right for pictures",
        "recipe.yaml | `children: [find-part, add-part, read-part]` | `` | a right for stages | reading",
        "connector.yaml | may: [attach, read] | may: [attach, status] | status | attach",
        "connector.yaml | may: [attach, read] | may: [read] | do not hold attach | attach for pictures",
        "connector.yaml | may: [find, create, read, change] | may: [find, create, read] | do not hold change | change for updates",
        "connector.yaml | may: [find, create, read, change] | may: [find, read, change] | do not hold create | create for orders",
        "connector.yaml | may: [find, create, read, change] | may: [create, change] | do not hold find or read | find or read for orders",
        "connector.yaml | may: [find, create, read, change] | may: [find, create, read, change, attach] | attach is asked for | create, read, change",
        "connector.yaml | may: [find, create, read, change] | may: [find, create, read, change, status] | status is asked for | create, read, change",
        "connector.yaml | `may: [find, read], on: \"work` | `may: [find, read, change], on: \"work` | change is asked for | find, read",
        "connector.yaml | `may: [read], on: \"assets` | `may: [read, create], on: \"assets` | create is asked for | find, read",
        "connector.yaml | `may: [find, read, change], on: \"assets` | `may: [find, read], on: \"assets` | do not hold | create or change or status",
        "connector.yaml | attempts: 12 | attempts: -1 | -1 | 0",
        "connector.yaml | ${delivery.foreignId} | ${delivery.foreignId | not closed | expression",
        "connector.yaml | `{ status: \"403\", means` | `{ status: \"403\", equals: \"7\", means` | 7 | equals with at",
        "connector.yaml | `{ status: \"403\", means` | `{ status: \"403\", at: error, means` | error | a JSON pointer",
        "connector.yaml | `{ status: \"403\", means` | `{ status: \"403\", pause: { at: /wait, as: millis }, means` | unauthorised | busy",
        "routes/maximo.camel.yaml | direct:maximo/read | direct:other/read | direct:other/read | own name"
      })
  void aMistakeIsNamedWithPlaceGivenAndAllowed(
      String file, String from, String to, String given, String allowed) throws IOException {
    Path copy = copy("maximo");
    String text = Files.readString(copy.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(
        copy.resolve(file), text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    List<Problem> problems = ConnectorCheck.check(copy);
    assertThat(problems)
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains(given).contains(allowed));
    assertThat(problems)
        .allSatisfy(p -> assertThat(p.where().source()).startsWith(copy.toString()));
  }

  @Test
  void aNameThatAStepNeedsAndNothingGivesIsNamed() throws IOException {
    Path copy = copy("maximo");
    Path recipe = copy.resolve("recipe.yaml");
    String text = Files.readString(recipe);
    Files.writeString(recipe, text.replace("  create:\n", "  create:\n    needs: [order.titel]\n"));
    assertThat(ConnectorCheck.check(copy))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains("order.titel").contains("order.title"));
  }

  @Test
  void aSearchWhoseParameterStandsInAListIsHeldAgainstItsFieldToo() throws IOException {
    Path copy = copy("maximo");
    Path recipe = copy.resolve("recipe.yaml");
    String text = Files.readString(recipe);
    Files.writeString(
        recipe,
        text.replace(
                "method: GET\n      path: /api/os/mxapiwodetail\n",
                "method: POST\n      path: /api/os/mxapiwodetail\n      body: { json: { filters: [{ ql: \"location = ?\", parameters: [\"${order.reference}\"] }] } }\n")
            .replaceFirst("        oslc.where: .*\n", ""));
    assertThat(ConnectorCheck.check(copy))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains("the request names another"));
  }

  @Test
  void allProblemsOfAllFilesAreToldTogether() throws IOException {
    Path copy = copy("maximo");
    Files.delete(copy.resolve("facts.yaml"));
    Files.writeString(copy.resolve("mapping.yaml"), "fields: []\nextra: 1\n");
    assertThat(ConnectorCheck.check(copy))
        .extracting(p -> Path.of(p.where().source()).getFileName().toString())
        .contains("facts.yaml", "mapping.yaml");
  }

  @Test
  void aFolderWithoutRoutesIsRefused() throws IOException {
    Path copy = copy("custom-rest");
    Files.delete(copy.resolve("routes/custom-rest.camel.yaml"));
    assertThat(ConnectorCheck.check(copy))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains("a connector needs routes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | `` | `` | ``",
        "route: read | route: login | direct:maximo/login | no route begins there",
        "{ Token: | { At: \"${session.tokn}\", Token: | session.tokn | session.token",
        "Bearer ${session.token} | Bearer ${credential.secret} | credential.secret | declared are instance.address",
        "cookies: all | cookies: some | some | all",
        "as: seconds | as: hours | hours | seconds",
        "renewBefore: PT30S | renewBefore: 30 s | 30 s | ^P",
      })
  void aMistakeInASessionIsNamed(String from, String to, String given, String allowed)
      throws IOException {
    String session =
        """

        session:
          login:
            - route: read
              request: { method: POST, path: /login, body: { json: { key: "${credential.secret}" } } }
              extract: { token: { body: /token }, jar: { cookies: all } }
              lifetime: { body: /expires, as: seconds }
            - route: read
              request: { method: GET, path: /csrf, headers: { Token: "${session.token}" } }
              extract: { forgery: { header: X-CSRF-Token } }
          carry: { headers: { Authorization: "Bearer ${session.token}" } }
          renewBefore: PT30S
        """;
    Path copy = copy("maximo");
    Path file = copy.resolve("connector.yaml");
    assertThat(session).contains(from);
    Files.writeString(
        file,
        Files.readString(file)
            + session.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    List<String> problems = ConnectorCheck.check(copy).stream().map(Problem::text).toList();
    if (given.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).anySatisfy(line -> assertThat(line).contains(given).contains(allowed));
    }
  }

  private Path copy(String kind) throws IOException {
    Path from = SHIPPED.resolve(kind);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(kind).resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return folder.resolve(kind);
  }
}
