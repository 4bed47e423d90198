package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bellcrank.runtime.felix.parts.Idle;
import org.bellcrank.runtime.felix.parts.Throwing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway calls these packages installed; only the report tells what is down, and why. */
class StartReportTest {

  private static final String OFFERS =
      "<service><provide interface=\"java.lang.Runnable\"/></service>";
  private static final String NEEDS = "<reference name=\"work\" interface=\"java.lang.Runnable\"/>";

  @TempDir private Path folder;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway(folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void install(TestBundle... bundles) throws Exception {
    gateway.install(TestBundle.pack(folder, "tested", "1.0.0", bundles));
  }

  private static TestBundle waiting() {
    return new TestBundle("waiting").component("waiting.Part", "", Idle.class, NEEDS);
  }

  @Test
  void nothingIsSaidWhereAllIsWell() throws Exception {
    install(
        new TestBundle("fine").component("fine.Part", "", Idle.class, OFFERS),
        new TestBundle("needs").component("needs.Part", "", Idle.class, NEEDS));

    assertThat(gateway.report()).isEmpty();
  }

  @Test
  void aMissingPackageIsFollowedThroughBundlesToTheComponentThatWaits() throws Exception {
    install(
        new TestBundle("alpha")
            .header("Import-Package", "no.such.library;version=\"[2.1,3)\"")
            .header("Export-Package", "alpha.api;version=1.0.0")
            .text("alpha/api/x.txt", ""),
        new TestBundle("beta")
            .header("Import-Package", "alpha.api;version=\"[1.0,2)\"")
            .header(
                "Provide-Capability",
                "osgi.service;objectClass:List<String>=\"java.lang.Runnable\";effective:=active")
            .component("beta.Part", "", Idle.class, OFFERS),
        waiting());

    List<String> report = gateway.report();

    assertThat(report.get(0)).isEqualTo("3 parts did not start:");
    assertThat(report.get(1))
        .startsWith("- no installed bundle offers package no.such.library from 2.1")
        .contains("below 3");
    assertThat(report.get(2)).startsWith("  so bundle alpha 1.0.0").contains("cannot be resolved");
    assertThat(report.get(3))
        .startsWith("    so bundle beta 1.0.0")
        .contains("lacks package alpha.api from 1.0");
    assertThat(report.get(4))
        .isEqualTo("      so component waiting.Part lacks service java.lang.Runnable");
    assertThat(report).hasSize(5);
  }

  @Test
  void anActivatorThatThrowsIsToldWithItsReason() throws Exception {
    install(new TestBundle("angry").header("Bundle-Activator", Throwing.class.getName()));

    assertThat(gateway.report())
        .anyMatch(line -> line.contains("the spindle is stuck"))
        .anyMatch(line -> line.contains("so bundle angry 1.0.0") && line.contains("not active"));
  }

  @Test
  void aComponentWithoutItsConfigurationIsNamedAsTheCause() throws Exception {
    install(
        new TestBundle("config")
            .component("config.Part", "configuration-policy=\"require\"", Idle.class, OFFERS),
        waiting());

    assertThat(gateway.report())
        .containsExactly(
            "2 parts did not start:",
            "- nobody configured config.Part",
            "  so component config.Part is not active",
            "    so component waiting.Part lacks service java.lang.Runnable");

    assertThat(gateway.report(new ConfigurationEntry("config.Part", null, Map.of("a", 1))))
        .as("with the configuration both start")
        .isEmpty();
  }

  @Test
  void aComponentThatFailsToActivateIsToldWithItsReason() throws Exception {
    install(
        new TestBundle("failing")
            .component(
                "failing.Part", "immediate=\"true\" activate=\"activate\"", Throwing.class, ""));

    assertThat(gateway.report())
        .anyMatch(line -> line.contains("the spindle is stuck"))
        .anyMatch(line -> line.contains("so component failing.Part"));
  }

  @Test
  void aConfigurationForNobodyIsTold() throws Exception {
    install(waiting(), new TestBundle("fine").component("fine.Part", "", Idle.class, OFFERS));

    assertThat(gateway.report(new ConfigurationEntry("camera1", "no.such.Camera", Map.of())))
        .anyMatch(line -> line.contains("no started bundle has a component no.such.Camera"))
        .anyMatch(line -> line.contains("configuration camera1 of no.such.Camera"));
  }

  @Test
  void aServiceNobodyOffersIsTold() throws Exception {
    install(waiting());

    assertThat(gateway.report())
        .contains("- no installed bundle offers service java.lang.Runnable");
  }
}
