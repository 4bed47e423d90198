package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.kura.deployment.agent.DeploymentAgentService;
import org.eclipse.kura.deployment.agent.MarketplacePackageDescriptor;
import org.eclipse.kura.ssl.SslManagerService;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * Behaves as the deployment agent of Kura: one thread, files kept as {@code name_version.dp},
 * entries in the properties file that {@code dpa.configuration} names, an event after each.
 */
final class AgentDouble implements DeploymentAgentService, AutoCloseable {

  private final DeploymentAdmin admin;
  private final EventAdmin events;
  private final Path packages;
  private final Path entries;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  AgentDouble(Path folder, Gateway gateway) throws Exception {
    admin = gateway.service(DeploymentAdmin.class);
    events = gateway.service(EventAdmin.class);
    packages = Files.createDirectories(folder.resolve("packages"));
    entries = folder.resolve("dpa.properties");
    System.setProperty("dpa.configuration", entries.toString());
    gateway.context().registerService(DeploymentAgentService.class, this, null);
  }

  Properties entries() throws IOException {
    Properties properties = new Properties();
    if (Files.exists(entries)) {
      try (InputStream in = Files.newInputStream(entries)) {
        properties.load(in);
      }
    }
    return properties;
  }

  /** As at the gateway's start. */
  void installAll() throws Exception {
    for (Object url : entries().values()) {
      installDeploymentPackageAsync(url.toString());
    }
  }

  @Override
  public void installDeploymentPackageAsync(String url) {
    worker.execute(
        () -> {
          Map<String, Object> said = new HashMap<>();
          said.put(EVENT_PACKAGE_NAME, "UNKNOWN");
          said.put(EVENT_PACKAGE_VERSION, "UNKNOWN");
          said.put(EVENT_PACKAGE_URL, url);
          said.put(EVENT_SUCCESSFUL, false);
          try {
            DeploymentPackage dp = install(Path.of(URI.create(url)));
            said.put(EVENT_PACKAGE_NAME, dp.getName());
            said.put(EVENT_PACKAGE_VERSION, dp.getVersion().toString());
            said.put(EVENT_SUCCESSFUL, true);
          } catch (IOException | DeploymentException e) {
            said.put(EVENT_EXCEPTION, e);
          }
          events.postEvent(new Event(EVENT_INSTALLED_TOPIC, said));
        });
  }

  private DeploymentPackage install(Path file) throws IOException, DeploymentException {
    DeploymentPackage dp;
    try (InputStream in = Files.newInputStream(file)) {
      dp = admin.installDeploymentPackage(in);
    }
    Path kept = packages.resolve(dp.getName() + "_" + dp.getVersion() + ".dp");
    if (!kept.equals(file)) {
      Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
    }
    Properties all = entries();
    all.setProperty(dp.getName(), "file:" + kept);
    try (OutputStream out = Files.newOutputStream(entries)) {
      all.store(out, null);
    }
    return dp;
  }

  @Override
  public void uninstallDeploymentPackageAsync(String name) {
    throw new UnsupportedOperationException("no test removes a package through the agent");
  }

  @Override
  public boolean isInstallingDeploymentPackage(String url) {
    return false;
  }

  @Override
  public boolean isUninstallingDeploymentPackage(String name) {
    return false;
  }

  @Override
  public MarketplacePackageDescriptor getMarketplacePackageDescriptor(String url) {
    throw new UnsupportedOperationException("no marketplace");
  }

  @Override
  public MarketplacePackageDescriptor getMarketplacePackageDescriptor(
      String url, SslManagerService ssl) {
    throw new UnsupportedOperationException("no marketplace");
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
