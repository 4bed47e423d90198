package org.bellcrank.itests.kura.deployment;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.deploymentadmin.BundleInfo;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployment agent: one worker installs and removes, keeps a copy of each package, and installs
 * all of them again at every start in whatever order the properties give.
 *
 * <p>Like Kura's it calls a package successful when the deployment admin does not refuse it,
 * whether its bundles start or not.
 */
public final class Packages {

  private static final Logger LOG = LoggerFactory.getLogger(Packages.class);
  private static final String TOPIC = "org/eclipse/kura/deployment/agent/";

  private final BundleContext context;
  private final DeploymentAdmin admin;
  private final EventAdmin events;
  private final Path folder;
  private final Path list;
  private final Runnable changed;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "deployment agent"));

  /**
   * @param folder of the copies; must exist
   * @param list the properties file of what is installed
   * @param changed called after each package that came or went
   */
  public Packages(
      BundleContext context,
      DeploymentAdmin admin,
      EventAdmin events,
      Path folder,
      Path list,
      Runnable changed) {
    this.context = context;
    this.admin = admin;
    this.events = events;
    this.folder = folder;
    this.list = list;
    this.changed = changed;
  }

  /** What was installed before comes again, one after the other. */
  public Future<?> installAgain() throws IOException {
    Properties installed = installed();
    return worker.submit(
        () -> {
          for (Map.Entry<Object, Object> entry : installed.entrySet()) {
            install(Path.of(entry.getValue().toString().replaceFirst("^file:", "")), false);
          }
        });
  }

  /**
   * Installs or updates from a file, which is gone afterwards.
   *
   * @return completes with null, or with the reason of the refusal
   */
  public Future<Exception> install(Path uploaded) {
    return worker.submit(() -> install(uploaded, true));
  }

  private Exception install(Path file, boolean fresh) {
    Map<String, Object> told = new HashMap<>();
    told.put("deploymentpackage.url", file.toUri().toString());
    Exception refusal = null;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      DeploymentPackage installed = admin.installDeploymentPackage(in);
      told.put("deploymentpackage.name", installed.getName());
      told.put("deploymentpackage.version", installed.getVersion().toString());
      if (fresh) {
        keep(installed, file);
      }
    } catch (DeploymentException | IOException e) {
      LOG.error("package {} is refused: {}", file.getFileName(), e.getMessage());
      told.put("exception", e);
      refusal = e;
    }
    told.put("successful", refusal == null);
    LOG.info("package {} installed: {}", file.getFileName(), refusal == null);
    events.postEvent(new Event(TOPIC + "INSTALLED", told));
    changed.run();
    return refusal;
  }

  private void keep(DeploymentPackage installed, Path file) throws IOException {
    Path kept = folder.resolve(installed.getName() + "_" + installed.getVersion() + ".dp");
    Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
    Properties all = installed();
    all.setProperty(installed.getName(), "file:" + kept);
    write(all);
  }

  /** Removes a package; does nothing where there is none of the name. */
  public Future<Exception> uninstall(String name) {
    return worker.submit(
        () -> {
          Map<String, Object> told = new HashMap<>();
          told.put("deploymentpackage.name", name);
          Exception refusal = null;
          try {
            remove(name, told);
          } catch (DeploymentException | IOException e) {
            LOG.error("package {} is not removed: {}", name, e.getMessage());
            told.put("exception", e);
            refusal = e;
          }
          told.put("successful", refusal == null);
          events.postEvent(new Event(TOPIC + "UNINSTALLED", told));
          changed.run();
          return refusal;
        });
  }

  private void remove(String name, Map<String, Object> told)
      throws DeploymentException, IOException {
    DeploymentPackage installed = admin.getDeploymentPackage(name);
    if (installed != null) {
      told.put("deploymentpackage.version", installed.getVersion().toString());
      installed.uninstall();
    }
    Properties all = installed();
    all.remove(name);
    write(all);
  }

  /** What the deployment admin lists, with the states of the bundles now. */
  public List<Installed> all() {
    List<Installed> all = new ArrayList<>();
    for (DeploymentPackage each : admin.listDeploymentPackages()) {
      List<BundleState> bundles = new ArrayList<>();
      for (BundleInfo info : each.getBundleInfos()) {
        Bundle bundle = each.getBundle(info.getSymbolicName());
        if (bundle != null) {
          bundles.add(BundleState.of(bundle));
        }
      }
      if (!each.getName().equals("system")) {
        all.add(new Installed(each.getName(), each.getVersion().toString(), bundles));
      }
    }
    return all;
  }

  public List<BundleState> bundles() {
    List<BundleState> bundles = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      bundles.add(BundleState.of(bundle));
    }
    return bundles;
  }

  private synchronized Properties installed() throws IOException {
    Properties properties = new Properties();
    if (Files.exists(list)) {
      try (InputStream in = Files.newInputStream(list)) {
        properties.load(in);
      }
    }
    return properties;
  }

  private synchronized void write(Properties properties) throws IOException {
    Path half = list.resolveSibling("dpa.writing");
    try (var out = Files.newOutputStream(half)) {
      properties.store(out, null);
    }
    Files.move(half, list, StandardCopyOption.REPLACE_EXISTING);
  }

  public void close() {
    worker.shutdownNow();
  }

  /** A package with its bundles. */
  public record Installed(String name, String version, List<BundleState> bundles) {}
}
