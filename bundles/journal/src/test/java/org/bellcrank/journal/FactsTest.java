package org.bellcrank.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FactsTest {

  @Provide
  static Arbitrary<Facts> facts() {
    return facts(3);
  }

  private static Arbitrary<Facts> facts(int depth) {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().map(text -> (Object) text),
            Arbitraries.longs().map(number -> (Object) number),
            Arbitraries.doubles().map(number -> (Object) number),
            Arbitraries.bigIntegers().map(number -> (Object) number),
            Arbitraries.bigDecimals().map(number -> (Object) number),
            Arbitraries.of(true, false).map(truth -> (Object) truth));
    Arbitrary<Object> value =
        depth == 0
            ? leaf
            : Arbitraries.oneOf(
                leaf,
                facts(depth - 1).map(inner -> (Object) inner),
                leaf.list().ofMaxSize(4).map(list -> (Object) list));
    return Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(5), value)
        .ofMaxSize(5)
        .map(Facts::of);
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadBack(@ForAll("facts") Facts facts) {
    assertThat(Facts.parse(facts.json())).isEqualTo(facts);
    assertThat(Facts.parse(facts.canonical())).isEqualTo(facts);
  }

  // The chain hashes this text: it must not change by being stored and read.
  @Property(tries = 500)
  void canonicalTextIsStable(@ForAll("facts") Facts facts) {
    assertThat(Facts.parse(facts.json()).canonical()).isEqualTo(facts.canonical());
    assertThat(Facts.parse(facts.canonical()).canonical()).isEqualTo(facts.canonical());
  }

  @Property(tries = 200)
  void decimalsOfAnyScaleAreStable(@ForAll BigInteger digits, @ForAll short scale) {
    Facts facts = Facts.with("n", new BigDecimal(digits, scale % 400)).build();
    assertThat(Facts.parse(facts.canonical())).isEqualTo(facts);
  }

  @Test
  void canonicalSortsKeysAtEveryDepth() {
    Facts facts = Facts.with("b", Facts.with("d", 1).put("c", 2).build()).put("a", true).build();
    assertThat(facts.json()).isEqualTo("{\"b\":{\"d\":1,\"c\":2},\"a\":true}");
    assertThat(facts.canonical()).isEqualTo("{\"a\":true,\"b\":{\"c\":2,\"d\":1}}");
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    for (double number : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
      assertThatThrownBy(() -> Facts.with("n", number))
          .isInstanceOf(FactsException.class)
          .hasMessageContaining("'n'")
          .hasMessageContaining("finite");
    }
    assertThatThrownBy(() -> Facts.parse("{\"n\":NaN}"))
        .isInstanceOf(FactsException.class)
        .hasMessageContaining("NaN")
        .hasMessageContaining("line 1, column")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void textsThatAreNoObjectAreRefused() {
    for (String text :
        List.of("", "[]", "1", "{\"a\":1,\"a\":2}", "{} {}", "{\"a\":[null]}", "{")) {
      assertThatThrownBy(() -> Facts.parse(text)).isInstanceOf(FactsException.class);
    }
    String deep = "{\"a\":".repeat(65) + "1" + "}".repeat(65);
    assertThatThrownBy(() -> Facts.parse(deep)).isInstanceOf(FactsException.class);
  }

  @Test
  void nothingKnownLeavesTheKeyOut() {
    Facts facts = Facts.with("a", null).put("b", Optional.empty()).build();
    assertThat(facts).isEqualTo(Facts.empty());
    assertThat(Facts.parse("{\"a\":null}").has("a")).isFalse();
  }

  @Test
  void valuesAreAskedForByType() {
    Facts facts =
        Facts.with("at", Instant.EPOCH)
            .put("wait", Duration.ofSeconds(90))
            .put("n", 3)
            .put("x", 0.5f)
            .put("map", Map.of("k", "v"))
            .build();
    assertThat(facts.requireInstant("at")).isEqualTo(Instant.EPOCH);
    assertThat(facts.text("wait")).contains("PT1M30S");
    assertThat(facts.whole("n")).hasValue(3);
    assertThat(facts.number("n")).hasValue(3.0);
    assertThat(facts.number("x")).hasValue(0.5);
    assertThat(facts.facts("map").orElseThrow().text("k")).contains("v");
    assertThatThrownBy(() -> facts.whole("x")).isInstanceOf(FactsException.class);
    assertThatThrownBy(() -> facts.requireText("none"))
        .isInstanceOf(FactsException.class)
        .hasMessageContaining("present: [at, wait, n, x, map]");
  }
}
