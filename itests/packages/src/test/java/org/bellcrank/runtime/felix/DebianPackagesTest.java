package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Debian packages, checked by lintian and installed for real, into a root of their own. */
class DebianPackagesTest {

  private static final Path PLUGINS = Path.of("opt/eclipse/kura/plugins");
  private static final long LIMIT_SECONDS = 120;

  @TempDir private Path folder;
  private Path root;

  static List<BuiltPackage> packages() throws IOException {
    List<BuiltPackage> debian = new ArrayList<>();
    for (BuiltPackage built : BuiltPackage.all()) {
      if (built.deb() != null) {
        debian.add(built);
      }
    }
    return debian;
  }

  @ParameterizedTest
  @MethodSource("packages")
  void lintianHasNothingToSay(BuiltPackage built) throws Exception {
    needs("lintian");
    Said said =
        run("lintian", "--allow-root", "--fail-on", "error,warning", built.deb().toString());
    assertThat(said.words()).doesNotContain("E: ", "W: ");
    assertThat(said.status()).as(said.words()).isZero();
  }

  @Test
  void installedRemovedAndPurged() throws Exception {
    needs("dpkg");
    emptyRoot();
    installed(kura("6.0.1"));
    for (String name : List.of("libs", "core", "camel", "connectors-custom", "console")) {
      installed(BuiltPackage.named("bellcrank-" + name).deb());
    }
    assertThat(jars("4s")).anyMatch(jar -> jar.startsWith("org.bellcrank.pipeline_0.1.0."));
    assertThat(root.resolve("usr/share/doc/bellcrank-core/copyright")).isNotEmptyFile();
    Path data = root.resolve("var/lib/bellcrank");
    assertThat(Files.getPosixFilePermissions(data)).hasSize(3);
    Files.writeString(data.resolve("bellcrank.db"), "orders");

    // What the administrator wrote stays over an update.
    Path settings = root.resolve("etc/default/bellcrank");
    Files.writeString(settings, Files.readString(settings) + "# mine\n");
    installed(BuiltPackage.named("bellcrank-core").deb());
    assertThat(Files.readString(settings)).endsWith("# mine\n");

    dpkg(0, "--remove", "bellcrank-console", "bellcrank-connectors-custom", "bellcrank-camel");
    dpkg(0, "--remove", "bellcrank-core");
    assertThat(jars("4s")).noneMatch(jar -> jar.startsWith("org.bellcrank.pipeline_"));
    assertThat(settings).exists();
    Said purged = dpkg(0, "--purge", "bellcrank-core");
    assertThat(purged.words()).contains("/var/lib/bellcrank stays");
    assertThat(settings).doesNotExist();
    assertThat(data.resolve("bellcrank.db")).hasContent("orders");
  }

  @Test
  void aPurgeTakesTheDataWhereTheAdministratorSaysSo() throws Exception {
    needs("dpkg");
    emptyRoot();
    installed(kura("6.0.1"));
    installed(BuiltPackage.named("bellcrank-libs").deb());
    installed(BuiltPackage.named("bellcrank-core").deb());
    Path data = root.resolve("var/lib/bellcrank");
    Files.writeString(data.resolve("bellcrank.db"), "orders");
    Files.writeString(root.resolve("etc/default/bellcrank"), "REMOVE_DATA_ON_PURGE=yes\n");

    dpkg(0, "--purge", "bellcrank-core");

    assertThat(data).doesNotExist();
  }

  /** A package for Kura 6 must not land on a Kura it was not made for. */
  @Test
  void itWantsKuraSix() throws Exception {
    needs("dpkg");
    emptyRoot();
    installed(kura("7.0.0"));

    Said said = dpkg(1, "--install", BuiltPackage.named("bellcrank-libs").deb().toString());

    assertThat(said.words()).contains("kura-core");
  }

  /** Fragments bear no start: they lie where bundles are only installed. */
  @Test
  void nativesAreForTheirMachineAndAreNotStarted() throws Exception {
    needs("dpkg");
    String listing =
        run("dpkg-deb", "-c", BuiltPackage.named("bellcrank-vision-x86_64").deb().toString())
            .words();
    assertThat(listing).contains("plugins/4/org.bellcrank.lib-ffmpeg-x86_64_");
    assertThat(listing).doesNotContain("plugins/4s/");
    for (String[] each : new String[][] {{"x86_64", "amd64"}, {"aarch64", "arm64"}}) {
      Path deb = BuiltPackage.named("bellcrank-vision-" + each[0]).deb();
      assertThat(run("dpkg-deb", "-f", deb.toString(), "Architecture").words().strip())
          .isEqualTo(each[1]);
    }
  }

  private void emptyRoot() throws IOException {
    root = folder.resolve("root");
    for (String part : List.of("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/log")) {
      Files.createDirectories(root.resolve(part));
    }
    Files.createFile(root.resolve("var/lib/dpkg/status"));
  }

  /** Stands for Kura: the name and the version are all that our packages ask for. */
  private Path kura(String version) throws Exception {
    Path control = Files.createDirectories(folder.resolve("kura-" + version + "/DEBIAN"));
    Files.writeString(
        control.resolve("control"),
        "Package: kura-core\nVersion: %s\nArchitecture: all\nMaintainer: Nobody <n@invalid>\nDescription: stand-in\n"
            .formatted(version));
    Path deb = folder.resolve("kura-core_" + version + ".deb");
    Said said =
        run("dpkg-deb", "--root-owner-group", "-b", control.getParent().toString(), deb.toString());
    assertThat(said.status()).as(said.words()).isZero();
    return deb;
  }

  private void installed(Path deb) throws Exception {
    dpkg(0, "--install", deb.toString());
  }

  private Said dpkg(int status, String... what) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "dpkg",
                "--root=" + root,
                "--force-not-root",
                "--force-bad-path",
                "--force-script-chrootless",
                "--log=" + root.resolve("var/log/dpkg.log")));
    command.addAll(List.of(what));
    Said said = run(command.toArray(String[]::new));
    assertThat(said.status()).as(said.words()).isEqualTo(status);
    return said;
  }

  private List<String> jars(String level) throws IOException {
    Path place = root.resolve(PLUGINS).resolve(level);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private record Said(int status, String words) {}

  private Said run(String... command) throws Exception {
    Path words = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " did not end");
    }
    return new Said(process.exitValue(), Files.readString(words, StandardCharsets.UTF_8));
  }

  private static void needs(String program) {
    boolean there =
        Stream.of("/usr/bin/", "/bin/", "/usr/sbin/")
            .anyMatch(place -> Files.isExecutable(Path.of(place + program)));
    if (!there) {
      System.err.println(
          "SKIPPED: no "
              + program
              + " on this machine; the Debian packages were not tried with it");
    }
    Assumptions.assumeTrue(there, "no " + program);
  }
}
