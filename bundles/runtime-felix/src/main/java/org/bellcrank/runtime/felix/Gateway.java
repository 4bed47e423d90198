package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Felix framework with the services a gateway has, into which packages are installed.
 *
 * <p>Not thread-safe, except that {@link #close()} may be called once more from another thread.
 */
final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration SERVICE_LIMIT = Duration.ofSeconds(20);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

  private final Framework framework;

  private Gateway(Framework framework) {
    this.framework = framework;
  }

  /**
   * Starts an empty gateway.
   *
   * @param runtime folder with {@code lib} and {@code framework}
   * @param storage where the framework keeps bundles; emptied
   * @param properties further framework properties
   */
  static Gateway start(Path runtime, Path storage, Map<String, String> properties)
      throws StartException {
    Map<String, String> configuration = new HashMap<>(properties);
    configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    configuration.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    configuration.put("felix.log.level", "1");
    configuration.put("ds.loglevel", "2");
    // At each stop the event admin warns about its own interrupted queue; errors it still tells.
    configuration.put("org.apache.felix.eventadmin.LogLevel", "1");
    try {
      configuration.put(
          Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemExports.of(runtime.resolve("lib")));
      Framework framework = new FrameworkFactory().newFramework(configuration);
      framework.start();
      Gateway gateway = new Gateway(framework);
      gateway.startOwnBundles(SystemExports.jars(runtime.resolve("framework")));
      return gateway;
    } catch (IOException | BundleException e) {
      throw StartException.notStarted("the framework did not start", e);
    }
  }

  private void startOwnBundles(List<Path> jars) throws BundleException {
    List<Bundle> bundles = new ArrayList<>();
    List<Path> ordered = new ArrayList<>(jars);
    // The log comes first and therefore stops last, so that nobody has to print past it.
    ordered.sort(Comparator.comparing(jar -> !jar.getFileName().toString().contains(".log-")));
    for (Path jar : ordered) {
      bundles.add(context().installBundle(jar.toUri().toString()));
    }
    for (Bundle bundle : bundles) {
      bundle.start();
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /**
   * Installs or updates a deployment package the way a gateway does.
   *
   * @return the package as installed
   */
  DeploymentPackage install(Path file) throws StartException, InterruptedException {
    DeploymentAdmin admin = service(DeploymentAdmin.class);
    try (InputStream content = Files.newInputStream(file)) {
      return admin.installDeploymentPackage(content);
    } catch (DeploymentException e) {
      throw StartException.notStarted(
          "package %s was refused with code %d".formatted(file, e.getCode()), e);
    } catch (IOException e) {
      throw StartException.notStarted("package " + file + " cannot be read", e);
    }
  }

  /**
   * Waits for a service of the framework itself. It stays in use until the framework stops: the
   * configuration admin, for one, is taken away from whoever gives it back.
   */
  <T> T service(Class<T> type) throws StartException, InterruptedException {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
    tracker.open();
    T service = tracker.waitForService(SERVICE_LIMIT.toMillis());
    if (service == null) {
      throw StartException.notStarted(
          "the framework did not offer %s within %d s"
              .formatted(type.getName(), SERVICE_LIMIT.toSeconds()));
    }
    return service;
  }

  /**
   * Starts whatever a package left behind, for example because its imports came with a later one.
   *
   * @return why each bundle that is still not started refuses
   */
  Map<Bundle, BundleException> startRemaining() {
    Map<Bundle, BundleException> refusals = new LinkedHashMap<>();
    for (Bundle bundle : context().getBundles()) {
      if (bundle.getState() != Bundle.ACTIVE && !isFragment(bundle)) {
        try {
          bundle.start();
        } catch (BundleException e) {
          refusals.put(bundle, e);
        }
      }
    }
    return refusals;
  }

  static boolean isFragment(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  /** Stops every bundle and the framework; waits six seconds at most. */
  @Override
  public void close() {
    // The signal that ends the process must not cut short what it asks for.
    boolean interrupted = Thread.interrupted();
    try {
      framework.stop();
      int type = framework.waitForStop(STOP_LIMIT.toMillis()).getType();
      if (type == FrameworkEvent.WAIT_TIMEDOUT) {
        LOG.warn("bundles are still stopping after {} s; they are left", STOP_LIMIT.toSeconds());
      } else {
        LOG.info("stopped");
      }
    } catch (BundleException e) {
      throw new IllegalStateException("the framework cannot be stopped", e);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
