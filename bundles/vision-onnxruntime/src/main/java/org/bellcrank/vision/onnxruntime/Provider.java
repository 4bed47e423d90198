package org.bellcrank.vision.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a model may run on. */
enum Provider {
  /** NVIDIA TensorRT. */
  TENSORRT {
    @Override
    void addTo(SessionOptions options) throws OrtException {
      options.addTensorrt(0);
    }
  },
  /** NVIDIA CUDA. */
  CUDA {
    @Override
    void addTo(SessionOptions options) throws OrtException {
      options.addCUDA(0);
    }
  },
  /** The processor; always there. */
  CPU {
    @Override
    void addTo(SessionOptions options) {
      // Every session falls back on the processor by itself.
    }
  };

  abstract void addTo(SessionOptions options) throws OrtException;

  /** Reads a list of names; each entry may itself be a comma-separated list. */
  static List<Provider> list(String[] given) {
    List<Provider> providers = new ArrayList<>();
    for (String entry : given == null ? new String[0] : given) {
      for (String name : entry.split(",")) {
        if (!name.isBlank()) {
          providers.add(named(name.strip()));
        }
      }
    }
    if (providers.isEmpty()) {
      throw refused("nothing");
    }
    return List.copyOf(providers);
  }

  private static Provider named(String given) {
    try {
      return valueOf(given.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw refused(given);
    }
  }

  private static IllegalArgumentException refused(String given) {
    return new IllegalArgumentException(
        "%s providers: given %s; allowed: a list of %s, tried in this order"
            .formatted(Inference.PID, given, Arrays.toString(values())));
  }
}
