package org.bellcrank.itests.kura.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Starts the double: {@code Launch <home> <double's jar> <folder of bundles>...}, with the system
 * properties that {@code KuraDouble} names.
 *
 * <p>The framework's own storage is thrown away first, as Kura's {@code osgi.clean} does. Ends when
 * its standard input ends, so that it never outlives who started it.
 */
public final class Launch {

  /** What resources of add-ons share with the server that serves them. */
  private static final String JAKARTA =
      "jakarta.ws.rs;version=3.1.0,jakarta.ws.rs.core;version=3.1.0,"
          + "jakarta.ws.rs.container;version=3.1.0,jakarta.ws.rs.ext;version=3.1.0,"
          + "jakarta.annotation;version=2.1.1,jakarta.annotation.security;version=2.1.1";

  private Launch() {}

  public static void main(String[] arguments) {
    try {
      run(arguments);
    } catch (BundleException | IOException | InterruptedException | RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }

  private static void run(String[] arguments)
      throws BundleException, IOException, InterruptedException {
    long begun = System.nanoTime();
    Path home = Path.of(arguments[0]);
    Framework framework = framework(home);
    framework.init();
    List<Bundle> bundles = new ArrayList<>();
    for (int folder = 2; folder < arguments.length; folder++) {
      install(framework, Path.of(arguments[folder]), bundles);
    }
    framework.start();
    for (Bundle bundle : bundles) {
      start(bundle);
    }
    if (Integer.getInteger("double.jakarta", 0) > 0) {
      JakartaRest.start(framework.getBundleContext(), Integer.getInteger("double.jakarta"));
    }
    System.out.printf("FRAMEWORK %d ms%n", since(begun));
    start(framework.getBundleContext().installBundle(uri(Path.of(arguments[1]))));
    System.out.printf(
        " GATEWAY %d ms on Java %s%n", since(begun), System.getProperty("java.version"));
    while (System.in.read() >= 0) {
      // Whoever started it says nothing; the end of the stream is what is waited for.
    }
    framework.stop();
    framework.waitForStop(10_000);
  }

  private static Framework framework(Path home) throws IOException {
    Map<String, String> properties = new HashMap<>();
    properties.put("org.osgi.framework.storage", home.resolve("configuration").toString());
    properties.put("org.osgi.framework.storage.clean", "onFirstInit");
    properties.put("osgi.compatibility.bootdelegation", "false");
    properties.put("ds.loglevel", "2");
    if (Integer.getInteger("double.jakarta", 0) > 0) {
      properties.put("org.osgi.framework.system.packages.extra", JAKARTA);
    }
    Files.createDirectories(home);
    return ServiceLoader.load(FrameworkFactory.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no framework on the class path"))
        .newFramework(properties);
  }

  private static void install(Framework framework, Path folder, List<Bundle> bundles)
      throws IOException, BundleException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (!file.getFileName().toString().startsWith("org.eclipse.osgi-")) {
          bundles.add(framework.getBundleContext().installBundle(uri(file)));
        }
      }
    }
  }

  private static void start(Bundle bundle) throws BundleException {
    if (bundle.getHeaders().get("Fragment-Host") == null) {
      bundle.start();
    }
  }

  private static long since(long begun) {
    return (System.nanoTime() - begun) / 1_000_000;
  }

  private static String uri(Path file) {
    return file.toUri().toString();
  }
}
