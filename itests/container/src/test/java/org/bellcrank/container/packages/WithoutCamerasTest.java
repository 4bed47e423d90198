package org.bellcrank.container.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.bellcrank.container.InContainer;
import org.bellcrank.container.inside.Inside;
import org.bellcrank.health.ComponentStatus;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.health.HealthReport;
import org.bellcrank.health.HealthState;
import org.junit.jupiter.api.Test;

/** A gateway that takes messages alone is well without the package of the cameras. */
@InContainer(
    packages = {
      "bellcrank-libs",
      "bellcrank-core",
      "bellcrank-camel",
      "bellcrank-connectors-custom"
    })
class WithoutCamerasTest {

  @Test
  void nothingIsMissed() throws Exception {
    Path data = Files.createTempDirectory("container-data");
    Inside.configure("org.bellcrank.store.jdbc.JdbcStore", "data.directory", data.toString());
    Inside.configure("org.bellcrank.delivery.camel.CamelDelivery", "look.interval.millis", 100);

    assertThat(Inside.settled()).isEmpty();
    HealthReport report = settled(Inside.service(GatewayHealth.class));

    assertThat(report.causes()).isEmpty();
    assertThat(report.state()).isEqualTo(HealthState.OK);
    assertThat(
            report.components().stream()
                .filter(component -> component.state() == ComponentStatus.State.IDLE)
                .map(ComponentStatus::name)
                .toList())
        .contains("org.bellcrank.vision.Inspector");
  }

  /** The first look after all had come to rest; at most fifteen seconds, as the look promises. */
  private static HealthReport settled(GatewayHealth health) throws InterruptedException {
    Instant now = Instant.now();
    HealthReport report = health.report();
    while (report.state() != HealthState.OK && Instant.now().isBefore(now.plusSeconds(20))) {
      Thread.sleep(100);
      report = health.report();
    }
    return report;
  }
}
