package org.bellcrank.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentsTest {

  @Test
  void everyValueKnowsItsPlaceAndPointer() throws Exception {
    MapNode document =
        Documents.parse("a.yaml", "# head\nassets:\n  - id: M1\n    a/b~c: { x: [1, 2] }\n")
            .asMap();
    MapNode asset = document.maps("assets").get(0);
    assertThat(asset.get("id").where()).isEqualTo(new Mark("a.yaml", 3, 9));
    assertThat(asset.where("id")).isEqualTo(new Mark("a.yaml", 3, 5));
    Node second = asset.map("a/b~c").list("x").items().get(1);
    assertThat(second.pointer()).isEqualTo("/assets/0/a~1b~0c/x/1");
    assertThat(second.where()).isEqualTo(new Mark("a.yaml", 4, 21));
  }

  @Test
  void scalarsFollowTheCoreSchemaOfYaml12() throws Exception {
    Node node =
        Documents.parse(
            "s",
            "[yes, 06:00, 0x1F, 0o17, 1e3, 0.75, -3, True, ~, null, '3', !!str 3, 2026-03-29, '']");
    assertThat((List<Object>) node.plain())
        .containsExactly(
            "yes",
            "06:00",
            31L,
            15L,
            1000.0,
            0.75,
            -3L,
            true,
            null,
            null,
            "3",
            "3",
            "2026-03-29",
            "");
  }

  @Test
  void jsonIsReadToo() throws Exception {
    Object plain =
        Documents.parse("j", "{\"a\": [1, 2.5, \"x\\u00e4\", true, null], \"b\": {}}").plain();
    Map<String, Object> expected =
        Map.of("a", java.util.Arrays.asList(1L, 2.5, "xä", true, null), "b", Map.of());
    assertThat(plain).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1\\nb: 2\\na: 3 | d:3:1 /a: the key \"a\" stands here a second time, first in line 1",
        "a: [1\\nb: 2 | d:2:2: broken syntax: while parsing a flow sequence, expected ',' or ']', but got :",
        "a: *x | d:1:4 /a: unknown anchor, given *x, allowed an anchor (&name) whose value ends before this place",
        "a: &x [*x] | d:1:8 /a/0: unknown anchor, given *x, allowed an anchor (&name) whose value ends before this place",
        "a: !foo 3 | d:1:4 /a: unknown tag, given !foo, allowed no tag",
        "a: 1\\n---\\nb: 2 | d:2:1: a second document begins here, allowed one document",
        "<<: {a: 1} | d:1:1: merge keys are not part of YAML 1.2; repeat the keys, given <<",
        "a: .inf | d:1:4 /a: given .inf, allowed a finite number of ordinary size",
        "a: 1e999999999 | d:1:4 /a: given 1e999999999, allowed a finite number of ordinary size",
        "a: !!int x | d:1:4 /a: given x, allowed a finite number of ordinary size",
        "? [a]\\n: 3 | d:1:3: this cannot be a key, given a list of 1, allowed a text",
        "a: b\\n c\\u0007 | d:2:3: a character that no document may hold, given U+0007, allowed printable characters",
      })
  void brokenTextIsRefusedAtItsPlace(String text, String expected) {
    String actual = text.replace("\\n", "\n").replace("\\u0007", "\u0007");
    assertThat(refusal(actual).problems()).extracting(Problem::text).contains(expected);
  }

  @Test
  void anAliasStandsForItsValueWithPointersOfItsOwnPlace() throws Exception {
    MapNode document =
        Documents.parse("d", "base: &b { floor: 0.5, tags: [x] }\nother: *b\n").asMap();
    Node floor = document.map("other").get("floor");
    assertThat(floor.asNumber()).isEqualTo(0.5);
    assertThat(floor.pointer()).isEqualTo("/other/floor");
    assertThat(floor.where().line()).as("where it is written").isEqualTo(1);
  }

  @Test
  void nestedAliasesCannotExplode() {
    StringBuilder text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      text.append("a%d: &a%d [%s%s]\n".formatted(i, i, (alias + ",").repeat(9), alias));
    }
    assertThat(refusal(text.toString()).getMessage()).contains("too many values");
  }

  @Test
  void depthAndLengthAreBounded() {
    assertThat(refusal("[".repeat(100_000)).getMessage()).contains("too many levels");
    assertThat(refusal("- ".repeat(2_000) + "a").getMessage()).contains("too many levels");
    assertThat(refusal("x".repeat((1 << 20) + 1)).getMessage()).contains("1048577 characters");
  }

  @Test
  void anEmptyTextIsNothing() throws Exception {
    for (String text : List.of("", "# only a comment\n", "\uFEFF", "---\n")) {
      assertThat(Documents.parse("d", text)).isInstanceOf(NullNode.class);
    }
  }

  @Test
  void filesAreUtf8(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xE4});
    assertThatThrownBy(() -> Documents.read(file))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("not text in UTF-8");
    Files.write(file, "\uFEFFa: ä".getBytes(StandardCharsets.UTF_8));
    assertThat(Documents.read(file).asMap().text("a")).isEqualTo("ä");
    assertThatThrownBy(() -> Documents.read(folder.resolve("none.yaml")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static InvalidDocumentException refusal(String text) {
    InvalidDocumentException refused =
        catchThrowableOfType(InvalidDocumentException.class, () -> Documents.parse("d", text));
    assertThat(refused).isNotNull();
    return refused;
  }
}
