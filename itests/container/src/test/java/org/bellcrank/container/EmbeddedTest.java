package org.bellcrank.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of others travels inside our bundles is what their {@code embedded.txt} lists. */
@Tag("no-framework")
class EmbeddedTest {

  private static final String LIST = "embedded.txt";

  static List<String> bundles() throws IOException {
    try (Stream<Path> folders = Files.list(Places.ROOT.resolve("bundles"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void innerJarsAreListed(String name) throws IOException {
    Map<String, Long> inner = new TreeMap<>();
    try (JarFile bundle = new JarFile(Places.bundle(name).toFile())) {
      bundle.stream()
          .filter(entry -> entry.getName().endsWith(".jar"))
          .forEach(entry -> inner.put(entry.getName().replaceFirst(".*/", ""), entry.getSize()));
    }
    Map<String, Long> listed = unpacked(name) ? Map.of() : listed(name);

    assertThat(inner).as("%s against bundles/%s/%s", name, name, LIST).isEqualTo(listed);
  }

  /** Nothing is in these but what stands in one of the listed jars, byte for byte. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lib-sqlite",
        "lib-postgresql",
        "lib-onnxruntime",
        "lib-onnxruntime-x86_64",
        "lib-onnxruntime-aarch64",
        "lib-ffmpeg",
        "lib-ffmpeg-x86_64",
        "lib-ffmpeg-aarch64"
      })
  void unpackedClassesAndNativesComeFromTheListedJars(String name) throws IOException {
    assertThat(unpacked(name)).isTrue();
    Map<String, Long> offered = new TreeMap<>();
    for (Map.Entry<String, Long> jar : listed(name).entrySet()) {
      Path file = onClassPath(jar.getKey());
      assertThat(Files.size(file)).as(jar.getKey()).isEqualTo(jar.getValue());
      offered.putAll(checksums(file));
    }
    Map<String, Long> carried = checksums(Places.bundle(name));

    assertThat(carried).isNotEmpty();
    assertThat(offered).containsAllEntriesOf(carried);
  }

  /** Its words are those of the vendor's switch; see the decision record 0005. */
  @ParameterizedTest
  @CsvSource({"x86_64, linux-x64", "aarch64, linux-aarch64"})
  void onnxRuntimeHasNothingThatReportsHome(String machine, String folder) throws IOException {
    try (JarFile bundle = new JarFile(Places.bundle("lib-onnxruntime-" + machine).toFile());
        InputStream library =
            bundle.getInputStream(
                bundle.getJarEntry("ai/onnxruntime/native/" + folder + "/libonnxruntime.so"))) {
      String text = new String(library.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(text.contains("ORT_DISABLE_TELEMETRY")).as("telemetry in it").isFalse();
    }
  }

  private static boolean unpacked(String name) throws IOException {
    Path list = list(name);
    return Files.exists(list) && Files.readAllLines(list).get(0).contains(" unpacked ");
  }

  private static Path list(String name) {
    return Places.ROOT.resolve("bundles").resolve(name).resolve(LIST);
  }

  /** File names and sizes; each line must name a licence too. */
  private static Map<String, Long> listed(String name) throws IOException {
    Map<String, Long> listed = new TreeMap<>();
    if (Files.exists(list(name))) {
      for (String line : Files.readAllLines(list(name))) {
        if (!line.startsWith("#")) {
          String[] columns = line.split("\\s{2,}", 3);
          assertThat(columns).as(line).hasSize(3);
          String[] coordinates = columns[0].split(":");
          List<String> parts = new ArrayList<>(List.of(coordinates).subList(1, coordinates.length));
          listed.put(String.join("-", parts) + ".jar", Long.valueOf(columns[1]));
        }
      }
    }
    return listed;
  }

  private static Path onClassPath(String file) {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(File.separator + file)) {
        return Path.of(entry);
      }
    }
    throw new AssertionError(file + " is listed, but no dependency of the bundle");
  }

  private static Map<String, Long> checksums(Path file) throws IOException {
    Map<String, Long> checksums = new TreeMap<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      jar.stream()
          .filter(entry -> entry.getName().matches(".*\\.(class|so)(\\..*)?"))
          .forEach((JarEntry entry) -> checksums.put(entry.getName(), entry.getCrc()));
    }
    return checksums;
  }
}
