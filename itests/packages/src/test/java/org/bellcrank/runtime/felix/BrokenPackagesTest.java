package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bellcrank.build.DeploymentPackage;
import org.bellcrank.build.PackagedBundle;
import org.bellcrank.runtime.felix.parts.Idle;
import org.bellcrank.runtime.felix.parts.Throwing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/**
 * A gateway calls these packages installed, or refuses them; health tells the root cause, and what
 * worked before works again.
 */
class BrokenPackagesTest {

  private static final String NAME = "org.bellcrank.tested";

  @TempDir private Path folder;
  private TestGateway gateway;
  private Watched health;
  private AgentDouble agent;

  @BeforeEach
  void start() throws Exception {
    gateway = TestGateway.hasty(folder);
    agent = new AgentDouble(folder, gateway.gateway());
    health = Watched.on(gateway.gateway());
    install(pack("1.0.0", good("first")));
    health.await("state=OK", "bellcrank-tested", "1.0.0");
  }

  @AfterEach
  void stop() {
    agent.close();
    gateway.close();
  }

  private static TestBundle good(String content) {
    return new TestBundle(NAME)
        .header("Bundle-Activator", Idle.class.getName())
        .text("content.txt", content);
  }

  private DeploymentPackage pack(String version, TestBundle... bundles) throws Exception {
    return TestBundle.pack(folder, "bellcrank-tested", version, bundles);
  }

  private Path write(DeploymentPackage dp) throws Exception {
    Path file = folder.resolve(dp.name() + "-" + dp.version() + ".dp");
    dp.write(file);
    return file;
  }

  private void install(DeploymentPackage dp) throws Exception {
    agent.installDeploymentPackageAsync(write(dp).toUri().toString());
  }

  private void assertTheFirstWorksAgain() throws Exception {
    health.await("state=OK", "name=bellcrank-tested, version=1.0.0");
    assertThat(gateway.bundle(NAME).getState()).isEqualTo(Bundle.ACTIVE);
    assertThat(new String(gateway.bundle(NAME).getEntry("content.txt").openStream().readAllBytes()))
        .isEqualTo("first");
    assertThat(agent.entries().getProperty("bellcrank-tested"))
        .as("and it is the one that comes back at the next start")
        .endsWith("bellcrank-tested_1.0.0.dp");
  }

  private void installBroken(TestBundle broken, String... causes) throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    Thread watch = new Thread(() -> watch(told, causes));
    watch.setDaemon(true);
    watch.start();
    install(pack("1.1.0", broken));
    assertThat(told.get(60, TimeUnit.SECONDS)).contains(causes);
    assertTheFirstWorksAgain();
  }

  private void watch(CompletableFuture<String> told, String... causes) {
    try {
      told.complete(health.await(causes));
    } catch (ReflectiveOperationException | RuntimeException | AssertionError e) {
      told.completeExceptionally(e);
    }
  }

  @Test
  void aMissingImportIsToldAndTheOldPackagePutBack() throws Exception {
    installBroken(
        good("second").header("Import-Package", "no.such.library;version=\"[2.1,3)\""),
        "state=FAILED",
        "no installed bundle offers package no.such.library from 2.1");
  }

  @Test
  void aThrowingActivatorIsToldAndTheOldPackagePutBack() throws Exception {
    installBroken(
        new TestBundle(NAME).header("Bundle-Activator", Throwing.class.getName()),
        "state=FAILED",
        "the spindle is stuck");
  }

  @Test
  void aNewerJavaThanOursIsToldAndTheOldPackagePutBack() throws Exception {
    installBroken(
        good("second")
            .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""),
        "state=FAILED",
        "Java platform JavaSE 99");
  }

  @Test
  void aComponentThatFailsToActivateIsToldAndTheOldPackagePutBack() throws Exception {
    installBroken(
        good("second")
            .component(
                "failing.Part", "immediate=\"true\" activate=\"activate\"", Throwing.class, ""),
        "state=FAILED",
        "the spindle is stuck",
        "so component failing.Part");
  }

  @Test
  void otherContentUnderTheSameVersionIsToldAndTheOldWorksOn() throws Exception {
    PackagedBundle old = good("first").build(folder);
    PackagedBundle other = good("second").build(folder);
    install(
        new DeploymentPackage(
            "bellcrank-tested",
            "1.1.0",
            List.of(
                new PackagedBundle(
                    old.symbolicName(), old.version(), other.file(), other.content()))));

    health.await("state=DEGRADED", "other content under the same version");
    assertThat(gateway.bundle(NAME).getState()).isEqualTo(Bundle.ACTIVE);
  }

  @Test
  void anInterruptedCopyIsToldAndTheOldWorksOn() throws Exception {
    Path file = write(pack("1.1.0", good("second")));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    agent.installDeploymentPackageAsync(file.toUri().toString());

    health.await("state=DEGRADED", "was refused, what was there before stays");
    assertThat(gateway.bundle(NAME).getState()).isEqualTo(Bundle.ACTIVE);
    install(pack("1.2.0", good("third")));
    health.await("state=OK", "version=1.2.0");
  }

  @Test
  void aPackageThatNeverWorkedIsOnlyToldOf() throws Exception {
    install(
        TestBundle.pack(
            folder,
            "bellcrank-new",
            "1.0.0",
            new TestBundle("org.bellcrank.new")
                .header("Bundle-Activator", Throwing.class.getName())));

    health.await("state=FAILED", "the spindle is stuck", "name=bellcrank-new, version=1.0.0");
  }

  @Test
  void killedBetweenTwoBundlesTheOldPackageComesBackAtTheNextStart() throws Exception {
    Path home = Files.createDirectories(folder.resolve("killed"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dproject.root=" + TestGateway.ROOT,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledGateway.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output.txt").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("died in time").isTrue();
    assertThat(process.exitValue())
        .as("killed by signal 9: %s", Files.readString(home.resolve("output.txt")))
        .isEqualTo(128 + 9);

    try (TestGateway again = TestGateway.hasty(home);
        AgentDouble its = new AgentDouble(home, again.gateway())) {
      Watched watched = Watched.on(again.gateway());
      its.installAll();
      watched.await("state=OK", "name=bellcrank-pair, version=1.0.0");
      for (String name : List.of("org.bellcrank.first", "org.bellcrank.second")) {
        assertThat(again.bundle(name).getState()).isEqualTo(Bundle.ACTIVE);
      }
    }
  }

  @Test
  void aBundleThatSomebodyStoppedIsTold() throws Exception {
    gateway.bundle(NAME).stop();

    health.await("state=FAILED", "nobody started it, or somebody stopped it");
  }
}
