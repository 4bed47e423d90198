package org.bellcrank.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleJarTest {

  private static final long MORNING = 1_700_000_000_000L;
  private static final long EVENING = 1_700_040_000_000L;

  @TempDir private Path folder;

  private BundleJar bundle(String file, String version, long time, Map<String, String> content)
      throws Exception {
    return BundleJar.read(
        TestJars.bundle(folder.resolve(file), "a.b;singleton:=true", version, time, content));
  }

  @Test
  void versionAndTimesLeaveTheContentHashAlone() throws Exception {
    Map<String, String> turned = new LinkedHashMap<>();
    turned.put("y.txt", "two");
    turned.put("x.txt", "one");
    BundleJar early = bundle("1.jar", "1.0.0", MORNING, Map.of("x.txt", "one", "y.txt", "two"));
    BundleJar late = bundle("2.jar", "1.0.0.SNAPSHOT", EVENING, turned);

    assertThat(late.contentHash()).isEqualTo(early.contentHash());
  }

  @Test
  void everyChangedNameOrByteChangesTheContentHash() throws Exception {
    String hash = bundle("1.jar", "1.0.0", MORNING, Map.of("x.txt", "one")).contentHash();

    assertThat(bundle("2.jar", "1.0.0", MORNING, Map.of("x.txt", "onf")).contentHash())
        .isNotEqualTo(hash);
    assertThat(bundle("3.jar", "1.0.0", MORNING, Map.of("z.txt", "one")).contentHash())
        .isNotEqualTo(hash);
    assertThat(bundle("4.jar", "1.0.0", MORNING, Map.of()).contentHash()).isNotEqualTo(hash);
  }

  /** The order of an immutable map changes from one process to the next. */
  @Test
  void theOrderInWhichHeadersAreGivenLeavesTheBytesAlone() throws Exception {
    Map<String, String> turned = new LinkedHashMap<>();
    turned.put("Bellcrank-Package-Bundles", "a.b");
    turned.put("Bellcrank-Package", "p");
    Map<String, String> straight = new LinkedHashMap<>();
    straight.put("Bellcrank-Package", "p");
    straight.put("Bellcrank-Package-Bundles", "a.b");
    BundleJar bundle = bundle("1.jar", "1.0.0", MORNING, Map.of("x.txt", "one"));
    Path first = folder.resolve("first.jar");
    Path second = folder.resolve("second.jar");

    bundle.with(straight).writeAs("1.0.0.q", first);
    bundle.with(turned).writeAs("1.0.0.q", second);

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void theSameContentIsWrittenAsTheSameBytes() throws Exception {
    Map<String, String> content = Map.of("x.txt", "one", "sub/y.txt", "two");
    Path first = folder.resolve("first.jar");
    Path second = folder.resolve("second.jar");

    bundle("1.jar", "1.0.0", MORNING, content).writeAs("1.0.0.q", first);
    BundleJar.read(first).writeAs("1.0.0.q", second);

    assertThat(second).hasSameBinaryContentAs(first);
    try (JarFile written = new JarFile(second.toFile())) {
      assertThat(written.stream().findFirst().orElseThrow().getName())
          .as("a stream reader wants the manifest first")
          .isEqualTo("META-INF/MANIFEST.MF");
      assertThat(written.getManifest().getMainAttributes().getValue("Bundle-Version"))
          .isEqualTo("1.0.0.q");
      assertThat(new String(written.getInputStream(written.getEntry("sub/y.txt")).readAllBytes()))
          .isEqualTo("two");
    }
  }

  @Test
  void namesAreReadWithoutDirectivesAndVersionsWithoutQualifier() throws Exception {
    BundleJar bundle = bundle("1.jar", "1.2", MORNING, Map.of());

    assertThat(bundle.symbolicName()).isEqualTo("a.b");
    assertThat(bundle.baseVersion()).isEqualTo("1.2.0");
  }

  @Test
  void aPlainJarIsRefusedByName() throws Exception {
    Path plain = folder.resolve("plain.jar");
    try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(plain))) {
      zip.putNextEntry(new java.util.zip.ZipEntry("x"));
    }

    assertThatThrownBy(() -> BundleJar.read(plain))
        .isInstanceOf(FeatureException.class)
        .hasMessageContaining("plain.jar")
        .hasMessageContaining("no manifest");
  }
}
