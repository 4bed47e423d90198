package org.bellcrank.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExpressionTest {

  static final Declarations DECLARED =
      Declarations.builder()
          .variable("finding.confidence", Type.NUMBER, "0 to 1")
          .variable("finding.label", Type.TEXT, "the detected class")
          .variable("finding.count", Type.INTEGER, "findings of this cause in 30 days")
          .variable("asset.criticality", Type.TEXT, "A, B or C")
          .variable("asset.running", Type.BOOLEAN, "whether it runs")
          .variable("finding.captured", Type.TIMESTAMP, "capture time")
          .variable("condition.age", Type.DURATION, "since the first finding")
          .variable("asset.tags", Type.TEXT_LIST, "free words")
          .variable("attributes", Type.MAP_TEXT, "what the source sent along")
          .build();

  static final Map<String, Object> COMPLETE =
      Map.of(
          "finding.confidence",
          0.87,
          "finding.label",
          "pit",
          "finding.count",
          3,
          "asset.criticality",
          "A",
          "asset.running",
          true,
          "finding.captured",
          Instant.parse("2026-03-29T06:00:00Z"),
          "condition.age",
          Duration.ofHours(30),
          "asset.tags",
          Set.of("screw"),
          "attributes",
          Map.of("line", "L1"));

  private final ExpressionLanguage language = new ExpressionLanguage();

  @Test
  void aConditionHoldsOrDoesNot() throws Exception {
    assertThat(test("finding.confidence >= 0.75 && asset.criticality == 'A'", COMPLETE).isTrue())
        .isTrue();
    assertThat(test("finding.confidence >= 0.9", COMPLETE).isFalse()).isTrue();
    assertThat(test("finding.count > 2 && finding.confidence > 0", COMPLETE).isTrue())
        .as("whole numbers and numbers compare")
        .isTrue();
    assertThat(test("'screw' in asset.tags && attributes.line == 'L1'", COMPLETE).isTrue())
        .isTrue();
    assertThat(test("condition.age > duration('24h')", COMPLETE).isTrue()).isTrue();
    assertThat(test("finding.captured.getHours('Europe/Berlin') == 8", COMPLETE).isTrue())
        .as("two hours ahead of UTC on the day summer time begins")
        .isTrue();
  }

  @Test
  void aMissingVariableMakesTheAnswerUndecidableAndNeverFalse() throws Exception {
    Map<String, Object> values = without("finding.confidence");
    Verdict verdict = test("finding.confidence >= 0.75 && asset.criticality == 'A'", values);
    assertThat(verdict.isUndecidable()).isTrue();
    assertThat(verdict.missing()).containsExactly("finding.confidence");
    assertThat(verdict.reason()).isEqualTo("finding.confidence is missing");
    assertThat(test("!(finding.confidence >= 0.75)", values).isUndecidable()).isTrue();
    assertThat(test("finding.confidence == 0.1", values).isUndecidable()).isTrue();
    assertThat(test("finding.confidence != 0.1", values).isUndecidable()).isTrue();
  }

  @Test
  void aMissingVariableThatDoesNotMatterDoesNotHinder() throws Exception {
    Map<String, Object> values = without("finding.confidence");
    assertThat(test("finding.confidence >= 0.75 || asset.criticality == 'A'", values).isTrue())
        .isTrue();
    assertThat(test("finding.confidence >= 0.75 && asset.criticality == 'B'", values).isFalse())
        .isTrue();
    assertThat(test("asset.running ? true : finding.confidence > 1.0", values).isTrue()).isTrue();
  }

  @Test
  void notANumberNullAndAWrongTypeCountAsMissing() throws Exception {
    Map<String, Object> values = new HashMap<>(COMPLETE);
    for (Object unusable : new Object[] {Double.NaN, Float.NaN, null, "0.9", List.of()}) {
      values.put("finding.confidence", unusable);
      Verdict verdict = test("finding.confidence >= 0.75", values);
      assertThat(verdict.isUndecidable()).as("given %s", unusable).isTrue();
      assertThat(verdict.missing()).containsExactly("finding.confidence");
    }
    values.put("finding.confidence", "0.9");
    assertThat(test("finding.confidence >= 0.75", values).reason())
        .isEqualTo("finding.confidence is 0.9, which is not a number");
  }

  @Test
  void knownAsksWhetherAVariableHasAValue() throws Exception {
    String text = "known.finding.label ? finding.label : 'unnamed'";
    assertThat(value(text, Type.TEXT, COMPLETE)).isEqualTo("pit");
    assertThat(value(text, Type.TEXT, without("finding.label"))).isEqualTo("unnamed");
  }

  @Test
  void everyTypeComesBackInItsJavaClass() throws Exception {
    assertThat(value("finding.count", Type.NUMBER, COMPLETE)).isEqualTo(3.0);
    assertThat(value("finding.count + 1", Type.INTEGER, COMPLETE)).isEqualTo(4L);
    assertThat(value("finding.captured + duration('1h')", Type.TIMESTAMP, COMPLETE))
        .isEqualTo(Instant.parse("2026-03-29T07:00:00Z"));
    assertThat(value("condition.age + condition.age", Type.DURATION, COMPLETE))
        .isEqualTo(Duration.ofHours(60));
    assertThat(value("asset.tags.map(t, t + '!')", Type.TEXT_LIST, COMPLETE))
        .isEqualTo(List.of("screw!"));
    assertThat(value("attributes", Type.MAP_TEXT, COMPLETE)).isEqualTo(Map.of("line", "L1"));
    assertThat(value("string(finding.confidence) + ' of ' + finding.label", Type.TEXT, COMPLETE))
        .isEqualTo("0.87 of pit");
  }

  @Test
  void aFailureDuringEvaluationIsUndecidableWithItsReason() throws Exception {
    assertThat(test("finding.count / 0 > 1", COMPLETE).reason()).contains("by zero");
    assertThat(test("attributes.lenn == 'x'", COMPLETE).reason()).contains("lenn");
    assertThat(test("asset.tags[7] == 'x'", COMPLETE).reason()).contains("7");
    assertThat(test("formatInstant(finding.captured, 'yyyy', 'Nowhere') == ''", COMPLETE).reason())
        .contains("Nowhere");
    assertThat(test("finding.count / 0 > 1 || asset.running", COMPLETE).isTrue()).isTrue();
  }

  @Test
  void anEndlessLookingListIsStopped() throws Exception {
    Map<String, Object> values = new HashMap<>(COMPLETE);
    values.put("asset.tags", Collections.nCopies(1001, "x"));
    assertThat(test("asset.tags.all(t, t == 'x')", values).isUndecidable()).isTrue();
    values.put("asset.tags", Collections.nCopies(900, "x"));
    assertThat(test("asset.tags.all(t, t == 'x')", values).isTrue()).isTrue();
  }

  @Test
  void theSameTextIsCompiledOnce() throws Exception {
    Expression first = language.compile("finding.count > 1", DECLARED, Type.BOOLEAN);
    Declarations same = Declarations.builder().all(DECLARED).build();
    assertThat(language.compile("finding.count > 1", same, Type.BOOLEAN)).isSameAs(first);
    assertThat(language.compile("finding.count > 1", DECLARED, Type.ANY)).isNotSameAs(first);
  }

  @Test
  void oneExpressionInManyThreadsAnswersEachWithItsOwnValues() throws Exception {
    Expression expression =
        language.compile("finding.confidence >= 0.5 && finding.count > 10", DECLARED, Type.BOOLEAN);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int seed = i;
        answers.add(threads.submit(() -> allRight(expression, seed)));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anExpressionNamesItsVariables() throws Exception {
    Expression expression =
        language.compile(
            "known.finding.label && finding.captured.getHours() > 3 && attributes.line == 'asset.running'",
            DECLARED,
            Type.BOOLEAN);
    assertThat(expression.variables())
        .containsExactlyInAnyOrder("finding.label", "finding.captured", "attributes");
  }

  @Test
  void namesThatNoExpressionCouldUseAreRefusedWhenDeclared() {
    for (String name : List.of("Finding", "a..b", "a.in", "known.x", "known", "a-b", "")) {
      assertThatThrownBy(() -> Declarations.builder().variable(name, Type.TEXT, ""))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static boolean allRight(Expression expression, int seed) {
    return IntStream.range(0, 20_000)
        .allMatch(
            i -> {
              double confidence = (i * 31 + seed) % 100 / 100.0;
              int count = (i + seed) % 20;
              Verdict verdict =
                  expression.test(Map.of("finding.confidence", confidence, "finding.count", count));
              return verdict.isTrue() == (confidence >= 0.5 && count > 10);
            });
  }

  private Verdict test(String text, Map<String, Object> values) throws Exception {
    return language.compile(text, DECLARED, Type.BOOLEAN).test(values);
  }

  private Object value(String text, Type type, Map<String, Object> values) throws Exception {
    Outcome outcome = language.compile(text, DECLARED, type).evaluate(values);
    assertThat(outcome).isInstanceOf(Outcome.Value.class);
    return ((Outcome.Value) outcome).value();
  }

  private static Map<String, Object> without(String name) {
    Map<String, Object> values = new HashMap<>(COMPLETE);
    values.remove(name);
    return values;
  }
}
