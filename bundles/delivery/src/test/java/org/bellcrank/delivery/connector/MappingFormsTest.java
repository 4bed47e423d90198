package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values are written for vendors who write them in other ways. */
class MappingFormsTest {

  /** Half past eleven at night in London, already the next day in Berlin. */
  private static final Instant AT = Instant.parse("2026-03-28T23:30:05.250Z");

  private static Mapping mapping(String yaml) throws InvalidDocumentException {
    Problems problems = new Problems();
    Mapping mapping =
        new MappingReader(
                CelFormulas.over(
                    List.of(new Connector.ContextField("zone", false, "zone")),
                    List.of(),
                    List.of()),
                problems)
            .read(Documents.parse("mapping.yaml", yaml).asMap());
    assertThat(problems.all()).isEmpty();
    return mapping;
  }

  private static String json(String fields) throws InvalidDocumentException {
    return json(fields, known());
  }

  private static String json(String fields, Map<String, Object> known)
      throws InvalidDocumentException {
    return Json.written(new Mapper(mapping("fields:\n" + fields)).sent("create", known));
  }

  private static Map<String, Object> known() {
    Map<String, Object> known = new HashMap<>();
    known.put("order.raisedAt", AT);
    known.put("order.title", "Größe „groß“ – ﬁne 字");
    known.put("order.priority", 2L);
    known.put("order.reference", "ABCDEFGHIJKLMNOPQRST");
    known.put("order.tasks", List.of("Lock out", "Look", "Unlock"));
    known.put("order.taskMinutes", List.of("5", "0", "10"));
    known.put("item.minutes", 5L); // of the task at hand, as each row of an order knows them
    known.put("instance.zone", "Europe/Berlin");
    known.put("order.failureCode", "PIT");
    known.put("finding.confidence", 0.75);
    return known;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "as: plain | \"2026-03-28T23:30:05+00:00\"",
        "as: plain, zone: Europe/Berlin | \"2026-03-29T00:30:05+01:00\"",
        "format: yyyyMMddHHmmss | \"20260328233005\"",
        "format: yyyyMMdd, zone: \"${instance.zone}\" | \"20260329\"",
        "as: date | \"2026-03-28\"",
        "as: date, zone: Europe/Berlin | \"2026-03-29\"",
        "as: time, zone: Europe/Berlin | \"00:30:05\"",
        "as: epoch-seconds | 1774740605",
        "as: epoch-millis | 1774740605250",
        "as: odata-date | \"/Date(1774656000000)/\"",
        "as: odata-date, zone: Europe/Berlin | \"/Date(1774742400000)/\"",
        "as: odata-datetime, zone: Europe/Berlin | \"/Date(1774744205000)/\"",
        "as: odata-offset, zone: Europe/Berlin | \"/Date(1774740605000+0000)/\"",
        "as: odata-time, zone: Europe/Berlin | \"PT00H30M05S\"",
        "as: julian | 126087",
        "as: julian, zone: Europe/Berlin | 126088",
        "as: parts, zone: Europe/Berlin | {\"year\":2026,\"month\":3,\"day\":29,\"hour\":0,\"minute\":30,\"second\":5,\"offset\":3600}",
      })
  void aTimeIsWrittenAsItsVendorReadsIt(String form, String written)
      throws InvalidDocumentException {
    assertThat(json("  - { to: /at, from: order.raisedAt, type: instant, " + form + " }\n"))
        .isEqualTo("{\"at\":" + written + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "order.priority < 3 | bool, as: plain | true",
        "order.priority < 3 | bool, as: x-blank | \"X\"",
        "order.priority > 3 | bool, as: plus-minus | \"-\"",
        "order.priority < 3 | bool, as: yes-no | \"Yes\"",
        "order.priority > 3 | bool, as: one-zero | 0",
        "finding.confidence | number, as: plain | 0.75",
        "finding.confidence | number, as: decimal-text | \"0.75\"",
        "finding.confidence | number, as: decimal-text, decimals: 3 | \"0.750\"",
        "finding.confidence | number, as: decimal-text, decimals: 1 | \"0.8\"",
        "order.priority | whole, as: decimal-text | \"2\"",
      })
  void aTruthOrNumberIsWrittenAsItsVendorReadsIt(String from, String type, String written)
      throws InvalidDocumentException {
    assertThat(json("  - { to: /v, from: " + from + ", type: " + type + " }\n"))
        .isEqualTo("{\"v\":" + written + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type: instant, as: odata-date | tomorrow | like 2026-03-29T06:00:00Z",
        "type: bool, as: plus-minus | yes | true or false",
        "type: whole | many | a number",
      })
  void aValueOfAnotherKindKeepsTheOrderHereAndIsNamed(String form, String value, String allowed) {
    Map<String, Object> known = known();
    known.put("order.title", value);
    assertThatThrownBy(() -> json("  - { to: /v, from: order.title, " + form + " }\n", known))
        .isInstanceOf(Mapper.UnmappedException.class)
        .hasMessageContaining(value)
        .hasMessageContaining(allowed)
        .hasMessageContaining("mapping.yaml:");
  }

  @ParameterizedTest
  @CsvSource({"whole", "number", "instant", "bool", "text"})
  void anEmptyTextOfAnExpressionIsNoValueWhateverTheType(String type)
      throws InvalidDocumentException {
    assertThat(
            json("  - { to: /v, from: 'order.priority > 3 ? \"1\" : \"\"', type: " + type + " }\n"))
        .isEqualTo("{}");
  }

  @Test
  void aPartOfItsOwnIsABodyOfItsOwnWithoutItsName() throws Exception {
    Mapping mapping =
        mapping(
            """
            fields:
              - { to: /title, from: order.title, type: text, max: 3, overflow: cut }
              - { to: /job/title, from: '"Grind"', type: text, on: [create-job, update-job] }
              - { to: "/job/steps/*/text", from: item.text, type: text, on: [create-job] }
            """);
    Mapper mapper = new Mapper(mapping);
    assertThat(Json.written(mapper.sent("create", known()))).doesNotContain("job");
    assertThat(Json.written(mapper.sent("create-job", known())))
        .isEqualTo(
            "{\"title\":\"Grind\",\"steps\":[{\"text\":\"Lock out\"},{\"text\":\"Look\"},"
                + "{\"text\":\"Unlock\"}]}");
    assertThat(Json.written(mapper.sent("update-job", known()))).isEqualTo("{\"title\":\"Grind\"}");
    assertThat(mapper.fields("update-job", known())).containsOnlyKeys("/job/title");
  }

  @Test
  void aTimeThatComesAsTextIsWrittenAsItsFieldSays() throws InvalidDocumentException {
    Map<String, Object> known = known();
    known.put("order.title", "2026-03-29T01:30:05+02:00");
    assertThat(json("  - { to: /v, from: order.title, type: instant, as: odata-offset }\n", known))
        .isEqualTo("{\"v\":\"/Date(1774740605000+0000)/\"}");
  }

  @Test
  void aFalseThatIsSaidByNothingIsLeftOutOrBlankAsTheFieldSays() throws InvalidDocumentException {
    String field = "  - { to: /v, from: order.priority > 3, type: bool, as: x-blank, empty: %s }\n";
    assertThat(json(field.formatted("omit"))).isEqualTo("{}");
    assertThat(json(field.formatted("blank"))).isEqualTo("{\"v\":\"\"}");
  }

  @Test
  void aFieldWithoutValueIsLeftOutOrNullOrBlank() throws InvalidDocumentException {
    String field = "  - { to: /a/b, from: order.dueBy, type: instant, empty: %s }\n";
    assertThat(json(field.formatted("omit"))).isEqualTo("{}");
    assertThat(json(field.formatted("null-value"))).isEqualTo("{\"a\":{\"b\":null}}");
    assertThat(json(field.formatted("blank"))).isEqualTo("{\"a\":{\"b\":\"\"}}");
  }

  @Test
  void aTextCannotPassForAFieldWithoutValue() throws InvalidDocumentException {
    Map<String, Object> known = known();
    known.put("order.title", "\u0000");
    assertThat(json("  - { to: /t, from: order.title, type: text, empty: omit }\n", known))
        .isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "charset: US-ASCII | Grosse \\\"gross\\\" - fine ?",
        "charset: ISO-8859-1 | Größe \\\"groß\\\" - fine ?",
        "charset: windows-1252 | Größe „groß“ – fine ?",
        "allowed: A-Za-z_ | Grosse__gross____fine__",
        "allowed: A-Za-z | Grossegrossfine",
        "`charset: US-ASCII, case: upper` | GROSSE \\\"GROSS\\\" - FINE ?",
      })
  void lettersAreBroughtIntoThoseThatMayStand(String form, String written)
      throws InvalidDocumentException {
    assertThat(json("  - { to: /t, from: order.title, type: text, " + form + " }\n"))
        .isEqualTo("{\"t\":\"" + written + "\"}");
  }

  @Test
  void aMarkOfACutTextStandsInLettersThatMayStand() throws InvalidDocumentException {
    assertThat(
            json(
                "  - { to: /t, from: order.reference, type: text, max: 8, overflow: cut, charset: US-ASCII }\n"))
        .isEqualTo("{\"t\":\"ABCDE...\"}");
    assertThat(
            json(
                "  - { to: /t, from: order.reference, type: text, max: 8, overflow: cut, allowed: A-Z }\n"))
        .isEqualTo("{\"t\":\"ABCDEFGH\"}");
  }

  @ParameterizedTest
  @CsvSource({"10000042,000010000042", "PUMP-1,PUMP-1", "123456789012,123456789012"})
  void zerosStandInFrontOfDigitsAlone(String given, String written)
      throws InvalidDocumentException {
    Map<String, Object> known = known();
    known.put("asset.foreignId", given);
    assertThat(
            json("  - { to: /e, from: asset.foreignId, type: text, max: 18, zeros: 12 }\n", known))
        .isEqualTo("{\"e\":\"" + written + "\"}");
  }

  @Test
  void aCodeWithoutItsGroupIsNotSentNorTheGroupWithoutItsCode() throws InvalidDocumentException {
    String fields =
        """
          - { to: /group, from: order.failureCode, type: text, together: code, values: { PIT: SURFACE } }
          - { to: /code, from: order.failureCode, type: text, together: code, values: { %s: "0010" } }
          - { to: /title, from: order.reference, type: text }
        """;
    assertThat(json(fields.formatted("PIT")))
        .isEqualTo("{\"group\":\"SURFACE\",\"code\":\"0010\",\"title\":\"ABCDEFGHIJKLMNOPQRST\"}");
    assertThat(json(fields.formatted("DENT"))).isEqualTo("{\"title\":\"ABCDEFGHIJKLMNOPQRST\"}");
  }

  @Test
  void childrenAreWrittenForEachTaskAndAtPlacesInLists() throws InvalidDocumentException {
    assertThat(
            json(
                """
                  - { to: /tasks/*/minutes, from: item.minutes, type: whole }
                  - { to: /tasks/*/text, from: item.text, type: text }
                  - { to: /tasks/*/cause/results/0/no, from: item.index, type: whole }
                """))
        .isEqualTo(
            "{\"tasks\":["
                + "{\"minutes\":5,\"text\":\"Lock out\",\"cause\":{\"results\":[{\"no\":1}]}},"
                + "{\"text\":\"Look\",\"cause\":{\"results\":[{\"no\":2}]}},"
                + "{\"minutes\":10,\"text\":\"Unlock\",\"cause\":{\"results\":[{\"no\":3}]}}]}");
  }

  @Test
  void aNeededFieldIsNotDroppedWithItsPair() throws InvalidDocumentException {
    Mapper mapper =
        new Mapper(
            mapping(
                """
                fields:
                  - { to: /group, from: order.dueBy, type: instant, together: code }
                  - { to: /code, from: order.failureCode, type: text, together: code, required: service }
                """));
    assertThatThrownBy(() -> mapper.sent("create", known()))
        .isInstanceOf(Mapper.UnmappedException.class)
        .hasMessageContaining("/code")
        .hasMessageContaining("together with it as code");
  }

  @Test
  void aTextThatGrowsInItsLettersIsSpilledBeforeItIsCut() throws InvalidDocumentException {
    Map<String, Object> known = known();
    known.put("order.title", "Größte");
    assertThat(
            json(
                """
                  - { to: /t, from: order.title, type: text, max: 6, overflow: "spill:/all", charset: US-ASCII }
                  - { to: /all, lines: ["${order.reference}"], type: text }
                """,
                known))
        .isEqualTo("{\"t\":\"Gro...\",\"all\":\"Größte\\n\\nABCDEFGHIJKLMNOPQRST\"}");
  }

  @Test
  void partsAreAListOfTheirOwnBesideTheTasks() throws InvalidDocumentException {
    Map<String, Object> known = known();
    known.put("order.parts", List.of("2 x 7014C (bearing)", "1 L of G-1"));
    known.put("order.partNumbers", List.of("7014C", "G-1"));
    known.put("order.partQuantities", List.of("2", "1"));
    known.put("order.partUnits", List.of("", "L"));
    known.put("order.partNames", List.of("bearing", ""));
    assertThat(
            json(
                """
                  - { to: /tasks/*/text, from: item.text, type: text }
                  - { to: /tasks/0/parts/*/number, each: parts, from: item.number, type: text }
                  - { to: /tasks/0/parts/*/many, each: parts, from: item.quantity, type: whole }
                  - { to: /tasks/0/parts/*/unit, each: parts, from: item.unit, type: text }
                  - { to: /tasks/0/parts/*/name, each: parts, from: item.name, type: text }
                  - { to: /all/*/line, each: parts, from: item.text + item.key, type: text }
                """,
                known))
        .isEqualTo(
            "{\"tasks\":[{\"text\":\"Lock out\",\"parts\":[{\"number\":\"7014C\",\"many\":2,\"name\":\"bearing\"},"
                + "{\"number\":\"G-1\",\"many\":1,\"unit\":\"L\"}]},{\"text\":\"Look\"},{\"text\":\"Unlock\"}],"
                + "\"all\":[{\"line\":\"2 x 7014C (bearing)ABCDEFGHIJKLMNOPQRST-P1\"},{\"line\":\"1 L of G-1ABCDEFGHIJKLMNOPQRST-P2\"}]}");
  }

  @Test
  void anOrderWithoutTasksHasNoChildren() throws InvalidDocumentException {
    Map<String, Object> known = known();
    known.remove("order.tasks");
    assertThat(json("  - { to: /tasks/*/text, from: item.text, type: text }\n", known))
        .isEqualTo("{}");
  }

  @Test
  void whatIsReadBackIsToldByItsPlaceAndFoundAgainThere() throws InvalidDocumentException {
    Mapping mapping =
        mapping(
            """
            fields:
              - { to: /tasks/*/text, from: item.text, type: text }
              - { to: /at, from: order.raisedAt, type: instant, as: parts }
            """);
    assertThat(new Mapper(mapping).fields("create", known()))
        .containsEntry("/tasks/2/text", "Unlock")
        .containsEntry("/at/day", 28L);
    assertThat(mapping.field("/tasks/2/text")).isPresent();
    assertThat(mapping.field("/tasks/x/text")).isEmpty();
  }

  @Test
  void aZoneThatNobodyKnowsKeepsTheOrderHere() throws InvalidDocumentException {
    Mapper mapper =
        new Mapper(
            mapping(
                "fields:\n  - { to: /at, from: order.raisedAt, type: instant, as: date, zone: \"${instance.zone}\" }\n"));
    Map<String, Object> known = known();
    known.put("instance.zone", "Europe/Nowhere");
    assertThatThrownBy(() -> mapper.sent("create", known))
        .isInstanceOf(Mapper.UnmappedException.class)
        .hasMessageContaining("Europe/Nowhere")
        .hasMessageContaining("Europe/Berlin");
    known.remove("instance.zone");
    assertThatThrownBy(() -> mapper.sent("create", known))
        .isInstanceOf(Mapper.UnmappedException.class)
        .hasMessageContaining("instance.zone is not known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "odata-offset | /Date(1774740605000+0000)/ | /Date(1774740605999)/ | true",
        "odata-offset | /Date(1774740605000+0000)/ | /Date(1774740606000)/ | false",
        "epoch-seconds | 1774740605 | 1774740605.0 | true",
        "plain | 2026-03-28T23:30:05+00:00 | 2026-03-29T00:30:05+01:00 | true",
      })
  void aTimeIsTheSameInAnotherForm(String encoding, String sent, String there, boolean same) {
    assertThat(
            Encoding.valueOf(encoding.replace('-', '_').toUpperCase(java.util.Locale.ROOT))
                .sameTime(sent, there))
        .hasValue(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type: whole, as: julian | given \"as julian\" | decimal-text, plain",
        "type: text, as: x-blank | given \"as x-blank\" | plain",
        "type: instant, as: date, format: yyyy | given \"format\" | as or format",
        "`type: instant, format: \"yyyy-MM-ddTHH:mm\"` | format yyyy-MM-ddTHH:mm | yyyy-MM-dd'T'HH:mm:ss",
        "type: whole, zone: UTC | given \"zone\" | of an instant",
        "type: number, decimals: 2 | given \"decimals\" | decimal-text",
        "type: whole, zeros: 4 | given \"zeros | of type text",
        "type: text, max: 4, zeros: 5 | given \"zeros 5 | at most max 4",
        "type: text, together: alone | together alone | two fields or more",
      })
  void aFormThatFitsItsFieldIllIsNamed(String form, String given, String allowed)
      throws InvalidDocumentException {
    assertThat(problems("  - { to: /v, from: order.priority, " + form + " }\n"))
        .anySatisfy(line -> assertThat(line).contains(given.replace("\"", "")).contains(allowed));
  }

  @Test
  void pairsThatTranslateDifferentThingsAndFieldsThatAreFilledTwiceAreNamed()
      throws InvalidDocumentException {
    assertThat(
            problems(
                """
                  - { to: /g, from: order.failureCode, type: text, together: c, values: { PIT: A } }
                  - { to: /c, from: order.failureCode, type: text, together: c, values: { DENT: B } }
                  - { to: /c, from: order.title, type: text }
                  - { to: /t/*, from: item.text, type: text }
                  - { to: /g/name, from: order.title, type: text }
                  - { to: /list/0/name, from: order.title, type: text }
                  - { to: /list/name, from: order.title, type: text }
                  - { to: /p, each: parts, from: item.number, type: text }
                  - { to: /q/*/n, each: parts, from: item.number, type: text, on: [create, update] }
                """))
        .anySatisfy(line -> assertThat(line).contains("/p").contains("with * in to"))
        .anySatisfy(line -> assertThat(line).contains("/q/*/n").contains("would come again"))
        .anySatisfy(line -> assertThat(line).contains("/g/name").contains("beside /g"))
        .anySatisfy(line -> assertThat(line).contains("/list/0/name").contains("beside /list/name"))
        .anySatisfy(line -> assertThat(line).contains("[DENT]").contains("[PIT]"))
        .anySatisfy(line -> assertThat(line).contains("/c").contains("filled twice on create"))
        .anySatisfy(line -> assertThat(line).contains("/t/*").contains("with a name behind it"));
  }

  private static List<String> problems(String fields) throws InvalidDocumentException {
    Problems problems = new Problems();
    new FormCheck(mapping("fields:\n" + fields), problems).run();
    return problems.all().stream()
        .map(Problem::text)
        .map(text -> text.replace("\"", ""))
        .collect(Collectors.toList());
  }
}
