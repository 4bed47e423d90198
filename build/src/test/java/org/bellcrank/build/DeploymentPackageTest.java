package org.bellcrank.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentPackageTest {

  @TempDir private Path folder;
  private Path bundles;
  private Path work;

  @BeforeEach
  void homes() throws Exception {
    bundles = Files.createDirectories(folder.resolve("bundles"));
    work = Files.createDirectories(folder.resolve("work"));
  }

  /** A bundle's folder as the reactor leaves it. */
  private void built(String name, String content) throws Exception {
    Path target = Files.createDirectories(bundles.resolve(name).resolve("target"));
    Files.writeString(bundles.resolve(name).resolve("pom.xml"), "<project/>");
    TestJars.bundle(
        target.resolve(name + "-0.1.0.jar"),
        "org.bellcrank." + name,
        "0.1.0",
        System.nanoTime() / 1000,
        Map.of("content.txt", content));
  }

  private DeploymentPackage packaged(String... names) throws Exception {
    Path file = folder.resolve("core.feature");
    Files.writeString(file, String.join("\n", names));
    Feature feature = Feature.read(file);
    BundleSource source = new BundleSource(List.of(bundles), "0.1.0", this::thirdParty, work);
    List<PackagedBundle> content = new ArrayList<>();
    for (Feature.Entry entry : feature.entries()) {
      content.add(source.fetch(feature, entry));
    }
    return new DeploymentPackage("core", Qualifier.ofPackage("0.1.0", content), content);
  }

  private Path thirdParty(String groupAndArtifact) throws FeatureException {
    try {
      return TestJars.bundle(
          work.resolve("third.jar"), "third.party", "9.8.7", 0, Map.of("x", groupAndArtifact));
    } catch (java.io.IOException e) {
      throw new FeatureException("cannot write", e);
    }
  }

  private Path written(DeploymentPackage dp, String name) throws Exception {
    Path file = folder.resolve(name);
    dp.write(file);
    return file;
  }

  @Test
  void theSameContentBuiltAgainIsTheSameFile() throws Exception {
    built("journal", "a");
    built("rule", "b");
    Path first = written(packaged("journal", "rule"), "first.dp");
    built("journal", "a");
    built("rule", "b");
    Path second = written(packaged("journal", "rule"), "second.dp");

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void changedContentChangesTheVersionOfItsBundleAndOfThePackageAlone() throws Exception {
    built("journal", "a");
    built("rule", "b");
    DeploymentPackage before = packaged("journal", "rule");
    built("rule", "c");
    DeploymentPackage after = packaged("journal", "rule");

    assertThat(after.bundles().get(0).version()).isEqualTo(before.bundles().get(0).version());
    assertThat(after.bundles().get(1).version()).isNotEqualTo(before.bundles().get(1).version());
    assertThat(after.version()).isNotEqualTo(before.version());
  }

  @Test
  void aVersionHasTwelveDigitsOfTimeAndEightOfContent() throws Exception {
    built("journal", "a");

    assertThat(packaged("journal").bundles().get(0).version())
        .matches("0\\.1\\.0\\.\\d{12}-[0-9a-f]{8}");
  }

  @Test
  void aThirdPartyKeepsItsVersion() throws Exception {
    DeploymentPackage dp = packaged("org.third:party");

    assertThat(dp.bundles().get(0).symbolicName()).isEqualTo("third.party");
    assertThat(dp.bundles().get(0).version()).isEqualTo("9.8.7");
  }

  @Test
  void theStreamStartsWithTheManifestAndHoldsABundleForEachSectionInOrder() throws Exception {
    built("journal", "a");
    built("rule", "b");
    DeploymentPackage dp = packaged("rule", "journal");
    List<String> names = new ArrayList<>();
    Manifest manifest;
    try (InputStream in = Files.newInputStream(written(dp, "core.dp"));
        JarInputStream jar = new JarInputStream(in)) {
      manifest = jar.getManifest();
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        names.add(entry.getName());
      }
    }

    assertThat(manifest.getMainAttributes().getValue("DeploymentPackage-SymbolicName"))
        .isEqualTo("core");
    assertThat(names)
        .containsExactly(dp.bundles().get(0).entryName(), dp.bundles().get(1).entryName());
    for (PackagedBundle bundle : dp.bundles()) {
      var section = manifest.getAttributes(bundle.entryName());
      assertThat(section.getValue("Bundle-SymbolicName")).isEqualTo(bundle.symbolicName());
      assertThat(section.getValue("Bundle-Version")).isEqualTo(bundle.version());
    }
  }

  @Test
  void aFixPackageHoldsOnlyWhatChangedAndNamesTheRest() throws Exception {
    built("journal", "a");
    built("rule", "b");
    DeploymentPackage before = packaged("journal", "rule");
    Path base = written(before, "base.dp");
    built("rule", "c");
    DeploymentPackage after = packaged("journal", "rule");
    Path fix = folder.resolve("fix.dp");
    after.writeFix(fix, DeploymentPackage.Listing.read(base));

    try (InputStream in = Files.newInputStream(fix);
        JarInputStream jar = new JarInputStream(in)) {
      Manifest manifest = jar.getManifest();
      assertThat(manifest.getMainAttributes().getValue("DeploymentPackage-FixPack"))
          .startsWith("[" + before.version() + ",");
      assertThat(
              manifest
                  .getAttributes(after.bundles().get(0).entryName())
                  .getValue("DeploymentPackage-Missing"))
          .isEqualTo("true");
      assertThat(jar.getNextEntry().getName()).isEqualTo(after.bundles().get(1).entryName());
      assertThat(jar.getNextEntry()).isNull();
    }
  }

  @Test
  void aBundleThatIsNotBuiltIsToldWithItsLine() throws Exception {
    built("journal", "a");
    Files.delete(bundles.resolve("journal/target/journal-0.1.0.jar"));

    assertThatThrownBy(() -> packaged("journal"))
        .isInstanceOf(FeatureException.class)
        .hasMessageContaining("core.feature line 1")
        .hasMessageContaining("journal-0.1.0.jar");
    assertThatThrownBy(() -> packaged("jurnal")).hasMessageContaining("no bundle 'jurnal'");
  }
}
