package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A flow that tells how assets are and could not be believed is refused before it is used. */
class ConditionCheckTest {

  @TempDir Path folder;

  @Test
  void theFolderOfTheTestsIsSound() throws Exception {
    assertThat(problems("", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[look-at-condition, tell, read-condition] | [look-at-condition, tell] | /condition | counts when it was read back | confirm",
        "[look-at-condition, tell, read-condition] | [tell, read-condition] | /condition | before tell | search of its own",
        "[look-at-condition, tell, read-condition] | [look-at-condition, tell, read-back] | /condition | whose success reads condition.state | is not told",
        "extract: { asset: { body: /id } } | extract: { foreignId: { body: /id } } | /steps/tell | foreignId | the order's key alone",
        "on: [condition] | on: [update, condition] | /state | on [condition] | not the order's",
        "from: condition.seen, type: text, max: 60, overflow: cut, on: [condition] | from: condition.seen, type: text, max: 60, overflow: cut | /why | condition.* | knows no condition",
        "length: 10, creatable: false | length: 10, updatable: false | /state | cannot be changed afterwards | made for tests",
        "name: /why, of: asset | name: /why | /why | has no such field | telling asset",
        "condition.seen | condition.sight | condition.sight | is not declared | condition.since",
      })
  void aMistakeIsNamed(String from, String to, String place, String words, String more)
      throws Exception {
    assertThat(problems(from, to))
        .anySatisfy(line -> assertThat(line).contains(words).contains(more));
    assertThat(problems(from, to)).anySatisfy(line -> assertThat(line).contains(last(place)));
  }

  private static String last(String place) {
    return place.equals("/steps/tell") ? "/steps/" : place;
  }

  @Test
  void aConnectorOfTheConfirmedClassHasToReadItBackAsWell() throws Exception {
    assertThat(
            problems(
                "deliveryClass: searchable|[find, create, read-back]|[look-at-condition, tell, read-condition]",
                "deliveryClass: confirmed|[create]|[look-at-condition, tell]"))
        .anySatisfy(line -> assertThat(line).contains("/condition").contains("confirm"));
  }

  private List<String> problems(String from, String to) throws Exception {
    Path source = Path.of(ConditionCheckTest.class.getResource("/connectors/telling").toURI());
    Path copy = Files.createTempDirectory(folder, "copy").resolve("telling");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(source.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.writeString(target, replaced(Files.readString(file), from, to));
      }
    }
    return ConnectorCheck.check(copy).stream().map(Problem::text).toList();
  }

  private static String replaced(String text, String from, String to) {
    String result = text;
    String[] given = from.split("\\|");
    String[] wanted = to.split("\\|");
    for (int i = 0; i < given.length && !from.isEmpty(); i++) {
      result = result.replace(given[i], wanted[i]);
    }
    return result;
  }
}
