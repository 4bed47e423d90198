package org.bellcrank.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.bellcrank.health.BundleStatus.State;
import org.bellcrank.health.ExpectedPackage.ExpectedBundle;
import org.junit.jupiter.api.Test;

class SightingTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final ExpectedPackage core =
      new ExpectedPackage(
          "core",
          "1.1.0",
          List.of(new ExpectedBundle("rule", "1.1.0", "aa"), new ExpectedBundle("site", "", "")));

  private static BundleStatus bundle(String name, String version, State state, String content) {
    return new BundleStatus(name, version, state, "", content, "");
  }

  private HealthReport report(List<BundleStatus> bundles, ComponentStatus... components) {
    return new Sighting(List.of(core), bundles, List.of(components), List.of(), List.of())
        .report(NOON);
  }

  private final BundleStatus rule = bundle("rule", "1.1.0", State.RUNNING, "aa");
  private final BundleStatus site = bundle("site", "3.0.0", State.RUNNING, "");

  @Test
  void whatRunsAsListedIsOk() {
    HealthReport report = report(List.of(rule, site));

    assertThat(report.state()).isEqualTo(HealthState.OK);
    assertThat(report.causes()).isEmpty();
    assertThat(report.packages())
        .containsExactly(new PackageStatus("core", "1.1.0", HealthState.OK));
    assertThat(report.bundles()).allMatch(bundle -> bundle.packageName().equals("core"));
  }

  @Test
  void aListedBundleThatIsNotThereFailsItsPackage() {
    HealthReport report = report(List.of(rule));

    assertThat(report.state()).isEqualTo(HealthState.FAILED);
    assertThat(report.packages().get(0).state()).isEqualTo(HealthState.FAILED);
    assertThat(report.causes())
        .containsExactly(Cause.absent("site", "package core lists site, which is not installed"));
  }

  @Test
  void anotherVersionThanListedIsNamedWithBoth() {
    HealthReport report = report(List.of(bundle("rule", "1.0.0", State.RUNNING, "aa"), site));

    assertThat(report.state()).isEqualTo(HealthState.DEGRADED);
    assertThat(report.causes())
        .singleElement()
        .extracting(Cause::reason)
        .asString()
        .contains("core 1.1.0", "version 1.1.0", "version 1.0.0");
  }

  @Test
  void otherContentUnderTheSameVersionIsSeen() {
    HealthReport report = report(List.of(bundle("rule", "1.1.0", State.RUNNING, "bb"), site));

    assertThat(report.state()).isEqualTo(HealthState.DEGRADED);
    assertThat(report.causes().get(0).reason()).contains("other content under the same version");
  }

  @Test
  void aBundleThatIsDownWeighsMoreThanThatItIsOld() {
    HealthReport report = report(List.of(bundle("rule", "1.0.0", State.DOWN, ""), site));

    assertThat(report.state()).isEqualTo(HealthState.FAILED);
  }

  @Test
  void idleByDesignAndUnconfiguredCountAsOk() {
    HealthReport report =
        report(
            List.of(rule, bundle("site", "1.0.0", State.IDLE, "")),
            new ComponentStatus("rule.Part", "", "rule", ComponentStatus.State.UNCONFIGURED));

    assertThat(report.state()).isEqualTo(HealthState.OK);
  }

  @Test
  void aFailedComponentFailsThePackageOfItsBundle() {
    HealthReport report =
        report(
            List.of(rule, site),
            new ComponentStatus("rule.Part", "", "rule", ComponentStatus.State.FAILED));

    assertThat(report.packages().get(0).state()).isEqualTo(HealthState.FAILED);
  }

  @Test
  void aRefusedPackageIsTold() {
    PackageEvent refused =
        new PackageEvent(PackageEvent.Kind.INSTALLED, "", "", false, "it is cut off", NOON);
    HealthReport report =
        new Sighting(List.of(), List.of(), List.of(), List.of(), List.of(refused)).report(NOON);

    assertThat(report.state()).isEqualTo(HealthState.DEGRADED);
    assertThat(report.causes().get(0).reason())
        .isEqualTo("a package was refused, what was there before stays: it is cut off");
  }
}
