package org.bellcrank.vision.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line says which natives are loaded, and what is missing where they are not. */
class NativesTest {

  private static final List<Provider> GPU = List.of(Provider.CUDA, Provider.CPU);

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(Natives.PROPERTY);
  }

  private void put(String... names) throws Exception {
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
  }

  @Test
  void withoutAFolderTheLineSaysThatThereIsNoGpu() {
    assertThat(Natives.choose("", GPU)).contains("package").contains("without");
    assertThat(Natives.choose(null, List.of(Provider.CPU))).doesNotContain("GPU");
    assertThat(System.getProperty(Natives.PROPERTY)).isNull();
  }

  @Test
  void aFolderWithEverythingIsTaken() throws Exception {
    put(
        "libonnxruntime.so",
        "libonnxruntime4j_jni.so",
        "libonnxruntime_providers_cuda.so",
        "libonnxruntime_providers_shared.so");

    assertThat(Natives.choose(folder.toString(), GPU)).contains(folder.toString(), "CUDA");
    assertThat(System.getProperty(Natives.PROPERTY)).isEqualTo(folder.toString());
  }

  @Test
  void aFolderThatLacksSomethingIsNamedAndLeftAlone() throws Exception {
    put("libonnxruntime.so", "libonnxruntime4j_jni.so");

    assertThat(Natives.choose(folder.toString(), GPU))
        .contains("given " + folder)
        .contains("missing: [libonnxruntime_providers_cuda.so")
        .contains("the natives of the package are used");
    assertThat(System.getProperty(Natives.PROPERTY)).isNull();
  }
}
