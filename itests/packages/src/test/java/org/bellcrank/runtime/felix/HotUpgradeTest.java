package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bellcrank.build.DeploymentPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.MetaTypeService;

/** Rule, delivery and delivery-camel are replaced while findings flow; none is lost. */
class HotUpgradeTest {

  private static final Pattern ACCEPTED = Pattern.compile("\"accepted\":(\\d+)");
  private static final Pattern DIFFERENCE = Pattern.compile("\"difference\":(-?\\d+)");
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir private Path folder;
  private final Places places = new Places(TestGateway.ROOT, TestGateway.RUNTIME);
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void noFindingIsLostWhileTheBundlesThatDecideAndDeliverAreReplaced() throws Exception {
    int source = freePort();
    int console = freePort();
    try (TestGateway gateway = new TestGateway(folder)) {
      List<Path> packages = new ArrayList<>();
      Profile profile = Profile.read(places.profile("run", Optional.of("gateway")));
      for (String name : profile.packages()) {
        if (!name.contains("vision")) {
          packages.add(places.packageFile(name, Optional.empty()));
          gateway.gateway().install(packages.get(packages.size() - 1));
        }
      }
      configure(gateway, source, console);
      try (Posting posting = new Posting(source)) {
        awaitTaken(posting, 20);
        posting.longestGap();
        upgrade(gateway, posting, packages, Set.of("org.bellcrank.rule"));
        upgrade(gateway, posting, packages, Set.of("org.bellcrank.delivery"));
        upgrade(gateway, posting, packages, Set.of("org.bellcrank.delivery-camel"));
        posting.close();
        awaitBalance(console, posting.taken());
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void configure(TestGateway gateway, int source, int console) throws Exception {
    Path documents = Files.createDirectories(folder.resolve("data/documents"));
    try (Stream<Path> files = Files.list(TestGateway.ROOT.resolve("kura-config/sites/demo"))) {
      for (Path file : files.toList()) {
        Files.copy(file, documents.resolve(file.getFileName()));
      }
    }
    Configurations configurations =
        new Configurations(
            gateway.gateway().service(ConfigurationAdmin.class),
            Definitions.of(
                gateway.gateway().context(), gateway.gateway().service(MetaTypeService.class)));
    configurations.feed(
        List.of(
            entry(
                "store.jdbc.JdbcStore",
                Map.of("data.directory", folder.resolve("data").toString())),
            entry("console.http.HttpConsole", Map.of("port", console)),
            entry("source.rest.RestSource", Map.of("port", source)),
            entry(
                "delivery.camel.CamelDelivery",
                Map.of("routes.directory", TestGateway.ROOT.resolve("camel-routes").toString()))),
        true);
  }

  private static ConfigurationEntry entry(String component, Map<String, Object> properties) {
    return new ConfigurationEntry("org.bellcrank." + component, null, properties);
  }

  private void upgrade(
      TestGateway gateway, Posting posting, List<Path> packages, Set<String> changed)
      throws Exception {
    String name = changed.iterator().next();
    for (int i = 0; i < packages.size(); i++) {
      if (DeploymentPackage.Listing.read(packages.get(i)).bundles().containsKey(name)) {
        Path work = Files.createDirectories(folder.resolve("work-" + name));
        Path newer = ChangedPackage.of(packages.get(i), work, changed);
        packages.set(i, newer);
        long begun = System.nanoTime();
        gateway.gateway().install(newer);
        Duration install = Duration.ofNanos(System.nanoTime() - begun);
        awaitTaken(posting, posting.taken() + 20);
        System.err.printf(
            "hot upgrade of %s: installed in %d ms, longest time without an accepted finding %d ms%n",
            name, install.toMillis(), posting.longestGap().toMillis());
        assertThat(gateway.bundle(name).getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(gateway.bundle(name).getVersion().toString()).endsWith("-2");
        return;
      }
    }
    throw new AssertionError("no package of the gateway's profile has " + name);
  }

  private static void awaitTaken(Posting posting, int wanted) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (posting.taken() < wanted && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(posting.taken()).as("findings accepted").isGreaterThanOrEqualTo(wanted);
  }

  /** Every accepted finding is in exactly one state, and none is missing. */
  private void awaitBalance(int console, int taken) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console + "/api/balance")).build();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String body = "";
    long accepted = -1;
    while (accepted != taken && System.nanoTime() < deadline) {
      body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      accepted = number(ACCEPTED, body);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    assertThat(accepted).as("accepted, in %s", body).isEqualTo(taken);
    assertThat(number(DIFFERENCE, body)).as("difference, in %s", body).isZero();
  }

  private static long number(Pattern pattern, String body) {
    Matcher matcher = pattern.matcher(body);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
