package org.bellcrank.itests.chaos.starts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A framework as the launcher makes it, into which our bundles come in a random order: installed
 * and started one by one, configured at random moments, some of them stopped and started again.
 */
final class ShuffledGateway {

  /** What the launcher keeps for itself. */
  private static final List<String> PRIVATE =
      List.of("org.apache.felix.framework-", "slf4j-jdk14-", "health-");

  /** Libraries with natives want a restart of the gateway, so nobody stops them on the way. */
  private static final String LIBRARY = "org.bellcrank.lib-";

  private static final int LATEST_CONFIGURATION_MILLIS = 1000;
  private static final int LATEST_RESTART_MILLIS = 1500;
  private static final int RESTARTS = 3;
  private static final int SERVICE_SECONDS = 20;
  private static final int STOP_SECONDS = 30;

  private final Path home;
  private final Path bundles;
  private final Path folder;
  private final Random random;
  private final Map<String, String> values;
  private Framework framework;

  ShuffledGateway(Path home, Path bundles, Path folder, long seed, Map<String, String> values) {
    this.home = home;
    this.bundles = bundles;
    this.folder = folder;
    this.random = new Random(seed);
    this.values = values;
  }

  /** Does all that is random, and tells how many bundles were stopped and started again. */
  int start() throws IOException, InterruptedException {
    try {
      Path runtime = home.resolve("bundles/runtime-felix/target/runtime");
      framework = framework(runtime);
      platform(runtime.resolve("framework"));
      Thread configuring = configuring();
      List<Bundle> ours = install();
      int again = restarts(ours);
      configuring.join();
      remaining(ours);
      return again;
    } catch (BundleException e) {
      throw new IOException("the framework does not start", e);
    }
  }

  private Framework framework(Path runtime) throws IOException, BundleException {
    Map<String, String> configuration = new HashMap<>();
    configuration.put(Constants.FRAMEWORK_STORAGE, folder.resolve("framework").toString());
    configuration.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    configuration.put("felix.log.level", "1");
    configuration.put("ds.loglevel", "1");
    configuration.put("org.apache.felix.eventadmin.LogLevel", "1");
    configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, exports(runtime.resolve("lib")));
    Framework made =
        ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(configuration);
    made.start();
    return made;
  }

  private static String exports(Path library) throws IOException {
    StringJoiner exports = new StringJoiner(",");
    for (Path file : jars(library)) {
      if (PRIVATE.stream().noneMatch(file.getFileName().toString()::startsWith)) {
        try (JarFile jar = new JarFile(file.toFile())) {
          String exported = jar.getManifest().getMainAttributes().getValue("Export-Package");
          if (exported != null) {
            exports.add(exported);
          }
        }
      }
    }
    return exports.toString();
  }

  private static List<Path> jars(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** What a gateway brings itself is there before us. */
  private void platform(Path place) throws IOException, BundleException {
    List<Bundle> all = new ArrayList<>();
    for (Path jar : jars(place)) {
      all.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
    }
    for (Bundle bundle : all) {
      bundle.start();
    }
  }

  /** Each is started as soon as it is installed; what cannot be resolved yet is tried again. */
  private List<Bundle> install() throws IOException, BundleException {
    List<Path> order = new ArrayList<>(jars(bundles));
    Collections.shuffle(order, random);
    List<Bundle> ours = new ArrayList<>();
    for (Path jar : order) {
      Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
      ours.add(bundle);
      started(bundle);
      if (random.nextInt(4) == 0) {
        started(ours.get(random.nextInt(ours.size())));
      }
    }
    remaining(ours);
    return ours;
  }

  private void remaining(List<Bundle> ours) {
    List<Bundle> order = new ArrayList<>(ours);
    Collections.shuffle(order, random);
    boolean more = true;
    while (more) {
      more = false;
      for (Bundle bundle : order) {
        more |= bundle.getState() != Bundle.ACTIVE && started(bundle);
      }
    }
  }

  private static boolean started(Bundle bundle) {
    boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    try {
      if (!fragment && bundle.getState() != Bundle.ACTIVE) {
        bundle.start();
        return true;
      }
    } catch (BundleException e) {
      System.err.println("later: " + bundle.getSymbolicName() + ": " + e.getMessage());
    }
    return false;
  }

  private int restarts(List<Bundle> ours) throws InterruptedException {
    int count = random.nextInt(RESTARTS + 1);
    long begun = System.nanoTime();
    List<Integer> moments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moments.add(random.nextInt(LATEST_RESTART_MILLIS));
    }
    Collections.sort(moments);
    int done = 0;
    for (int moment : moments) {
      Bundle bundle = ours.get(random.nextInt(ours.size()));
      sleepUntil(begun, moment);
      if (!bundle.getSymbolicName().startsWith(LIBRARY)
          && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        try {
          System.err.println("again: " + bundle.getSymbolicName());
          bundle.stop();
          TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
        } catch (BundleException e) {
          System.err.println("stopping " + bundle.getSymbolicName() + ": " + e);
        }
        started(bundle);
        done++;
      }
    }
    return done;
  }

  private static void sleepUntil(long begun, int millis) throws InterruptedException {
    long left = begun + TimeUnit.MILLISECONDS.toNanos(millis) - System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
  }

  /** The profile's configurations, in a random order and at random moments. */
  private Thread configuring() throws IOException {
    List<Configured> order =
        new ArrayList<>(
            Configured.of(home.resolve("kura-config/profiles/chaos/snapshot_0.xml"), values));
    Collections.shuffle(order, random);
    List<Integer> moments = new ArrayList<>();
    order.forEach(each -> moments.add(random.nextInt(LATEST_CONFIGURATION_MILLIS)));
    Collections.sort(moments);
    long begun = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    Thread thread =
        new Thread(
            () -> {
              try {
                ConfigurationAdmin admin = admin();
                for (Configured each : order) {
                  sleepUntil(begun, moments.get(next.getAndIncrement()));
                  admin
                      .getConfiguration(each.pid(), "?")
                      .update(new Hashtable<>(each.properties()));
                }
              } catch (IOException e) {
                System.err.println("a configuration was not taken: " + e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "configuring");
    thread.start();
    return thread;
  }

  private ConfigurationAdmin admin() throws InterruptedException {
    ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> tracker =
        new ServiceTracker<>(framework.getBundleContext(), ConfigurationAdmin.class, null);
    tracker.open();
    return tracker.waitForService(TimeUnit.SECONDS.toMillis(SERVICE_SECONDS));
  }

  /** Stops everything in the framework's own order. */
  void stop() throws InterruptedException, IOException {
    try {
      framework.stop();
      framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (BundleException e) {
      throw new IOException("the framework does not stop", e);
    }
  }
}
