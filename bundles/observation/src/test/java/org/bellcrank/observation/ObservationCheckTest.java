package org.bellcrank.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.junit.jupiter.api.Test;

class ObservationCheckTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static Measurement measurement(String id, String source, Instant at, String point) {
    return new Measurement(
        id,
        source,
        new CaptureTime(at, ClockQuality.SOURCE),
        point,
        1.5,
        Optional.of("mm/s"),
        Map.of());
  }

  private static Inspection inspection(
      List<Detection> detections, List<EvidenceItem> evidence, Map<String, String> context) {
    return new Inspection(
        "cam-1:7",
        "cam-1",
        new CaptureTime(NOW, ClockQuality.SYNCHRONISED),
        1280,
        720,
        detections,
        Optional.empty(),
        evidence,
        context);
  }

  private static void refused(Observation observation, String field) {
    assertThatThrownBy(() -> ObservationCheck.require(observation))
        .isInstanceOfSatisfying(
            RefusedObservationException.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo(field);
              assertThat(refusal.getMessage()).startsWith(field + ": given '").contains("allowed:");
              assertThat(refusal.getMessage()).hasSizeLessThan(400).doesNotContain("\n");
            });
  }

  private static void taken(Observation observation) {
    assertThatCode(() -> ObservationCheck.require(observation)).doesNotThrowAnyException();
  }

  @Test
  void idsKeepToTheirCharactersAndLength() {
    taken(measurement("aZ09._:-", "s", NOW, "p"));
    taken(measurement("x".repeat(64), "s", NOW, "p"));
    for (String id : List.of("", " ", "a b", "ä", "a#0", "a\n", "../a", "x".repeat(65))) {
      refused(measurement(id, "s", NOW, "p"), "id");
    }
  }

  @Test
  void namesAreNotBlankAndAtMost128Characters() {
    taken(measurement("i", "x".repeat(128), NOW, "Linie 3/Spindel ä"));
    refused(measurement("i", "x".repeat(129), NOW, "p"), "source");
    refused(measurement("i", " ", NOW, "p"), "source");
    refused(measurement("i", "s", NOW, ""), "point");
    refused(measurement("i", "s", NOW, "line\nbreak"), "point");
  }

  @Test
  void detectionsAreNamedByTheirPlace() {
    Detection good = new Detection("p", "pitting", 0.8, Optional.empty(), Optional.empty());
    taken(inspection(Collections.nCopies(1000, good), List.of(), Map.of()));
    refused(inspection(Collections.nCopies(1001, good), List.of(), Map.of()), "detections");
    Detection bad = new Detection("p", "x".repeat(129), 0.8, Optional.empty(), Optional.empty());
    refused(inspection(List.of(good, bad), List.of(), Map.of()), "detections[1].class");
  }

  @Test
  void evidenceIsNamedByAWholeHash() {
    EvidenceItem item =
        new EvidenceItem(EvidenceItem.Role.ORIGINAL, new EvidenceReference("ab", "image/jpeg", 10));
    refused(inspection(List.of(), List.of(item), Map.of()), "evidence[0].sha256");
  }

  @Test
  void contextHasItsLimits() {
    Map<String, String> many =
        IntStream.range(0, 65).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    refused(inspection(List.of(), List.of(), many), "context");
    refused(inspection(List.of(), List.of(), Map.of("lot", "x".repeat(1001))), "context.lot");
  }

  @Provide
  static Arbitrary<String> names() {
    return Arbitraries.strings().ofMinLength(1).ofMaxLength(20);
  }

  // The text in the store is all that is left of an observation.
  @Property(tries = 200)
  void everyObservationComesBackFromItsFacts(
      @ForAll("names") String text, @ForAll double number, @ForAll long millis) {
    CaptureTime captured =
        new CaptureTime(
            Instant.ofEpochMilli(millis % 4_000_000_000_000L),
            ClockQuality.GATEWAY,
            Optional.of(Instant.EPOCH).filter(claimed -> millis % 2 == 0));
    Map<String, String> context = Map.of(text, text);
    double share = Math.abs(number % 1);
    Optional<ModelStamp> model = Optional.of(new ModelStamp(text, "1", "ab".repeat(32), "CPU"));
    List<Observation> all =
        List.of(
            new Measurement(text, text, captured, text, number, Optional.of(text), context),
            new Prediction(
                text, text, captured, text, text, share, Optional.of(share), model, context),
            new DeviceStatus(text, text, captured, text, DeviceStatus.Status.STALE, text, context),
            new Inspection(
                text,
                text,
                captured,
                1,
                2,
                List.of(
                    new Detection(
                        text,
                        text,
                        share,
                        Optional.of(new Box(0, 0, 1 + share, 2)),
                        Optional.of(text))),
                model,
                List.of(
                    new EvidenceItem(
                        EvidenceItem.Role.ORIGINAL,
                        new EvidenceReference("cd".repeat(32), "image/png", 9))),
                context));
    for (Observation observation : all) {
      assertThat(ObservationText.from(observation.facts())).isEqualTo(observation);
      for (Finding finding : observation.findings()) {
        assertThat(FindingText.from(FindingText.facts(finding))).isEqualTo(finding);
        assertThat(FindingText.place(finding)).isZero();
      }
    }
  }

  @Test
  void aFindingsIdNamesItsPlace() {
    assertThat(FindingText.place("o", "o#12")).isEqualTo(12);
    for (String id : List.of("o", "o#", "p#1", "o#-1", "o#01", "o#1x", "o#9999999999")) {
      assertThatThrownBy(() -> FindingText.place("o", id))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void noSourceCanCallItsObservationACanaryAndACanaryComesBackFromItsFacts() {
    Instant now = Instant.parse("2026-03-02T05:00:00Z");
    Canary canary = Canary.at(now, "cmms:1", "cmms", "period");
    ObservationCheck.require(canary);
    assertThat(ObservationText.from(canary.facts())).isEqualTo(canary);
    assertThat(canary.findings()).isEmpty();
    DeviceStatus disguised =
        new DeviceStatus(
            canary.id(),
            Canary.SOURCE,
            canary.captured(),
            "cam-1",
            DeviceStatus.Status.OK,
            "",
            java.util.Map.of());
    assertThatThrownBy(() -> ObservationCheck.require(disguised))
        .isInstanceOf(RefusedObservationException.class)
        .hasMessageContaining("canary:");
  }
}
