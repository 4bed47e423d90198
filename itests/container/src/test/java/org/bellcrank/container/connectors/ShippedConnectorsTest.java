package org.bellcrank.container.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.bellcrank.container.InContainer;
import org.bellcrank.container.inside.Inside;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.connector.Connector;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** Connectors that come, change and go with their package, while the gateway runs. */
@InContainer(
    packages = {
      "bellcrank-libs",
      "bellcrank-core",
      "bellcrank-camel",
      "bellcrank-connectors-enterprise",
      "bellcrank-connectors-sap",
      "bellcrank-connectors-midmarket",
      "bellcrank-connectors-custom"
    })
class ShippedConnectorsTest {

  private static final String SHIPPED = "custom-rest";
  private static final Path ROUTES = Path.of(System.getProperty("project.root"), "camel-routes");

  @Test
  void theyFollowTheirBundle() throws Exception {
    Path data = Files.createTempDirectory("container-data");
    Inside.configure("org.bellcrank.store.jdbc.JdbcStore", "data.directory", data.toString());
    Inside.configure("org.bellcrank.delivery.camel.CamelDelivery", "look.interval.millis", 100);
    Connectors connectors = Inside.service(Connectors.class);
    List<String> kinds = kinds();
    assertThat(kinds).contains("maximo", "sap-s4", "atlas", SHIPPED);
    until(() -> running(connectors).equals(kinds), connectors);
    assertThat(connectors.all()).allSatisfy(each -> assertThat(each.refusal()).isEmpty());
    Bundle bundle = bundle("org.bellcrank.connectors-custom");
    String before = version(connectors);

    // What a package's update does: stop, update, start. The connector never goes away.
    boolean[] missed = {false};
    bundle.stop();
    bundle.update(new ByteArrayInputStream(withAnotherTitle(bundle)));
    bundle.start();
    until(
        () -> {
          missed[0] |= connectors.find(SHIPPED).isEmpty();
          return !version(connectors).equals(before);
        },
        connectors);
    assertThat(missed[0]).as("the connector was away").isFalse();
    assertThat(connectors.find(SHIPPED).orElseThrow().title()).startsWith("Updated");

    // One's own folder of that name goes before, and gives way again when it is gone.
    Path own = data.resolve("connectors").resolve(SHIPPED);
    copy(ROUTES.resolve(SHIPPED), own);
    until(() -> folder(connectors).equals(own), connectors);
    Files.delete(own.resolve("connector.yaml"));
    until(() -> !folder(connectors).equals(own), connectors);

    bundle.uninstall();
    until(() -> connectors.find(SHIPPED).isEmpty(), connectors);
    List<String> others = kinds.stream().filter(kind -> !kind.startsWith("custom-")).toList();
    assertThat(running(connectors)).as("those of other bundles stay").isEqualTo(others);
  }

  /** Every connector there is; each has to be in one of the packages above. */
  private static List<String> kinds() throws IOException {
    try (var folders = Files.list(ROUTES)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("connector.yaml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static List<String> running(Connectors connectors) {
    return connectors.all().stream()
        .map(Connectors.Loaded::kind)
        .filter(kind -> connectors.find(kind).isPresent())
        .sorted()
        .toList();
  }

  private static Path folder(Connectors connectors) {
    return connectors.find(SHIPPED).map(Connector::folder).orElse(Path.of(""));
  }

  private static String version(Connectors connectors) {
    return connectors.find(SHIPPED).map(Connector::version).orElse("");
  }

  private static Bundle bundle(String name) {
    for (Bundle bundle : Inside.context().getBundles()) {
      if (name.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new AssertionError("no bundle " + name);
  }

  private static byte[] withAnotherTitle(Bundle bundle) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      put(jar, "META-INF/MANIFEST.MF", bundle.getEntry("META-INF/MANIFEST.MF"));
      for (URL url : Collections.list(bundle.findEntries("connectors", "*", true))) {
        if (!url.getPath().endsWith("/")) {
          put(jar, url.getPath().substring(1), url);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void put(JarOutputStream jar, String name, URL content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    try (var in = content.openStream()) {
      byte[] bytes = in.readAllBytes();
      if (name.endsWith("connector.yaml")) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        bytes =
            text.replaceFirst("(?m)^title: *", "title: Updated ").getBytes(StandardCharsets.UTF_8);
      }
      jar.write(bytes);
    }
    jar.closeEntry();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static void until(BooleanSupplier condition, Connectors connectors)
      throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s", connectors.all()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
