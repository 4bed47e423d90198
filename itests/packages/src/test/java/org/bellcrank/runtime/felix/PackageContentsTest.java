package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside every package: what it is made of, under which licences, and its checksums. */
class PackageContentsTest {

  private static final double MEGABYTE = 1_000_000;
  private static final double LIMIT_MEGABYTES = 60;

  static List<BuiltPackage> packages() throws IOException {
    return BuiltPackage.all();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void everyBundleAndEveryInnerJarStandsInTheListOfParts(BuiltPackage built) throws Exception {
    Map<String, String> inside = new TreeMap<>();
    for (Map.Entry<String, byte[]> bundle : built.bundles().entrySet()) {
      inside.put(bundle.getKey(), sha256(bundle.getValue()));
      innerJars(bundle.getValue())
          .forEach((jar, sum) -> inside.put(bundle.getKey() + "/" + jar, sum));
    }
    Map<String, String> listed = new TreeMap<>();
    JsonNode sbom = new ObjectMapper().readTree(built.sbom().toFile());
    assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(sbom.path("specVersion").asText()).isEqualTo("1.5");
    collect(sbom.path("components"), listed);

    assertThat(listed).containsAllEntriesOf(inside);
  }

  /** What was unpacked into a bundle leaves no jar; its list says what it was. */
  @ParameterizedTest
  @MethodSource("packages")
  void everythingThatABundleEmbedsStandsInTheListOfParts(BuiltPackage built) throws Exception {
    JsonNode sbom = new ObjectMapper().readTree(built.sbom().toFile());
    for (JsonNode bundle : sbom.path("components")) {
      Path list = home(folder(bundle)).resolve("embedded.txt");
      long lines =
          Files.exists(list)
              ? Files.readAllLines(list).stream().filter(line -> line.matches("[a-z].*")).count()
              : 0;
      assertThat(bundle.path("components").size()).as("%s", list).isEqualTo((int) lines);
    }
  }

  /** What the demo needs besides the product lies under itests. */
  private static Path home(String folder) {
    Path product = TestGateway.ROOT.resolve("bundles").resolve(folder);
    return Files.isDirectory(product) ? product : TestGateway.ROOT.resolve("itests/" + folder);
  }

  private static String folder(JsonNode bundle) {
    return bundle.path("purl").asText().replaceFirst(".*/", "").replaceFirst("@.*", "");
  }

  @ParameterizedTest
  @MethodSource("packages")
  void theLicencesOfAPackageAreStated(BuiltPackage built) throws Exception {
    try (JarFile jar = new JarFile(built.dp().toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("DeploymentPackage-License"))
          .isNotBlank();
    }
    JsonNode sbom = new ObjectMapper().readTree(built.sbom().toFile());
    for (JsonNode license : sbom.findValues("licenses")) {
      assertThat(license.isEmpty()).isFalse();
    }
    assertThat(sbom.findValues("licenses")).hasSizeGreaterThan(sbom.path("components").size());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void theChecksumsAreThoseOfTheFiles(BuiltPackage built) throws Exception {
    List<String> lines = Files.readAllLines(built.folder().resolve("SHA256SUMS"));
    assertThat(lines.toString())
        .contains(built.name() + ".dp")
        .contains(built.name() + ".cdx.json");
    for (String line : lines) {
      Path file = built.folder().resolve(line.substring(66));
      assertThat(sha256(Files.readAllBytes(file))).as(line).isEqualTo(line.substring(0, 64));
    }
  }

  /** No library twice on a gateway: neither as a bundle, nor a bundle in two packages. */
  @Test
  void noBundleIsInTwoPackages() throws Exception {
    Map<String, String> owners = new HashMap<>();
    for (BuiltPackage built : packages()) {
      for (String entry : built.bundles().keySet()) {
        String bundle = entry.replaceFirst("_\\d.*", "");
        assertThat(owners.put(bundle, built.name())).as("the other package of %s", bundle).isNull();
      }
    }
  }

  @Test
  void thePackagesKeepTheirLimits() throws Exception {
    StringBuilder table = new StringBuilder("packages, MB (10^6 bytes):\n");
    double together = 0;
    for (BuiltPackage built : packages()) {
      double size = built.bytes() / MEGABYTE;
      Path deb = built.deb();
      table.append(
          "%8.2f .dp  %8s .deb  %s%n"
              .formatted(
                  size,
                  deb == null ? "-" : "%.2f".formatted(Files.size(deb) / MEGABYTE),
                  built.name()));
      if (built.name().matches("bellcrank-(core|camel|console|connectors-.*)")) {
        together += size;
      }
    }
    double java = BuiltPackage.named("bellcrank-vision").bytes() / MEGABYTE;
    double x86 = java + BuiltPackage.named("bellcrank-vision-x86_64").bytes() / MEGABYTE;
    double arm = java + BuiltPackage.named("bellcrank-vision-aarch64").bytes() / MEGABYTE;
    table.append(
        "%8.2f      core, camel, connectors and console together (at most %.0f)%n"
            .formatted(together, LIMIT_MEGABYTES));
    table.append("%8.2f      vision on x86_64 (at most %.0f)%n".formatted(x86, LIMIT_MEGABYTES));
    table.append("%8.2f      vision on aarch64 (at most %.0f)%n".formatted(arm, LIMIT_MEGABYTES));
    System.out.print(table);

    assertThat(together).isPositive().isLessThanOrEqualTo(LIMIT_MEGABYTES);
    assertThat(x86).isLessThanOrEqualTo(LIMIT_MEGABYTES);
    assertThat(arm).isLessThanOrEqualTo(LIMIT_MEGABYTES);
  }

  private static void collect(JsonNode components, Map<String, String> listed) {
    for (JsonNode component : components) {
      assertThat(component.path("licenses").size()).as("%s", component).isPositive();
      listed.put(
          component.path("bom-ref").asText(),
          component.path("hashes").path(0).path("content").asText());
      collect(component.path("components"), listed);
    }
  }

  private static Map<String, String> innerJars(byte[] bundle) throws Exception {
    Map<String, String> jars = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".jar")) {
          jars.put(entry.getName().replaceFirst(".*/", ""), sha256(zip.readAllBytes()));
        }
      }
    }
    return jars;
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
