package org.bellcrank.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of a package: the same twice, and signed where a key is given. */
class PackageFilesTest {

  private static final String PASSWORD = "throw-away";

  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void bundle() throws Exception {
    jar =
        TestJars.bundle(
            folder.resolve("one.jar"), "org.bellcrank.one", "0.1.0", 0, Map.of("a.txt", "a"));
  }

  private Path built(String name, Signer signer) throws Exception {
    Path target = Files.createDirectories(folder.resolve(name));
    Files.writeString(folder.resolve("LICENSE"), "words");
    PackagedBundle bundle =
        new PackagedBundle(
            "org.bellcrank.one", "0.1.0.1", Files.copy(jar, target.resolve("one.jar")));
    List<Part> parts =
        List.of(
            new Part(bundle, "one", List.of(new Licence("EPL-2.0", "")), List.of(), true, true));
    Properties settings = new Properties();
    settings.setProperty("project.build.outputTimestamp", "2026-01-01T00:00:00Z");
    PackageFiles files = new PackageFiles(target, signer, embedded -> jar);
    files.deploymentPackage("pack", "0.1.0.1", parts);
    new DebianBuilder(folder, folder, settings)
        .describe("pack", "0.1.0.202611211035-ab12cd34", "A pack.")
        .build(parts, files, new SystemStreamLog());
    files.close("pack", "0.1.0.1", parts);
    return target;
  }

  private Path keystore() throws Exception {
    Path store = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "packages",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-dname",
                "CN=throw-away",
                "-validity",
                "2")
            .inheritIO()
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
    return store;
  }

  @Test
  void twoBuildsOfTheSameAreTheSameBytes() throws Exception {
    Path first = built("first", null);
    Path second = built("second", null);

    for (String name :
        List.of(
            "pack.dp", "pack.cdx.json", "pack_0.1.0+202611211035.ab12cd34_all.deb", "SHA256SUMS")) {
      assertThat(first.resolve(name)).hasSameBinaryContentAs(second.resolve(name));
    }
    assertThat(first.resolve("SHA256SUMS.sig")).doesNotExist();
  }

  @Test
  void withAKeyPackageAndBundlesAreSignedAsJarsAre() throws Exception {
    Path target = built("signed", Signer.open(keystore(), "packages", PASSWORD.toCharArray()));

    assertThat(unsignedEntries(target.resolve("pack.dp"))).isEmpty();
    Path inner = folder.resolve("inner.jar");
    try (JarFile dp = new JarFile(target.resolve("pack.dp").toFile());
        InputStream in = dp.getInputStream(dp.getEntry("org.bellcrank.one_0.1.0.1.jar"))) {
      Files.copy(in, inner);
    }
    assertThat(unsignedEntries(inner)).isEmpty();
  }

  @Test
  void anAlteredPackageIsTold() throws Exception {
    Path target = built("altered", Signer.open(keystore(), "packages", PASSWORD.toCharArray()));
    // Another jar under the same name: what somebody on the way would put in.
    Path altered = folder.resolve("altered.dp");
    try (JarFile dp = new JarFile(target.resolve("pack.dp").toFile(), false);
        var out = new java.util.jar.JarOutputStream(Files.newOutputStream(altered))) {
      for (JarEntry entry : Collections.list(dp.entries())) {
        out.putNextEntry(new JarEntry(entry.getName()));
        byte[] content = dp.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".jar")) {
          content[content.length / 2] ^= 1;
        }
        out.write(content);
        out.closeEntry();
      }
    }
    assertThatThrownBy(() -> unsignedEntries(altered)).isInstanceOf(SecurityException.class);
  }

  @Test
  void debianPackageAndChecksumsHaveASignatureBeside() throws Exception {
    Path target = built("beside", Signer.open(keystore(), "packages", PASSWORD.toCharArray()));
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(Files.readAllBytes(target.resolve(Signer.CERTIFICATE))));
    for (String name : List.of("pack_0.1.0+202611211035.ab12cd34_all.deb", "SHA256SUMS")) {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(certificate);
      signature.update(Files.readAllBytes(target.resolve(name)));
      assertThat(signature.verify(Files.readAllBytes(target.resolve(name + ".sig")))).isTrue();
    }
  }

  @Test
  void aWrongPasswordOrAliasSaysWhatIsAllowed() throws Exception {
    Path store = keystore();
    assertThatThrownBy(() -> Signer.open(store, "packages", "wrong".toCharArray()))
        .isInstanceOf(FeatureException.class)
        .hasMessageContaining("sign.keystore");
    assertThatThrownBy(() -> Signer.open(store, "other", PASSWORD.toCharArray()))
        .isInstanceOf(FeatureException.class)
        .hasMessageContaining("sign.alias: given other");
  }

  /** Reads every entry, which checks it; those nobody signed are told. */
  private static List<String> unsignedEntries(Path file) throws Exception {
    try (JarFile signed = new JarFile(file.toFile(), true)) {
      List<String> unsigned = new java.util.ArrayList<>();
      for (JarEntry entry : Collections.list(signed.entries())) {
        signed.getInputStream(entry).readAllBytes();
        if (!entry.getName().startsWith("META-INF/") && entry.getCodeSigners() == null) {
          unsigned.add(entry.getName());
        }
      }
      return unsigned;
    }
  }
}
