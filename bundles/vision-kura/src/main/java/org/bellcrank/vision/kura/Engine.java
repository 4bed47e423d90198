package org.bellcrank.vision.kura;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelLoader;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.ai.inference.InferenceEngineService;
import org.eclipse.kura.ai.inference.ModelInfo;
import org.eclipse.kura.ai.inference.Tensor;
import org.eclipse.kura.ai.inference.TensorDescriptor;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The models that are loaded, as the gateway's inference engine, for other add-ons and the
 * gateway's own wire component. Our cameras do not pass here. Safe for any thread; runs beyond the
 * allowed number wait.
 */
@Component(
    name = Engine.PID,
    service = {InferenceEngineService.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = Engine.Config.class)
public final class Engine implements InferenceEngineService, ConfigurableComponent {

  static final String PID = "org.bellcrank.vision.kura.Engine";
  private static final String NAMES = "[A-Za-z0-9._-]{1,64}";

  private final Semaphore lanes;
  private final int patience;
  private final Shelf shelf;
  private final Map<Detector, List<TensorDescriptor>> outputs = new ConcurrentHashMap<>();
  private volatile ModelLoader loader;

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/vision-kura",
      name = "%Bellcrank inference engine",
      description = "%Offers the loaded models as the gateway's inference engine")
  public @interface Config {

    /** Runs at once. */
    @AttributeDefinition(
        name = "%Runs at once",
        description =
            "%Number of inferences that run side by side, 1 to 16; cameras have lanes of their own",
        min = "1",
        max = "16")
    int lanes() default 1;

    /** Wait. */
    @AttributeDefinition(
        name = "%Longest wait",
        description = "%Milliseconds for which an inference waits for a free lane, 0 to 60000",
        min = "0",
        max = "60000")
    int wait_longest() default 5000;

    /** Folder. */
    @AttributeDefinition(
        name = "%Model folder",
        description =
            "%Absolute path of the folder below which model files (ONNX) may be loaded by name; empty"
                + " means that none may",
        required = false)
    String model_directory() default "";
  }

  @Activate
  public Engine(Config config) {
    lanes = new Semaphore(whole("lanes", config.lanes(), 1, 16, ""), true);
    patience = whole("wait.longest", config.wait_longest(), 0, 60_000, " milliseconds");
    shelf = new Shelf(Shelf.folder(PID, config.model_directory()));
  }

  private static int whole(String key, int given, int least, int most, String unit) {
    if (given < least || given > most) {
      throw new IllegalArgumentException(
          "%s %s: given %d; allowed: %d to %d%s".formatted(PID, key, given, least, most, unit));
    }
    return given;
  }

  /** A model is there. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addDetector(Detector detector) {
    shelf.add(detector);
  }

  /** It went. */
  public void removeDetector(Detector detector) {
    shelf.remove(detector);
    outputs.remove(detector);
  }

  /** What opens model files is there. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setLoader(ModelLoader there) {
    loader = there;
  }

  /** It went. */
  public synchronized void unsetLoader(ModelLoader gone) {
    loader = loader == gone ? null : loader;
  }

  @Override
  public List<Tensor> infer(ModelInfo model, List<Tensor> inputs) throws KuraException {
    if (model == null) {
      throw new KuraException(KuraErrorCode.INVALID_PARAMETER, "given no model");
    }
    Detector detector = found(model.getName());
    float[] values = Tensors.values(detector.card(), inputs);
    return run(detector, values).stream().map(Tensors::output).toList();
  }

  private List<org.bellcrank.vision.Tensor> run(Detector detector, float[] values)
      throws KuraException {
    try {
      if (!lanes.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
        throw new KuraException(
            KuraErrorCode.TIMED_OUT,
            "model %s: no lane was free within %d ms; try again, or allow more in setting lanes"
                .formatted(detector.card().name(), patience));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KuraException(KuraErrorCode.TIMED_OUT, e, "interrupted while waiting for a lane");
    }
    try {
      return detector.run(values);
    } catch (DetectorException e) {
      throw new KuraException(KuraErrorCode.INTERNAL_ERROR, e, e.getMessage());
    } finally {
      lanes.release();
    }
  }

  private Detector found(String name) throws KuraException {
    return shelf
        .find(name)
        .orElseThrow(
            () ->
                new KuraException(
                    KuraErrorCode.NOT_FOUND,
                    "given model '%s'; loaded: %s".formatted(name, shelf.names())));
  }

  @Override
  public void loadModel(String name, Optional<String> path) throws KuraException {
    if (name == null || !name.matches(NAMES)) {
      throw new KuraException(
          KuraErrorCode.INVALID_PARAMETER,
          "model name: given '%s'; allowed: 1 to 64 letters, digits, . - _".formatted(name));
    }
    if (shelf.find(name).isPresent()) {
      return;
    }
    ModelLoader present = loader;
    if (present == null) {
      throw new KuraException(
          KuraErrorCode.SERVICE_UNAVAILABLE, "nothing that opens models is running");
    }
    shelf.load(name, path, present);
  }

  @Override
  public void unloadModel(String name) throws KuraException {
    Detector detector = found(name);
    shelf.unload(name);
    outputs.remove(detector);
  }

  @Override
  public boolean isModelLoaded(String name) {
    return shelf.find(name).isPresent();
  }

  @Override
  public List<String> getModelNames() {
    return shelf.names();
  }

  /** What outputs there are is learned by one run over nothing, the first time it is asked. */
  @Override
  public Optional<ModelInfo> getModelInfo(String name) throws KuraException {
    Optional<Detector> found = shelf.find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Detector detector = found.get();
    List<TensorDescriptor> described = outputs.get(detector);
    if (described == null) {
      float[] nothing = new float[detector.card().input().values()];
      described = run(detector, nothing).stream().map(Tensors::descriptor).toList();
      outputs.put(detector, described);
    }
    return Optional.of(
        ModelInfo.builder(name)
            .platform("onnxruntime_onnx")
            .version(detector.card().version())
            .addParameter("provider", detector.provider())
            .addParameter("sha256", detector.card().sha256())
            .addParameter("classes", String.join(",", detector.card().classes()))
            .addInputDescriptor(Tensors.input(detector.card()))
            .addAllOutputDescriptor(described)
            .build());
  }

  @Override
  public boolean isEngineReady() {
    return loader != null || !shelf.names().isEmpty();
  }

  /** Closes what was loaded here; the models of others go on. */
  @Deactivate
  public void stop() {
    shelf.close();
  }
}
