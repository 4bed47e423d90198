package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with stages is told before anything of them is used. */
class StageCheckTest {

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
        "children: [find-task, add-task, read-task, find-part, add-part, read-part] | children: [add-task, read-task] | /children | before add-task",
        "children: [find-task, add-task, read-task, find-part, add-part, read-part] | children: [find-task, add-task] | /children | confirm",
        "release: [look-at-release, release, read-release] | release: [look-at-release, release, commit, read-release] | /release | before commit",
        "release: [look-at-release, release, read-release] | release: [find-task, release, read-release] | /release | before release",
        "release: [look-at-release, release, read-release] | release: [find-task, add-task, read-task] | /release | belongs to the flow children",
        "commit: [look-at-commit, commit, read-commit] | commit: [look-at-commit, commit] | /commit | confirm",
        "children: [find-task, add-task, read-task, find-part, add-part, read-part] | children: [find-task, add-task, read-task, read-release, read-task] | /children | it has 2",
        "children: [find-task, add-task, read-task, find-part, add-part, read-part] | children: [find-task, add-task, find-part, add-part, read-part, read-task] | /children | with each tasks",
        "where: { /key: `\"${item.key}\"` } | where: { /key: order.reference } | /steps/find-task | no name item.*",
        "path: `\"/orders/${found.foreignId}/release\"` | path: `\"/orders/${item.key}/release\"` | /steps/release | item.key",
        "extract: { task: { body: /id } } | extract: { foreignId: { body: /id } } | /steps/add-task | the order's key",
        "text: `\"${item.text}\"` | text: `\"${item.text} ${field.title}\"` | field.title | XML body",
        "each: tasks | each: labours | labours | tasks",
        "number: `\"${item.number}\"` | number: `\"${item.minutes}\"` | /steps/add-part | no part's",
        "commitWait: PT10M | commitWait: 10 m | 10 m | commitWait",
        "item.minutes | item.hours | item.hours | is not declared",
      })
  void aMistakeIsNamed(String from, String to, String place, String words) throws Exception {
    assertThat(problems(from.replace("`", ""), to.replace("`", "")))
        .anySatisfy(line -> assertThat(line).contains(place).contains(words));
  }

  private List<String> problems(String from, String to) throws Exception {
    Path source = Path.of(StageCheckTest.class.getResource("/connectors/staged").toURI());
    Path copy = folder.resolve("staged");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, copy.resolve(source.relativize(file).toString()), from, to);
      }
    }
    return ConnectorCheck.check(copy).stream().map(Problem::text).toList();
  }

  private static void copy(Path file, Path to, String from, String other) throws IOException {
    String text = Files.readString(file);
    if (to.endsWith("recipe.yaml")) {
      assertThat(text).contains(from);
      text = from.isEmpty() ? text : text.replace(from, other);
    }
    Files.createDirectories(to.getParent());
    Files.writeString(to, text);
  }
}
