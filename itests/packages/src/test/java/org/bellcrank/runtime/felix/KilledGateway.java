package org.bellcrank.runtime.felix;

import java.nio.file.Path;
import org.bellcrank.build.DeploymentPackage;
import org.bellcrank.runtime.felix.parts.Idle;
import org.bellcrank.runtime.felix.parts.Killing;

/** A gateway of its own process that dies while a package with two bundles is installed. */
final class KilledGateway {

  private KilledGateway() {}

  static DeploymentPackage pack(Path folder, String version, Class<?> secondActivator)
      throws Exception {
    return TestBundle.pack(
        folder,
        "bellcrank-pair",
        version,
        bundle("org.bellcrank.first", Idle.class, version),
        bundle("org.bellcrank.second", secondActivator, version));
  }

  private static TestBundle bundle(String name, Class<?> activator, String content) {
    return new TestBundle(name)
        .header("Bundle-Activator", activator.getName())
        .text("content.txt", content);
  }

  private static void install(Path folder, AgentDouble agent, DeploymentPackage dp)
      throws Exception {
    Path file = folder.resolve(dp.name() + "-" + dp.version() + ".dp");
    dp.write(file);
    agent.installDeploymentPackageAsync(file.toUri().toString());
  }

  /**
   * @param arguments the folder
   */
  public static void main(String... arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (TestGateway gateway = new TestGateway(folder);
        AgentDouble agent = new AgentDouble(folder, gateway.gateway())) {
      Watched health = Watched.on(gateway.gateway());
      install(folder, agent, pack(folder, "1.0.0", Idle.class));
      health.await("state=OK", "name=bellcrank-pair, version=1.0.0");
      install(folder, agent, pack(folder, "1.1.0", Killing.class));
      health.await("never, since the process is killed");
    }
  }
}
