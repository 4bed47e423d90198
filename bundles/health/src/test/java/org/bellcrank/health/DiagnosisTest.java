package org.bellcrank.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private final Diagnosis diagnosis = new Diagnosis();

  private static Part part(String label) {
    return new Part(label, label.replaceFirst("^\\w+ ", ""));
  }

  @Test
  void aCauseIsToldOnceWithAllItBringsDown() {
    diagnosis.fails(part("bundle a"), "cannot be resolved", "no installed bundle offers package x");
    diagnosis.waits(part("bundle b"), "package a.api", part("bundle a"));
    diagnosis.waits(part("component c"), "service S", part("bundle b"));
    diagnosis.waits(part("component d"), "service S", part("bundle b"));

    assertThat(diagnosis.lines())
        .containsExactly(
            "4 parts did not start:",
            "- no installed bundle offers package x",
            "  so bundle a cannot be resolved",
            "    so bundle b lacks package a.api",
            "      so component c lacks service S",
            "      so component d lacks service S");
  }

  @Test
  void whatIsMerelyNotThereIsToldFromWhatDoesNotWork() {
    diagnosis.misses(part("component a"), "is not active", "nobody configured a.Store");
    diagnosis.waits(part("component c"), "service A", part("component a"));
    diagnosis.fails(part("component b"), "is not active", "its activation failed: boom");

    assertThat(diagnosis.causes())
        .extracting(Cause::reason, Cause::absence)
        .containsExactlyInAnyOrder(
            tuple("nobody configured a.Store", true), tuple("its activation failed: boom", false));
  }

  @Test
  void aPartWithTwoCausesStandsUnderBoth() {
    diagnosis.fails(part("bundle a"), "cannot be resolved", "no installed bundle offers package x");
    diagnosis.fails(part("bundle b"), "is not active", "its activator failed: boom");
    diagnosis.waits(part("component c"), "service A", part("bundle a"));
    diagnosis.waits(part("component c"), "service B", part("bundle b"));

    assertThat(diagnosis.lines())
        .filteredOn(line -> line.contains("component c"))
        .containsExactly(
            "    so component c lacks service A", "    so component c lacks service B");
  }

  @Test
  void partsThatWaitForEachOtherAreNotForgotten() {
    diagnosis.waits(part("component a"), "service B", part("component b"));
    diagnosis.waits(part("component b"), "service A", part("component a"));

    assertThat(diagnosis.lines())
        .containsExactly(
            "2 parts did not start:",
            "- these wait for each other",
            "  component a lacks service B of component b",
            "  component b lacks service A of component a");
  }

  @Test
  void twoCausesOfOneFailureAreToldTogether() {
    diagnosis.fails(part("bundle a"), "cannot be resolved", "no installed bundle offers package x");
    diagnosis.fails(part("bundle a"), "cannot be resolved", "no installed bundle offers package y");

    assertThat(diagnosis.lines())
        .containsExactly(
            "1 part did not start:",
            "- no installed bundle offers package x; no installed bundle offers package y",
            "  so bundle a cannot be resolved");
  }

  @Test
  void aCauseNamesTheBundleItStrikesFirst() {
    diagnosis.waits(part("component c"), "service S", part("bundle b"));
    diagnosis.fails(part("bundle b"), "is not active", "its activator failed: boom");

    assertThat(diagnosis.causes())
        .containsExactly(
            new Cause(
                "b",
                "its activator failed: boom",
                List.of(
                    new Cause.Effect(1, "so bundle b is not active"),
                    new Cause.Effect(2, "so component c lacks service S"))));
  }

  @Test
  void whatOthersLackIsLeftOutUnlessWeWaitForIt() {
    diagnosis.fails(part("bundle theirs"), "is not active", "boom");
    diagnosis.fails(part("bundle strange"), "is not active", "bang");
    diagnosis.waits(part("component ours"), "service S", part("bundle theirs"));

    assertThat(diagnosis.about("ours"::equals).causes())
        .extracting(Cause::reason)
        .containsExactly("boom");
  }

  @Test
  void nothingDownNothingSaid() {
    assertThat(diagnosis.lines()).isEmpty();
  }
}
