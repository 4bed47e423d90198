package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private final Diagnosis diagnosis = new Diagnosis();

  @Test
  void aCauseIsToldOnceWithAllItBringsDown() {
    diagnosis.fails("bundle a", "cannot be resolved", "no installed bundle offers package x");
    diagnosis.waits("bundle b", "package a.api", "bundle a");
    diagnosis.waits("component c", "service S", "bundle b");
    diagnosis.waits("component d", "service S", "bundle b");

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
  void aPartWithTwoCausesStandsUnderBoth() {
    diagnosis.fails("bundle a", "cannot be resolved", "no installed bundle offers package x");
    diagnosis.fails("bundle b", "is not active", "its activator failed: boom");
    diagnosis.waits("component c", "service A", "bundle a");
    diagnosis.waits("component c", "service B", "bundle b");

    assertThat(diagnosis.lines())
        .filteredOn(line -> line.contains("component c"))
        .containsExactly(
            "    so component c lacks service A", "    so component c lacks service B");
  }

  @Test
  void partsThatWaitForEachOtherAreNotForgotten() {
    diagnosis.waits("component a", "service B", "component b");
    diagnosis.waits("component b", "service A", "component a");

    assertThat(diagnosis.lines())
        .containsExactly(
            "2 parts did not start:",
            "- these wait for each other",
            "  component a lacks service B of component b",
            "  component b lacks service A of component a");
  }

  @Test
  void twoCausesOfOneFailureAreToldTogether() {
    diagnosis.fails("bundle a", "cannot be resolved", "no installed bundle offers package x");
    diagnosis.fails("bundle a", "cannot be resolved", "no installed bundle offers package y");

    assertThat(diagnosis.lines())
        .containsExactly(
            "1 part did not start:",
            "- no installed bundle offers package x; no installed bundle offers package y",
            "  so bundle a cannot be resolved");
  }

  @Test
  void nothingDownNothingSaid() {
    assertThat(diagnosis.lines()).isEmpty();
  }
}
