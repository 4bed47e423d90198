package org.bellcrank.vision.onnxruntime;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which natives ONNX Runtime loads: those of the package, or those of a folder. Natives for a GPU
 * never travel in a package, so they are looked at when the gateway starts, with one line about
 * what was found.
 */
final class Natives {

  /** Where the library itself looks; it reads this once in a process. */
  static final String PROPERTY = "onnxruntime.native.path";

  private static final Logger LOG = LoggerFactory.getLogger(Natives.class);
  private static final List<String> NEEDED =
      List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");
  private static final String CUDA = "libonnxruntime_providers_cuda.so";
  private static final String SHARED = "libonnxruntime_providers_shared.so";

  private Natives() {}

  /**
   * Chooses the natives before the library is used for the first time.
   *
   * @param setting the folder; null or blank: what the system property says, else the package
   * @param providers what models shall run on
   * @return the line that was logged
   */
  static String choose(String setting, List<Provider> providers) {
    String already = System.getProperty(PROPERTY, "");
    String given = setting == null || setting.isBlank() ? already : setting.strip();
    if (given.isEmpty()) {
      boolean gpu = providers.stream().anyMatch(provider -> provider != Provider.CPU);
      return told(
          "natives of ONNX Runtime: those of the package, for the processor"
              + (gpu ? "; no natives.directory names any for a GPU, so models run without" : ""));
    }
    List<String> missing = missing(given);
    if (!missing.isEmpty()) {
      String line =
          "%s natives.directory: given %s; allowed: a folder with %s and for CUDA %s, %s; missing: %s; the natives of the package are used"
              .formatted(Inference.PID, given, NEEDED, CUDA, SHARED, missing);
      System.clearProperty(PROPERTY);
      LOG.error(line);
      return line;
    }
    System.setProperty(PROPERTY, given);
    return told(
        "natives of ONNX Runtime: those of %s, with CUDA%s"
            .formatted(
                given,
                already.isEmpty() || already.equals(given)
                    ? ""
                    : "; in use from the next start of the gateway on, until then " + already));
  }

  private static String told(String line) {
    LOG.info(line);
    return line;
  }

  private static List<String> missing(String given) {
    List<String> missing = new ArrayList<>();
    try {
      Path folder = Path.of(given);
      List<String> wanted = new ArrayList<>(NEEDED);
      wanted.add(CUDA);
      wanted.add(SHARED);
      for (String name : wanted) {
        if (!Files.isReadable(folder.resolve(name))) {
          missing.add(name);
        }
      }
    } catch (InvalidPathException e) {
      missing.add("the folder itself: " + e.getMessage());
    }
    return missing;
  }
}
