package org.bellcrank.container.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.container.InContainer;
import org.bellcrank.container.inside.Inside;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** Every package we ship, installed through the framework's own deployment admin. */
@InContainer(
    packages = {
      "bellcrank-libs",
      "bellcrank-core",
      "bellcrank-camel",
      "bellcrank-connectors-enterprise",
      "bellcrank-connectors-sap",
      "bellcrank-connectors-midmarket",
      "bellcrank-connectors-custom",
      "bellcrank-console",
      "bellcrank-rest",
      "bellcrank-mqtt",
      "bellcrank-postgresql",
      "bellcrank-modbus",
      "bellcrank-historians",
      "bellcrank-opcua",
      "bellcrank-reject",
      "bellcrank-vision",
      "bellcrank-vision-x86_64",
      "bellcrank-fleet",
      "bellcrank-demo"
    })
class PackagesTest {

  /** That each is up was found before this ran; here, that they came at all and are ours. */
  @Test
  void everyBundleOfThePackagesIsActive() {
    List<String> ours = new ArrayList<>();
    for (Bundle bundle : Inside.context().getBundles()) {
      if (bundle.getSymbolicName().startsWith("org.bellcrank.")) {
        boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
        assertThat(bundle.getState())
            .as(bundle.toString())
            .isEqualTo(fragment ? Bundle.RESOLVED : Bundle.ACTIVE);
        ours.add(bundle.getSymbolicName());
      }
    }
    assertThat(ours)
        .contains(
            "org.bellcrank.lib-sqlite",
            "org.bellcrank.pipeline",
            "org.bellcrank.delivery-camel",
            "org.bellcrank.delivery-jdbc",
            "org.bellcrank.connectors-sap",
            "org.bellcrank.connectors-midmarket",
            "org.bellcrank.vision-onnxruntime",
            "org.bellcrank.driver-modbus",
            "org.bellcrank.source-pi",
            "org.bellcrank.driver-opcua",
            "org.bellcrank.publish-opcua",
            "org.bellcrank.reject-opcua",
            "org.bellcrank.itests.doubles");
  }

  /** What the demo's snapshot gives a gateway; every component finds what it needs. */
  @Test
  void configuredLikeTheDemoNothingIsDown() throws Exception {
    Path data = Files.createTempDirectory("container-data");
    Inside.configure("org.bellcrank.store.jdbc.JdbcStore", "data.directory", data.toString());
    Inside.configure("org.bellcrank.console.http.HttpConsole", "port", 0);
    Inside.configure(
        "org.bellcrank.delivery.camel.CamelDelivery",
        "routes.directory",
        Path.of(System.getProperty("project.root"), "camel-routes").toString());
    Inside.configure("org.bellcrank.source.rest.RestSource", "port", 0);
    Inside.configure("org.bellcrank.itests.doubles.CmmsDoubles", "maximo.port", 0);

    assertThat(Inside.settled()).isEmpty();
    assertThat(data.resolve("bellcrank.db")).exists();
  }
}
