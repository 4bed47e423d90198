package org.bellcrank.container;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bundle that carries a test class into the framework. Its imports are found by bnd from the
 * classes and from what our bundles export, as those of any other consumer.
 */
final class Probe {

  private static final List<String> DIAGNOSIS =
      List.of(
          "WhatIsDown",
          "Diagnosis",
          "BundleDiagnosis",
          "ComponentDiagnosis",
          "Cause",
          "Part",
          "ComponentStatus",
          "HealthState");

  private Probe() {}

  static InputStream of(Class<?> test, String... imports) throws Exception {
    Path own = Path.of(test.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Builder builder = new Builder()) {
      builder.setBase(Places.MODULE.toFile());
      for (Path jar : builtBundles()) {
        builder.addClasspath(jar.toFile());
      }
      builder.setBundleSymbolicName("org.bellcrank.container.probe");
      builder.setBundleVersion("1.0.0");
      builder.setProperty(
          "-includeresource",
          String.join(
              ",",
              folder(own, test.getPackageName()),
              folder(own, Probe.class.getPackageName() + ".inside"),
              diagnosis(own, "org/bellcrank/runtime/felix/"),
              diagnosis(classes("health"), "org/bellcrank/health/"),
              diagnosis(classes("health-osgi"), "org/bellcrank/health/osgi/")));
      builder.setProperty("-noimportjava", "true");
      builder.setProperty("Import-Package", imports(imports));
      builder.setProperty("-fixupmessages", "\"Classes found in the wrong directory\";is:=ignore");
      Jar jar = builder.build();
      if (!builder.isOk()) {
        throw new IllegalStateException("no probe of " + test + ": " + builder.getErrors());
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      jar.write(bytes);
      return new ByteArrayInputStream(bytes.toByteArray());
    }
  }

  private static String imports(String... wanted) {
    List<String> all = new ArrayList<>(List.of(wanted));
    all.add("!org.bellcrank.container");
    all.add("org.junit.jupiter.*;version=0");
    all.add("org.assertj.*;version=0");
    all.add("org.opentest4j.*;version=0");
    all.add("org.osgi.framework;version=\"[1.8,2)\"");
    all.add("org.osgi.framework.*;version=\"[1.1,2)\"");
    all.add("org.osgi.service.component.runtime.*;version=\"[1.3,2)\"");
    all.add("org.osgi.service.cm;version=\"[1.5,2)\"");
    all.add("org.osgi.service.deploymentadmin;resolution:=optional");
    all.add("org.apache.felix.framework;resolution:=optional");
    all.add("org.slf4j.*;version=\"[1.7,3)\"");
    all.add("*");
    return String.join(",", all);
  }

  private static String folder(Path classes, String name) {
    String path = name.replace('.', '/');
    return path + "=" + classes.resolve(path);
  }

  private static Path classes(String bundle) {
    return Places.ROOT.resolve("bundles").resolve(bundle).resolve("target/classes");
  }

  private static String diagnosis(Path classes, String folder) throws java.io.IOException {
    List<String> included = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve(folder))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> DIAGNOSIS.contains(name.replaceFirst("[$.].*", "")))
          .forEach(name -> included.add(folder + name + "=" + classes.resolve(folder + name)));
    }
    return String.join(",", included);
  }

  /** What a consumer would compile against: the manifests say what is exported, and how. */
  private static List<Path> builtBundles() throws java.io.IOException {
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Places.ROOT.resolve("bundles"))) {
      for (Path folder : folders.sorted().toList()) {
        if (Files.isDirectory(folder.resolve("target"))
            && Files.exists(folder.resolve("pom.xml"))) {
          jars.add(Places.bundle(folder.getFileName().toString()));
        }
      }
    }
    String path = System.getProperty("java.class.path");
    for (String entry : path.split(File.pathSeparator)) {
      if (entry.contains("org.osgi.service") || entry.contains("osgi.framework")) {
        jars.add(Path.of(entry));
      }
    }
    return jars;
  }
}
