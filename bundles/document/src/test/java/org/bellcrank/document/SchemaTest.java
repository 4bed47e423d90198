package org.bellcrank.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SchemaTest {

  private static final String SCHEMA =
      """
      {"type": "object", "required": ["id"], "additionalProperties": false,
       "properties": {
         "id": {"type": "string", "minLength": 2, "maxLength": 4, "pattern": "^[a-z]+$"},
         "confidence": {"type": "number", "minimum": 0, "maximum": 1},
         "count": {"type": ["integer", "null"], "minimum": 1, "exclusiveMaximum": 10},
         "since": {"type": "string", "format": "date-time"},
         "tags": {"type": "array", "uniqueItems": true, "maxItems": 3, "items": {"type": "string"}},
         "assets": {"type": "array", "items": {"$ref": "#/$defs/asset"}},
         "source": {"oneOf": [
            {"type": "object", "required": ["kind", "url"], "additionalProperties": false,
             "properties": {"kind": {"const": "rtsp"}, "url": {"type": "string"}}},
            {"type": "object", "required": ["kind", "file"], "additionalProperties": false,
             "properties": {"kind": {"const": "video"}, "file": {"type": "string"}}}]},
         "limit": {"anyOf": [{"type": "number"}, {"type": "object", "required": ["high"],
             "properties": {"high": {"type": "number"}}}]},
         "names": {"type": "object", "propertyNames": {"pattern": "^[a-z]+$"},
             "additionalProperties": {"type": "string"}}
       },
       "$defs": {"asset": {"type": "object", "additionalProperties": false,
         "properties": {"id": {"type": "string"}, "criticality": {"enum": ["A", "B", "C"]},
                        "mode": {"enum": ["running", "stopped"]}}}}}
      """;

  private final Schema schema = schema(SCHEMA);

  @Test
  void aValidDocumentHasNoProblems() throws Exception {
    Node document =
        Documents.parse(
            "d",
            "id: ab\nconfidence: 0.5\ncount: 3\nsource: {kind: rtsp, url: x}\nlimit: {high: 3}\n"
                + "tags: [a, b]\nnames: {a: b}\nsince: 2026-03-29T06:00:00Z\n");
    assertThat(schema.validate(document)).isEmpty();
    assertThat(schema.check(document)).isSameAs(document);
  }

  @Test
  void allProblemsComeAtOnceInTheOrderOfTheFile() {
    assertThat(
            problems(
                """
                id: ABCDE
                confidence: 1.5
                count: 2.5
                since: yesterday
                tags: [a, 3, a, b]
                assets:
                  - criticality: X
                  - critcality: A
                    mode: runing
                  - 5
                names: {Ab: x, c: 3}
                extra: true
                """))
        .containsExactly(
            "d:1:5 /id: given \"ABCDE\" (5 characters), allowed 2 to 4 characters",
            "d:1:5 /id: given \"ABCDE\", allowed a text that matches ^[a-z]+$",
            "d:2:13 /confidence: given 1.5, allowed 0 to 1",
            "d:3:8 /count: given 2.5, allowed a whole number or nothing",
            "d:4:8 /since: given \"yesterday\", allowed a time with its zone such as"
                + " 2026-03-29T06:00:00Z",
            "d:5:7 /tags: given 4 items, allowed at most 3 items",
            "d:5:11 /tags/1: given 3, allowed a text",
            "d:5:14 /tags/2: this stands in the list twice, first in line 5, given \"a\"",
            "d:7:18 /assets/0/criticality: given \"X\", allowed A, B, C",
            "d:8:5 /assets/1/critcality: unknown key \"critcality\", did you mean"
                + " \"criticality\"?, allowed id, criticality, mode",
            "d:9:11 /assets/1/mode: did you mean running?, given \"runing\", allowed running,"
                + " stopped",
            "d:10:5 /assets/2: given 5, allowed a map of keys and values",
            "d:11:9 /names/Ab: the key \"Ab\" has a name that is not allowed, allowed a name that"
                + " matches ^[a-z]+$",
            "d:11:19 /names/c: given 3, allowed a text",
            "d:12:1 /extra: unknown key \"extra\", allowed id, confidence, count, since, tags,"
                + " assets, source, limit, names");
  }

  @Test
  void aMissingKeyIsReportedAtWhatLacksIt() {
    assertThat(problems("count: 3\n")).containsExactly("d:1:1: the key \"id\" is missing");
    assertThat(problems("id:\n")).containsExactly("d:1:4 /id: given nothing, allowed a text");
  }

  @Test
  void ofAlternativesOnlyTheOneMeantComplains() {
    assertThat(problems("id: ab\nsource: {kind: video, url: x}\n"))
        .containsExactly(
            "d:2:9 /source: the key \"file\" is missing",
            "d:2:23 /source/url: unknown key \"url\", allowed kind, file");
    assertThat(problems("id: ab\nlimit: {high: x}\n"))
        .containsExactly("d:2:15 /limit/high: given \"x\", allowed a number");
  }

  @Test
  void whenNoAlternativeWasMeantAllOfThemAreNamed() {
    assertThat(problems("id: ab\nsource: {kind: usb, url: x}\n"))
        .containsExactly("d:2:16 /source/kind: given \"usb\", allowed rtsp, video");
    assertThat(problems("id: ab\nlimit: high\n"))
        .containsExactly(
            "d:2:8 /limit: given \"high\", allowed a number or a map of keys and values");
  }

  @Test
  void alternativesAreSettledForEachPlaceByItself() {
    Schema list =
        schema(
            "{\"type\": \"array\", \"items\": {\"anyOf\": [{\"type\": \"number\"}, {\"type\": \"boolean\"}]}}");
    assertThat(list.validate(node("[1, x, true, y]")))
        .extracting(Problem::text)
        .containsExactly(
            "d:1:5 /1: given \"x\", allowed a number or true or false",
            "d:1:14 /3: given \"y\", allowed a number or true or false");
  }

  @Test
  void aBrokenSchemaIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> Schema.of("s.json", "{\"type\": \"object\",\n \"type\": 3}"))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("s.json:2:2");
    assertThatThrownBy(() -> Schema.ofResource(SchemaTest.class, "/none.json"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/none.json");
  }

  @Test
  void nothingIsFetchedFromElsewhere() {
    for (String reference : List.of("http://127.0.0.1:1/other.json", "/$defs/none")) {
      assertThatThrownBy(
              () ->
                  Schema.of(
                      "s.json",
                      "{\"$ref\": \"" + (reference.startsWith("/") ? "#" : "") + reference + "\"}"))
          .isInstanceOf(InvalidDocumentException.class)
          .hasMessageContaining(reference);
    }
  }

  @Test
  void aSchemaThatIsNoneIsRefusedOnceAndNotWhenItIsUsed() {
    for (String text :
        List.of("{\"pattern\": \"(\"}", "{\"type\": 3}", "{\"properties\": []}", "[]", "3")) {
      assertThatThrownBy(() -> Schema.of("s.json", text))
          .as(text)
          .isInstanceOf(InvalidDocumentException.class);
    }
  }

  @Test
  void aWholeNumberMayBeWrittenWithAFractionOfNought() {
    assertThat(problems("id: ab\ncount: 3.0\n")).isEmpty();
    assertThat(problems("id: ab\ncount: 3e0\n")).isEmpty();
    assertThat(problems("id: ab\nconfidence: 1\n")).isEmpty();
  }

  private List<String> problems(String text) {
    return schema.validate(node(text)).stream().map(Problem::text).toList();
  }

  private static Node node(String text) {
    try {
      return Documents.parse("d", text);
    } catch (InvalidDocumentException invalid) {
      throw new AssertionError(invalid);
    }
  }

  private static Schema schema(String text) {
    try {
      return Schema.of("s.json", text);
    } catch (InvalidDocumentException invalid) {
      throw new AssertionError(invalid);
    }
  }
}
