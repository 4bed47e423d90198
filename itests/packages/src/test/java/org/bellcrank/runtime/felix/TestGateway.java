package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bellcrank.build.DeploymentPackage;
import org.eclipse.kura.KuraException;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.MetaTypeService;

/** The runtime's own gateway, empty, in this process. */
final class TestGateway implements AutoCloseable {

  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final Path RUNTIME = ROOT.resolve("bundles/runtime-felix/target/runtime");

  private final Path folder;
  private final Gateway gateway;

  TestGateway(Path folder) throws StartException {
    this(folder, Map.of());
  }

  TestGateway(Path folder, Map<String, String> properties) throws StartException {
    this.folder = folder;
    gateway = Gateway.start(RUNTIME, folder.resolve("osgi"), properties);
  }

  /** One whose health looks as soon as nothing has changed for a moment. */
  static TestGateway hasty(Path folder) throws StartException {
    return new TestGateway(folder, Map.of("org.bellcrank.health.quiet", "250"));
  }

  /** Installs through the deployment admin what was written to disk first. */
  void install(DeploymentPackage dp) throws IOException, StartException, InterruptedException {
    Path file = folder.resolve(dp.name() + "-" + dp.version() + ".dp");
    dp.write(file);
    gateway.install(file);
  }

  Gateway gateway() {
    return gateway;
  }

  Bundle bundle(String symbolicName) {
    for (Bundle bundle : gateway.context().getBundles()) {
      if (symbolicName.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    return null;
  }

  /** Feeds a snapshot and tells what did not start. */
  List<String> report(ConfigurationEntry... snapshot)
      throws StartException, InterruptedException, KuraException {
    Configurations configurations =
        new Configurations(
            gateway.service(ConfigurationAdmin.class),
            Definitions.of(gateway.context(), gateway.service(MetaTypeService.class)));
    configurations.feed(List.of(snapshot), true);
    return StartReport.settled(gateway, configurations, true, Duration.ofSeconds(1)).lines();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
