package org.bellcrank.vision.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelCard;
import org.bellcrank.vision.OutputLayouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sessions: tries the providers in their order, each with a real session and a real run,
 * because what the library reports as available proves nothing.
 */
final class Sessions {

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private final List<Provider> providers;
  private final int threads;

  /**
   * Remembers what to try.
   *
   * @param threads per run; 0: as many as there are cores, at most 4
   */
  Sessions(List<Provider> providers, int threads) {
    this.providers = providers;
    this.threads = threads == 0 ? Math.min(4, cores()) : threads;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Opens a model on the first provider that runs it.
   *
   * @param card makes the card from the opened session
   * @throws DetectorException when the file is no model, does not fit, or nothing runs it
   */
  OnnxModel open(Path file, Function<OrtSession, ModelCard> card) {
    return open(
        String.valueOf(file.getFileName()),
        (environment, options) -> environment.createSession(file.toString(), options),
        card);
  }

  /** As {@link #open(Path, Function)}, from the bytes of a model file. */
  OnnxModel open(byte[] content, ModelCard card) {
    return open(
        card.name(),
        (environment, options) -> environment.createSession(content, options),
        session -> card);
  }

  private OnnxModel open(String name, Content content, Function<OrtSession, ModelCard> card) {
    List<String> refusals = new ArrayList<>();
    for (Provider provider : providers) {
      try {
        return opened(content, card, provider, refusals);
      } catch (OrtException | UnsatisfiedLinkError e) {
        String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        refusals.add(provider + " refused: " + (why.length() > 200 ? why.substring(0, 200) : why));
      }
    }
    throw new DetectorException(
        "model %s cannot be run (%s); allowed: a whole ONNX file of detection; other models work on"
            .formatted(name, String.join("; ", refusals)),
        null);
  }

  private OnnxModel opened(
      Content content,
      Function<OrtSession, ModelCard> cards,
      Provider provider,
      List<String> refusals)
      throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "bellcrank");
    OrtSession session;
    try (SessionOptions options = options(provider)) {
      session = content.session(environment, options);
    }
    OnnxModel model = null;
    try {
      ModelCard card = cards.apply(session);
      String input = input(session, card);
      outputs(session, card);
      String reason = refusals.isEmpty() ? "first choice" : String.join("; ", refusals);
      int lanes = provider == Provider.CPU ? Math.max(1, cores() / threads) : 1;
      model = new OnnxModel(card, input, session, provider.name(), reason, lanes);
      warmUp(model);
      return model;
    } finally {
      if (model == null) {
        session.close();
      }
    }
  }

  private SessionOptions options(Provider provider) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    // Threads that spin between frames would take the cores that decode and encode.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    provider.addTo(options);
    return options;
  }

  private static void warmUp(OnnxModel model) throws OrtException {
    float[] grey = new float[model.card().input().values()];
    Arrays.fill(grey, model.card().input().range().of(128));
    try {
      long start = System.nanoTime();
      model.run(grey);
      model.run(grey);
      LOG.debug(
          "model {} warmed up on {} in {} ms",
          model.card().name(),
          model.provider(),
          (System.nanoTime() - start) / 1_000_000);
    } catch (DetectorException e) {
      if (e.getCause() instanceof OrtException cause) {
        model.close();
        throw cause;
      }
      throw e;
    }
  }

  private static String input(OrtSession session, ModelCard card) throws OrtException {
    ModelCard.Input wanted = card.input();
    List<String> given = new ArrayList<>();
    for (Map.Entry<String, NodeInfo> entry : session.getInputInfo().entrySet()) {
      if (entry.getValue().getInfo() instanceof TensorInfo tensor) {
        long[] shape = tensor.getShape();
        given.add(entry.getKey() + " " + tensor.type + Arrays.toString(shape));
        if (tensor.type == OnnxJavaType.FLOAT
            && shape.length == 4
            && fits(shape[0], 1)
            && fits(shape[1], wanted.colours().channels())
            && fits(shape[2], wanted.height())
            && fits(shape[3], wanted.width())) {
          return entry.getKey();
        }
      }
    }
    throw new DetectorException(
        "model %s: given inputs %s; allowed by its card: FLOAT[1, %d, %d, %d]; it is not loaded"
            .formatted(
                card.name(), given, wanted.colours().channels(), wanted.height(), wanted.width()),
        null);
  }

  private static boolean fits(long given, long wanted) {
    return given == wanted || given == -1;
  }

  private static void outputs(OrtSession session, ModelCard card) throws OrtException {
    Optional<String> misfit =
        OutputLayouts.named(card.layout())
            .orElseThrow()
            .misfit(outputShapes(session), card.classes().size());
    if (misfit.isPresent()) {
      throw new DetectorException(
          "model %s: %s; it is not loaded".formatted(card.name(), misfit.get()), null);
    }
  }

  /** Dimensions of a session's tensor outputs in their order. */
  static List<long[]> outputShapes(OrtSession session) throws OrtException {
    List<long[]> shapes = new ArrayList<>();
    for (NodeInfo output : session.getOutputInfo().values()) {
      if (output.getInfo() instanceof TensorInfo tensor) {
        shapes.add(tensor.getShape());
      }
    }
    return shapes;
  }

  /** Where a session's model comes from. */
  private interface Content {
    OrtSession session(OrtEnvironment environment, SessionOptions options) throws OrtException;
  }
}
