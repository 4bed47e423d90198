package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.document.Documents;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies as recipes write them. */
class WritingTest {

  private static final Facts FIELDS =
      Facts.with("strDescription", "Pit").put("asset", Facts.with("id", 7).build()).build();

  private final Problems problems = new Problems();

  private Body body(String yaml) throws Exception {
    return new BodyReader(CelFormulas.over(List.of(), List.of(), List.of()), problems)
        .read(Documents.parse("recipe.yaml", "body: " + yaml).asMap().optionalMap("body"));
  }

  private Writing.Written written(String yaml, Map<String, Object> known, byte[] evidence)
      throws Exception {
    Writing.Written written = Writing.body(body(yaml), new Filling(known, FIELDS, evidence));
    assertThat(problems.all()).isEmpty();
    return written;
  }

  private String text(String yaml, Map<String, Object> known) throws Exception {
    return new String(written(yaml, known, new byte[0]).bytes(), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> attachment(String name) {
    Map<String, Object> known = new HashMap<>();
    known.put("attachment.name", name);
    known.put("attachment.mediaType", "image/jpeg");
    known.put("order.title", "Riß “x”");
    return known;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ mapping: create } | {\"strDescription\":\"Pit\",\"asset\":{\"id\":7}}",
        "{ mapping: create, json: { a: 1, object: \"${mapping}\" } } | {\"a\":1,\"object\":{\"strDescription\":\"Pit\",\"asset\":{\"id\":7}}}",
        "{ mapping: create, json: [\"${mapping}\"] } | [{\"strDescription\":\"Pit\",\"asset\":{\"id\":7}}]",
        "{ mapping: create, json: { object: { className: W, ...: \"${mapping}\" } } } | {\"object\":{\"className\":\"W\",\"strDescription\":\"Pit\",\"asset\":{\"id\":7}}}",
        "{ mapping: create, json: { asset: { kind: A }, ...: \"${mapping}\" } } | {\"asset\":{\"kind\":\"A\",\"id\":7},\"strDescription\":\"Pit\"}",
        "{ json: [1, \"${order.title}\", { a: \"${order.id}\" }] } | [1,\"T\",{}]",
      })
  void theMappedFieldsGoWhereTheTreeSays(String body, String written) throws Exception {
    assertThat(text(body, Map.of("order.title", "T"))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ json: { a: \"${mapping}\" } } | ${mapping} | a body with mapping",
        "{ mapping: create, json: { a: 1 } } | 0 places | once",
        "{ mapping: create, json: { a: \"${mapping}\", b: \"${mapping}\" } } | 2 places | once",
        "{ mapping: create, form: { a: b } } | mapping, form | one, or xml or json",
        "{ json: { a: 1 }, over: before } | json, over | over with mapping",
        "{ mapping: update, only: [/a] } | mapping, only | only with over",
        "{ multipart: [ { name: a, text: b, evidence: raw } ] } | name, text, evidence | one of evidence, text, json",
        "{ multipart: [ { name: a } ] } | name | one of evidence, text, json",
        "{ multipart: [ { name: a, text: \"${order.titel}\" } ] } | order.titel | order.title",
      })
  void aMistakeIsNamedWithPlaceGivenAndAllowed(String body, String given, String allowed)
      throws Exception {
    problems.collect(() -> read(body));
    assertThat(problems.all())
        .extracting(Problem::text)
        .anySatisfy(
            line -> assertThat(line).contains("recipe.yaml:1").contains(given).contains(allowed));
  }

  private void read(String body) throws org.bellcrank.document.InvalidDocumentException {
    new BodyReader(CelFormulas.over(List.of(), List.of(), List.of()), problems)
        .read(Documents.parse("recipe.yaml", "body: " + body).asMap().optionalMap("body"));
  }

  @Test
  void partsStandOneAfterTheOtherBetweenTheirBoundary() throws Exception {
    Writing.Written written =
        written(
            """
            { multipart: [
              { name: files, evidence: raw },
              { name: folder, text: "company ${order.title}" },
              { name: lot, text: "${context.lot}" },
              { name: meta, json: { kind: IMAGE, title: "${order.title}" } },
              { name: note, text: x, fileName: n.txt, type: text/plain } ] }
            """,
            attachment("a.jpg"),
            new byte[] {0, -1, 13, 10});
    String type = written.contentType().orElseThrow();
    assertThat(type).matches("multipart/form-data; boundary=bellcrank-[0-9a-f]{40}");
    String line = "--" + type.replaceAll(".*=", "");
    assertThat(new String(written.bytes(), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            latin(
                String.join(
                    "\r\n",
                    line,
                    "Content-Disposition: form-data; name=\"files\"; filename=\"a.jpg\"",
                    "Content-Type: image/jpeg",
                    "",
                    "{bytes}",
                    line,
                    "Content-Disposition: form-data; name=\"folder\"",
                    "",
                    "company Riß “x”",
                    line,
                    "Content-Disposition: form-data; name=\"meta\"",
                    "Content-Type: application/json",
                    "",
                    "{\"kind\":\"IMAGE\",\"title\":\"Riß “x”\"}",
                    line,
                    "Content-Disposition: form-data; name=\"note\"; filename=\"n.txt\"",
                    "Content-Type: text/plain",
                    "",
                    "x",
                    line + "--",
                    "")));
  }

  /** The bytes of the text, and those of the file in their place, one letter each. */
  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
        .replace("{bytes}", "\u0000\u00ff\r\n");
  }

  @Test
  void theSameContentIsTheSameRequestAndAnotherIsAnother() throws Exception {
    String parts = "{ multipart: [ { name: files, evidence: raw } ] }";
    Writing.Written first = written(parts, attachment("a.jpg"), new byte[] {1});
    assertThat(written(parts, attachment("a.jpg"), new byte[] {1}).bytes())
        .isEqualTo(first.bytes());
    assertThat(written(parts, attachment("a.jpg"), new byte[] {2}).contentType())
        .isNotEqualTo(first.contentType());
    assertThat(written(parts, attachment("b.jpg"), new byte[] {1}).contentType())
        .isNotEqualTo(first.contentType());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain.jpg | plain.jpg",
        "Riß 字 😀.jpg | Riß 字 😀.jpg",
        "a\"; name=\"b.jpg | a%22; name=%22b.jpg",
        "c:\\tmp\\ | c:%5Ctmp%5C",
      })
  void aFileNameNeverEndsItsQuotes(String name, String quoted) throws Exception {
    byte[] body =
        written("{ multipart: [ { name: f, evidence: raw } ] }", attachment(name), new byte[1])
            .bytes();
    assertThat(new String(body, StandardCharsets.UTF_8))
        .contains("name=\"f\"; filename=\"" + quoted + "\"\r\n");
  }

  @Test
  void aNameOrTypeNeverBeginsALineOfItsOwn() throws Exception {
    Map<String, Object> known = attachment("a\r\nX-Injected: yes\r\n\r\nb.jpg");
    known.put("attachment.mediaType", "image/jpeg\r\nX-Injected: yes");
    byte[] body =
        written("{ multipart: [ { name: f, evidence: raw } ] }", known, new byte[1]).bytes();
    assertThat(new String(body, StandardCharsets.UTF_8).lines())
        .noneMatch(line -> line.startsWith("X-Injected"));
  }

  @Test
  void ofWhatWasReadOnlyWhatIsNamedLiesUnderTheFields() {
    Facts read =
        Facts.parse(
            """
            {"id":1,"title":"old","asset":{"id":88,"name":"P"},"team":null,"team2":{"name":"x"},
             "files":[{"id":89,"url":"u"},{"url":"v"},{"id":90}],"assignedTo":[]}
            """);
    Facts only =
        Overlay.only(
            read,
            List.of("/title", "/asset/id", "/team", "/team2/id", "/files/*/id", "/assignedTo"));
    assertThat(only.json())
        .isEqualTo(
            "{\"title\":\"old\",\"asset\":{\"id\":88},\"files\":[{\"id\":89},{\"id\":90}],"
                + "\"assignedTo\":[]}");
    assertThat(Overlay.only(read, List.of())).isEqualTo(read);
    Facts top =
        Facts.with("title", "new")
            .put("asset", Facts.with("code", "B").build())
            .put("files", List.of(Facts.with("id", 1).build()))
            .build();
    assertThat(Overlay.over(only, top).json())
        .isEqualTo(
            "{\"title\":\"new\",\"asset\":{\"id\":88,\"code\":\"B\"},\"files\":[{\"id\":1}],"
                + "\"assignedTo\":[]}");
  }
}
