package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bellcrank.build.DeploymentPackage;
import org.bellcrank.runtime.felix.parts.Idle;
import org.bellcrank.runtime.felix.parts.Throwing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that come one after another, as on a gateway without a launcher. */
class SlowArrivalTest {

  @TempDir private Path folder;

  private DeploymentPackage pack(String name, TestBundle bundle) throws Exception {
    return TestBundle.pack(folder, "bellcrank-" + name, "1.0.0", bundle);
  }

  private static TestBundle idle(String name) {
    return new TestBundle("org.bellcrank." + name).header("Bundle-Activator", Idle.class.getName());
  }

  @Test
  void whatIsMerelyNotThereYetAlarmsNobodyAndWhatDoesNotWorkDoes() throws Exception {
    try (TestGateway gateway = new TestGateway(folder)) {
      Watched health = Watched.on(gateway.gateway());
      health.await("state=OK");
      List<String> told = health.listen();
      gateway.install(pack("early", idle("early").header("Import-Package", "late.api")));
      health.await("state=FAILED", "no installed bundle offers package late.api");

      gateway.install(pack("late", idle("late").header("Export-Package", "late.api")));
      health.await("state=OK", "name=bellcrank-late, version=1.0.0");
      health.awaitHeard(told, "bellcrank-late");
      assertThat(told).noneMatch(report -> report.contains("state=FAILED,"));

      gateway.install(
          pack(
              "broken",
              new TestBundle("org.bellcrank.broken")
                  .header("Bundle-Activator", Throwing.class.getName())));
      health.awaitHeard(told, "the spindle is stuck");
    }
  }

  @Test
  void whatDoesNotComeIsTold() throws Exception {
    try (TestGateway gateway = TestGateway.hasty(folder)) {
      Watched health = Watched.on(gateway.gateway());
      health.await("state=OK");
      List<String> told = health.listen();

      gateway.install(pack("early", idle("early").header("Import-Package", "late.api")));

      health.awaitHeard(told, "no installed bundle offers package late.api");
    }
  }
}
