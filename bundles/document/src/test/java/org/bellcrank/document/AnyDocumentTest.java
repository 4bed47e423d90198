package org.bellcrank.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

final class AnyDocumentTest {

  /** Whatever a file holds, the answer is a node or the one exception. */
  @Property(tries = 1000)
  void noTextBreaksTheReader(
      @ForAll
          @StringLength(max = 40)
          @Chars({
            'a', 'b', ':', ' ', '\n', '-', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '\'',
            '"', '#', '?', '%', '\t', '0', '.', '\\', '\u0000', '\uD83D', '\uFEFF'
          })
          String text) {
    try {
      Documents.parse("d", text).plain();
    } catch (InvalidDocumentException refused) {
      assertThat(refused.problems()).allMatch(p -> p.where().line() > 0 && p.where().column() > 0);
    }
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(8).map(s -> (Object) s),
            Arbitraries.longs().map(n -> (Object) n),
            Arbitraries.doubles().map(n -> (Object) n),
            Arbitraries.of(true, false).map(b -> (Object) b));
    return Arbitraries.recursive(
        () -> scalars,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(4).map(l -> (Object) new ArrayList<>(l)),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), inner)
                    .ofMaxSize(4)
                    .map(m -> (Object) new LinkedHashMap<>(m))),
        0,
        3);
  }

  @Property(tries = 300)
  void whatJsonSaysIsWhatIsRead(@ForAll("values") Object value) throws InvalidDocumentException {
    assertThat(Documents.parse("j", json(value)).plain()).isEqualTo(value);
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      List<String> parts = new ArrayList<>();
      map.forEach((k, v) -> parts.add(json(k) + ": " + json(v)));
      return "{" + String.join(", ", parts) + "}";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(AnyDocumentTest::json).toList()) + "]";
    }
    if (value instanceof String text) {
      StringBuilder escaped = new StringBuilder("\"");
      for (char c : text.toCharArray()) {
        escaped.append(String.format("\\u%04x", (int) c));
      }
      return escaped.append('"').toString();
    }
    return String.valueOf(value);
  }
}
