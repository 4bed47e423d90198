package org.bellcrank.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Schema;
import org.bellcrank.expression.ExpressionLanguage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule says of repeats is read whole or refused with its place. */
class RepeatsDocumentTest {

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();

  @Test
  void whereNothingIsSaidItIsAsItAlwaysWas() throws Exception {
    assertThat(read("").repeats()).isEqualTo(Repeats.DEFAULT);
  }

  @Test
  void allOfItIsRead() throws Exception {
    Repeats repeats =
        read("""
                , repeats: {
                    window: P7D, afterwards: urge, graver: step, closed: reopen, closedWithin: P14D,
                    falseAlarm: { codes: [NOFAULT, DIRT], cancelled: true, suppressFor: PT8H } }""")
            .repeats();
    assertThat(repeats)
        .isEqualTo(
            new Repeats(
                Optional.of(Duration.ofDays(7)),
                Repeats.Afterwards.URGE,
                Repeats.Graver.STEP,
                Repeats.Closed.REOPEN,
                Duration.ofDays(14),
                Optional.of(
                    new Repeats.FalseAlarm(Set.of("NOFAULT", "DIRT"), true, Duration.ofHours(8)))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "afterwards: note; none without window",
        "window: PT0S; longer than zero",
        "window: P-3D; longer than zero",
        "closed: reopen; with closedWithin",
        "closed: follow-up; with closedWithin",
        "closedWithin: P3D; a new order asks for no time",
        "closed: new-order, closedWithin: P3D; a new order asks for no time",
        "falseAlarm: { suppressFor: P1D }; it says of no closure",
        "falseAlarm: { cancelled: true, suppressFor: PT0S }; longer than zero",
        "window: soon; ^P",
        "afterwards: shout; follow-up",
        "graver: never; matrix",
        "closed: maybe; new-order",
        "windows: P3D; window",
        "falseAlarm: { codes: [] , suppressFor: P1D }; codes",
        "falseAlarm: { cancelled: true }; suppressFor",
      })
  void whatIsWrongIsNamedWithItsPlace(String given, String allowed) {
    InvalidDocumentException refused =
        catchThrowableOfType(
            InvalidDocumentException.class, () -> read(", repeats: { " + given + " }"));
    assertThat(refused).as(given).isNotNull();
    assertThat(refused.problems().get(0).text()).contains("rules.yaml:2").contains(allowed);
  }

  private static Action.Raise read(String more) throws InvalidDocumentException {
    MapNode document =
        Documents.parse(
                "rules.yaml",
                "rules:\n  - { id: a, when: \"true\", then: { raise: { template: t%s } } }\n"
                    .formatted(more))
            .asMap();
    Schema.ofResource(RuleDocuments.class, "/schema/rules.schema.json")
        .check(document.get("rules"));
    RuleSet rules =
        new RuleDocuments(LANGUAGE)
            .read(
                document.maps("rules"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                AssetRegister.of(List.of(), List.of()));
    return (Action.Raise) rules.rules().get(0).action();
  }
}
