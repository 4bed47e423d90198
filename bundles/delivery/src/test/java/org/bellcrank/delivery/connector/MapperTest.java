package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;

/** How a mapping fits an order into the other side's fields. */
class MapperTest {

  private static final String TITLE =
      """
      fields:
        - { to: /title, from: order.title, type: text, max: 30, tail: "${order.reference}",
            overflow: "spill:/body" }
        - { to: /body, lines: ["${order.description}", "Lot: ${context.lot}"], type: text }
      """;

  private static Mapper mapper(String yaml) throws InvalidDocumentException {
    Problems problems = new Problems();
    Mapping mapping =
        new MappingReader(CelFormulas.over(List.of(), List.of(), List.of()), problems)
            .read(Documents.parse("mapping.yaml", yaml).asMap());
    assertThat(problems.all()).isEmpty();
    return new Mapper(mapping);
  }

  private static Map<String, Object> known(String title) {
    Map<String, Object> known = new HashMap<>();
    known.put("order.title", title);
    known.put("order.reference", "ABCDEFGHIJKLMNOPQRST");
    known.put("order.description", "Look at it.");
    return known;
  }

  @Test
  void aTextThatFitsKeepsItsTail() throws InvalidDocumentException {
    Facts body = mapper(TITLE).body("create", known("Pit seen"));
    assertThat(body.requireText("title")).isEqualTo("Pit seen ABCDEFGHIJKLMNOPQRST");
    assertThat(body.requireText("body")).isEqualTo("Look at it.");
  }

  @Test
  void aTextThatDoesNotFitIsCutBeforeItsTailAndKeptWholeElsewhere()
      throws InvalidDocumentException {
    Facts body = mapper(TITLE).body("create", known("A pit on the spindle"));
    assertThat(body.requireText("title")).isEqualTo("A pit on… ABCDEFGHIJKLMNOPQRST").hasSize(30);
    assertThat(body.requireText("body")).isEqualTo("A pit on the spindle\n\nLook at it.");
  }

  @Property
  void noTextIsEverLongerThanAllowedAndNoCharacterIsTorn(@ForAll("titles") String title)
      throws InvalidDocumentException {
    String given = mapper(TITLE).body("create", known(title)).text("title").orElse("");
    assertThat(given.length()).isLessThanOrEqualTo(30);
    assertThat(given).endsWith("ABCDEFGHIJKLMNOPQRST");
    assertThat(given.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
  }

  @Provide
  Arbitrary<String> titles() {
    return Arbitraries.of("a", "ß", "字", "😀", " ", "é")
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Test
  void whatIsNotKnownIsLeftOutAndNeverEmpty() throws InvalidDocumentException {
    Facts body =
        mapper(
                "fields: [{ to: /a/b, from: context.lot, type: text }, { to: /c, from: order.title, type: text }]")
            .body("create", known("x"));
    assertThat(body.json()).isEqualTo("{\"c\":\"x\"}");
  }

  @Test
  void aNeededFieldWithoutValueStopsTheOrderAndNamesTheName() throws InvalidDocumentException {
    Mapper mapper =
        mapper("fields: [{ to: /asset, from: asset.foreignId, type: text, required: practice }]");
    assertThatThrownBy(() -> mapper.body("create", known("x")))
        .isInstanceOf(Mapper.UnmappedException.class)
        .hasMessageContaining("/asset")
        .hasMessageContaining("asset.foreignId")
        .hasMessageContaining("mapping.yaml:1");
  }

  @Test
  void aTextThatMustNotBeCutStopsTheOrder() throws InvalidDocumentException {
    Mapper mapper = mapper("fields: [{ to: /key, from: order.title, type: text, max: 3 }]");
    assertThat(mapper.body("create", known("abc")).requireText("key")).isEqualTo("abc");
    assertThatThrownBy(() -> mapper.body("create", known("abcd")))
        .hasMessageContaining("takes 3 characters; given 4");
  }

  @Test
  void valuesAreTranslatedWithAFallbackAndNumbersStayNumbers() throws InvalidDocumentException {
    Mapper mapper =
        mapper(
            """
            fields:
              - { to: /p, from: order.priority, type: whole, values: { "1": 900, "5": 100 },
                  fallback: 500 }
              - { to: /at, from: order.raisedAt, type: instant }
              - { to: /day, from: order.raisedAt, type: instant, format: yyyyMMdd }
              - { to: /upper, from: order.title, type: text, case: upper }
            """);
    Map<String, Object> known = known("pit");
    known.put("order.raisedAt", Instant.parse("2026-03-29T06:00:00.123Z"));
    known.put("order.priority", 5L);
    assertThat(mapper.body("create", known).json())
        .isEqualTo(
            "{\"p\":100,\"at\":\"2026-03-29T06:00:00+00:00\",\"day\":\"20260329\",\"upper\":\"PIT\"}");
    known.put("order.priority", 4L);
    assertThat(mapper.body("create", known).whole("p")).hasValue(500);
  }
}
