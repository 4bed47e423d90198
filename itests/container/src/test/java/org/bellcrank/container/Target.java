package org.bellcrank.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The framework this run of the tests is about, told by the system property {@code
 * container.framework}. Its classes of the OSGi API come first on the class path.
 */
enum Target {
  /** Felix 7, a current SCR, slf4j 2: what the stand-alone runtime and Kura 6 offer bundles. */
  FELIX("org.apache.felix.framework."),
  /** Equinox 3.16, SCR 2.1.16, slf4j 1.7, DeploymentAdmin 0.9.5: what Kura 5.6 is made of. */
  KURA("org.eclipse.osgi.");

  private final String maker;

  Target(String maker) {
    this.maker = maker;
  }

  static Target current() {
    return valueOf(System.getProperty("container.framework", "felix").toUpperCase(Locale.ROOT));
  }

  FrameworkFactory factory() {
    return ServiceLoader.load(FrameworkFactory.class, Target.class.getClassLoader()).stream()
        .filter(provider -> provider.type().getName().startsWith(maker))
        .map(ServiceLoader.Provider::get)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(this + " is not on the class path"));
  }

  /** The services a gateway brings along. */
  List<Path> bundles() throws IOException {
    Path folder = Places.MODULE.resolve("target/frameworks/" + name().toLowerCase(Locale.ROOT));
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
