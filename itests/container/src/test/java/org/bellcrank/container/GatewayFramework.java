package org.bellcrank.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * A framework as a gateway has it, in this process, into which bundles and packages are installed.
 *
 * <p>Nothing comes from this process's class path by accident: boot delegation stays off. Not
 * thread-safe.
 */
final class GatewayFramework implements AutoCloseable {

  private static final String DEPLOYMENT_ADMIN = "org.osgi.service.deploymentadmin.DeploymentAdmin";

  /** What the tests' bundle shares with the tests' engine. */
  private static final List<String> SHARED =
      List.of(
          "org.junit.jupiter.api",
          "org.junit.jupiter.api.function",
          "org.junit.jupiter.api.io",
          "org.junit.jupiter.params",
          "org.junit.jupiter.params.provider",
          "org.assertj.core.api",
          "org.assertj.core.data",
          "org.assertj.core.groups",
          "org.opentest4j");

  private final NativeTestContainer container;
  private final Framework framework;
  private final Map<Bundle, BundleException> refusals = new LinkedHashMap<>();
  private Bundle probe;

  private GatewayFramework(NativeTestContainer container, Framework framework) {
    this.container = container;
    this.framework = framework;
  }

  /** Starts the framework with the services a gateway has, and the signatures of Kura. */
  static GatewayFramework start(Target target) throws IOException {
    List<Option> options = new ArrayList<>();
    SHARED.forEach(name -> options.add(systemPackage(name)));
    for (Path jar : target.bundles()) {
      boolean fragment = jar.getFileName().toString().startsWith("slf4j-jdk14-1");
      options.add(bundle(jar.toUri().toString()).start(!fragment));
    }
    options.add(bundle(Places.bundle("kura-api").toUri().toString()));
    options.add(frameworkProperty("felix.bootdelegation.implicit").value("false"));
    options.add(frameworkProperty("osgi.compatibility.bootdelegation").value("false"));
    options.add(frameworkProperty("felix.log.level").value("1"));
    options.add(frameworkProperty("ds.loglevel").value("2"));
    options.add(cleanCaches());
    AtomicReference<Framework> made = new AtomicReference<>();
    NativeTestContainer container =
        new NativeTestContainer(
            DefaultExamSystem.create(options.toArray(Option[]::new)),
            configuration -> {
              made.set(target.factory().newFramework(configuration));
              return made.get();
            });
    container.start();
    return new GatewayFramework(container, made.get());
  }

  private BundleContext context() {
    return framework.getBundleContext();
  }

  /** Installs all, then starts each: a bundle may need one that comes later in the list. */
  void installBundles(List<String> names) throws IOException {
    List<Bundle> installed = new ArrayList<>();
    for (String name : names) {
      try {
        installed.add(context().installBundle(Places.bundle(name).toUri().toString()));
      } catch (BundleException e) {
        throw new IOException("the framework refuses " + name, e);
      }
    }
    installed.stream().filter(bundle -> !isFragment(bundle)).forEach(this::start);
  }

  private static boolean isFragment(Bundle bundle) {
    return bundle.getHeaders().get("Fragment-Host") != null;
  }

  private void start(Bundle bundle) {
    try {
      bundle.start();
      refusals.remove(bundle);
    } catch (BundleException e) {
      refusals.put(bundle, e);
    }
  }

  /**
   * Installs or updates a package through the deployment admin. Its answer counts for nothing: see
   * what {@link #enter} finds.
   */
  void installPackage(Path file) throws IOException {
    ServiceReference<?> reference = deploymentAdmin();
    Object admin = context().getService(reference);
    try (InputStream content = Files.newInputStream(file)) {
      Class<?> type = admin.getClass().getClassLoader().loadClass(DEPLOYMENT_ADMIN);
      type.getMethod("installDeploymentPackage", InputStream.class).invoke(admin, content);
    } catch (InvocationTargetException e) {
      throw new IOException("package " + file.getFileName() + " was refused", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException("the deployment admin cannot be called", e);
    } finally {
      context().ungetService(reference);
    }
  }

  /** Of whatever class loader: this process's class path has the type, too. */
  private ServiceReference<?> deploymentAdmin() throws IOException {
    try {
      ServiceReference<?>[] found = context().getAllServiceReferences(DEPLOYMENT_ADMIN, null);
      if (found == null) {
        throw new IOException("the framework offers no deployment admin");
      }
      return found[0];
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    }
  }

  /**
   * Installs the package of a test class as a bundle and starts what is not started yet.
   *
   * @throws AssertionError when any bundle is down, with the chain to each cause
   */
  void enter(Class<?> test, String... imports) throws Exception {
    for (Bundle bundle : context().getBundles()) {
      if (bundle.getState() != Bundle.ACTIVE && !isFragment(bundle)) {
        start(bundle);
      }
    }
    try (InputStream content = Probe.of(test, imports)) {
      probe = context().installBundle("probe:" + test.getName(), content);
    }
    start(probe);
    List<String> down =
        org.bellcrank.runtime.felix.WhatIsDown.bundles(context().getBundles(), refusals);
    if (!down.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), down));
    }
  }

  /** The state of a bundle by its symbolic name; 0 where there is none. */
  int state(String symbolicName) {
    for (Bundle bundle : context().getBundles()) {
      if (symbolicName.equals(bundle.getSymbolicName())) {
        return bundle.getState();
      }
    }
    return 0;
  }

  Class<?> inside(String name) throws ClassNotFoundException {
    return probe.loadClass(name);
  }

  @Override
  public void close() {
    container.stop();
  }
}
