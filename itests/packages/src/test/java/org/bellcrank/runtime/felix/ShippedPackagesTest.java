package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.build.DeploymentPackage;
import org.bellcrank.health.Diagnosis;
import org.bellcrank.health.osgi.BundleDiagnosis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** The packages as they are shipped, on an empty gateway. */
class ShippedPackagesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "demo", "tools"})
  void everyBundleOfAProfileStarts(String name) throws Exception {
    Places places = new Places(TestGateway.ROOT, TestGateway.RUNTIME);
    Profile profile = Profile.read(places.profile("run", Optional.of(name)));
    try (TestGateway test = new TestGateway(folder)) {
      for (String each : profile.packages()) {
        test.gateway().install(places.packageFile(each, Optional.empty()));
      }
      Diagnosis diagnosis = new Diagnosis();
      Bundle[] bundles = test.gateway().context().getBundles();
      new BundleDiagnosis(bundles, test.gateway().startRemaining()).tell(diagnosis);

      assertThat(diagnosis.lines()).isEmpty();
    }
  }

  /** An update to the same packages must leave everything as it is: nothing is refreshed. */
  @Test
  void installedAgainNothingIsReplaced() throws Exception {
    Places places = new Places(TestGateway.ROOT, TestGateway.RUNTIME);
    Path core = places.packageFile("bellcrank-core", Optional.empty());
    Map<String, String> listed = DeploymentPackage.Listing.read(core).bundles();
    try (TestGateway test = new TestGateway(folder)) {
      test.gateway().install(places.packageFile("bellcrank-libs", Optional.empty()));
      test.gateway().install(core);
      for (Map.Entry<String, String> bundle : listed.entrySet()) {
        assertThat(test.bundle(bundle.getKey()).getVersion()).hasToString(bundle.getValue());
      }
      long journal = test.bundle("org.bellcrank.journal").getLastModified();
      test.gateway().install(core);

      assertThat(test.bundle("org.bellcrank.journal").getLastModified()).isEqualTo(journal);
    }
  }
}
