package org.bellcrank.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MapNodeTest {

  private enum Outcome {
    CONFIRMED,
    FALSE_ALARM
  }

  private static final String TEXT =
      """
      id: M1
      floor: 0.5
      count: 3
      big: 99999999999
      on: true
      since: 2026-03-29T08:00:00+02:00
      wait: PT5M
      outcome: false-alarm
      tags: [a, b]
      mixed: [a, 3, b, 4]
      empty:
      code: 1001
      """;

  private final MapNode map = parse();

  @Test
  void everyReaderGivesItsType() throws Exception {
    assertThat(map.text("id")).isEqualTo("M1");
    assertThat(map.number("floor")).isEqualTo(0.5);
    assertThat(map.number("count")).isEqualTo(3.0);
    assertThat(map.integer("count")).isEqualTo(3);
    assertThat(map.get("big").asLong()).isEqualTo(99999999999L);
    assertThat(map.bool("on")).isTrue();
    assertThat(map.instant("since")).isEqualTo(Instant.parse("2026-03-29T06:00:00Z"));
    assertThat(map.duration("wait")).isEqualTo(Duration.ofMinutes(5));
    assertThat(map.enumValue("outcome", Outcome.class)).isEqualTo(Outcome.FALSE_ALARM);
    assertThat(map.texts("tags")).containsExactly("a", "b");
  }

  @Test
  void aMissingKeyIsEmptyWhereItMayBeAndNamedWhereItMayNot() throws Exception {
    assertThat(map.optionalText("none")).isEmpty();
    assertThat(map.optionalInteger("empty")).as("a key without a value").isEmpty();
    assertThat(map.texts("none")).isEmpty();
    assertThat(map.maps("none")).isEmpty();
    assertThat(map.has("empty")).isFalse();
    assertThat(refusal(m -> m.text("none"))).isEqualTo("d:1:1: the key \"none\" is missing");
    assertThat(refusal(m -> m.text("empty"))).isEqualTo("d:1:1: the key \"empty\" is missing");
  }

  @Test
  void aWrongTypeIsSaidWithGivenAllowedAndWhere() {
    assertThat(refusal(m -> m.number("id"))).isEqualTo("d:1:5 /id: given \"M1\", allowed a number");
    assertThat(refusal(m -> m.optionalNumber("id"))).contains("allowed a number");
    assertThat(refusal(m -> m.integer("floor")))
        .isEqualTo("d:2:8 /floor: given 0.5, allowed a whole number");
    assertThat(refusal(m -> m.integer("big"))).contains("allowed a whole number from -2147483648");
    assertThat(refusal(m -> m.text("code")))
        .isEqualTo("d:12:7 /code: given 1001, allowed a text, that is \"1001\" in quotes");
    assertThat(refusal(m -> m.instant("id"))).contains("such as 2026-03-29T06:00:00Z");
    assertThat(refusal(m -> m.duration("id"))).contains("such as PT5M");
    assertThat(refusal(m -> m.enumValue("id", Outcome.class)))
        .isEqualTo("d:1:5 /id: given \"M1\", allowed confirmed, false-alarm");
    assertThat(refusal(m -> m.map("tags")))
        .isEqualTo("d:9:7 /tags: given a list of 2, allowed a map of keys and values");
  }

  @Test
  void allWrongItemsOfAListAreSaidTogether() {
    InvalidDocumentException refused =
        catchThrowableOfType(InvalidDocumentException.class, () -> map.texts("mixed"));
    assertThat(refused.problems())
        .extracting(Problem::pointer)
        .containsExactly("/mixed/1", "/mixed/3");
    assertThat(refused).hasMessageEndingWith("(and 1 more)");
  }

  private interface Read {
    Object read(MapNode map) throws InvalidDocumentException;
  }

  private String refusal(Read read) {
    InvalidDocumentException refused =
        catchThrowableOfType(InvalidDocumentException.class, () -> read.read(map));
    return refused.problems().get(0).text();
  }

  private static MapNode parse() {
    try {
      return Documents.parse("d", TEXT).asMap();
    } catch (InvalidDocumentException invalid) {
      throw new AssertionError(invalid);
    }
  }
}
