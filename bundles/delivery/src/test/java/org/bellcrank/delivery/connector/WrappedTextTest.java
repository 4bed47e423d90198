package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.document.Documents;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that a vendor takes in lines of a fixed length. */
class WrappedTextTest {

  private final Problems problems = new Problems();

  private Mapper mapper(String field) throws Exception {
    return new Mapper(
        new MappingReader(CelFormulas.over(List.of(), List.of(), List.of()), problems)
            .read(Documents.parse("mapping.yaml", "fields:\n" + field).asMap()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one two three four | one two / three four",
        "onetwothreefour five | onetwothre / efour five",
        "a~~b | a /  / b",
        "onetwothr😀four | onetwothr / 😀four",
        "ten digits | ten digits",
        "ten digits over | ten digits / over"
      })
  void aTextIsPartedAtBlanksAndNoLineIsTooLong(String text, String lines) {
    assertThat(String.join(" / ", Fitting.lines(text.replace('~', '\n'), 10))).isEqualTo(lines);
  }

  @Test
  void itIsAListInJsonAndInXmlALineIsWrittenForEachOfIt() throws Exception {
    Mapper mapper = mapper("- { to: /TEXT, from: order.title, type: text, wrap: 10 }");
    Map<String, Object> known = new HashMap<>(Map.of("order.title", "Pit <deep> and wide"));
    assertThat(Json.written(mapper.sent("create", known)))
        .isEqualTo("{\"TEXT\":[\"Pit <deep>\",\"and wide\"]}");
    Map<String, Object> named = mapper.named("create", known);
    Body body =
        new BodyReader(CelFormulas.over(List.of(), List.of(), List.of("field.text")), problems)
            .read(
                Documents.parse("r.yaml", "body: { xml: \"<t>\\n<l>${field.text}</l>\\n</t>\" }")
                    .asMap()
                    .optionalMap("body"));
    assertThat(new String(Writing.body(body, Filling.of(named)).bytes(), StandardCharsets.UTF_8))
        .isEqualTo("<t>\n<l>Pit &lt;deep&gt;</l>\n<l>and wide</l>\n</t>");
    known.remove("order.title");
    assertThat(mapper.named("create", known)).isEmpty();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void onlyATextHasLines() throws Exception {
    Mapping mapping =
        new MappingReader(CelFormulas.over(List.of(), List.of(), List.of()), problems)
            .read(
                Documents.parse(
                        "mapping.yaml",
                        "fields:\n- { to: /P, from: order.priority, type: whole, wrap: 10 }")
                    .asMap());
    new FormCheck(mapping, problems).run();
    assertThat(problems.all())
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains("wrap").contains("of type text"));
  }
}
