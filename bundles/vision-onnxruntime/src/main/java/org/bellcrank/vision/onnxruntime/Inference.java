package org.bellcrank.vision.onnxruntime;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.DataDirectory;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the models that are there as detectors: those in bundles with the header {@code
 * Bellcrank-Model}, and those put beside their card in the model directory. Models are loaded one
 * after the other on a thread of their own.
 */
@Component(
    name = Inference.PID,
    service = ConfigurableComponent.class,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = Inference.Config.class)
public final class Inference implements ConfigurableComponent {

  static final String PID = "org.bellcrank.vision.onnxruntime.Inference";

  private static final Logger LOG = LoggerFactory.getLogger(Inference.class);

  private final BundleTracker<String> tracker;
  private final ModelShelf shelf;
  private final ExecutorService loading =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "model-loading");
            thread.setDaemon(true);
            return thread;
          });

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/vision-onnxruntime",
      id = PID,
      name = "%Bellcrank inference",
      description = "%Runs models with ONNX Runtime")
  public @interface Config {

    /** What models run on. */
    @AttributeDefinition(
        name = "%Providers",
        description =
            "%TENSORRT, CUDA, CPU in the order in which they are tried; the first that runs a model"
                + " is taken")
    String[] providers() default {"CUDA", "CPU"};

    /** Threads of a run. */
    @AttributeDefinition(
        name = "%Threads",
        description = "%Threads of one run, 0 to 64; 0: as many as there are cores, at most 4")
    int threads() default 0;

    /** Which models. */
    @AttributeDefinition(
        name = "%Models",
        description = "%Names of the models that are loaded; * loads all that are found")
    String[] models() default {"*"};

    /** Where further models lie. */
    @AttributeDefinition(
        name = "%Model directory",
        description =
            "%Folder of folders with card.yaml and the model beside it; empty: models in the data"
                + " directory",
        required = false)
    String model_directory() default "";

    /** Where natives for a GPU lie. */
    @AttributeDefinition(
        name = "%Natives directory",
        description =
            "%Folder with ONNX Runtime's natives for a GPU, same version; empty: those of the"
                + " package, for the processor. A change counts from the gateway's next start on.",
        required = false)
    String natives_directory() default "";
  }

  /** Starts to look for models. */
  @Activate
  public Inference(BundleContext context, @Reference DataDirectory data, Config config) {
    Path directory = directory(config.model_directory(), data);
    List<Provider> providers = Provider.list(config.providers());
    Natives.choose(config.natives_directory(), providers);
    shelf =
        new ModelShelf(
            context,
            new Sessions(providers, threads(config.threads())),
            names(config.models()),
            data.models().resolve("shipped"));
    tracker =
        new BundleTracker<>(context, Bundle.ACTIVE | Bundle.RESOLVED | Bundle.STARTING, null) {
          @Override
          public String addingBundle(Bundle bundle, org.osgi.framework.BundleEvent event) {
            String card = bundle.getHeaders("").get(BundleModel.HEADER);
            if (card != null) {
              later(() -> shelf.add(bundle));
            }
            return card;
          }

          @Override
          public void removedBundle(
              Bundle bundle, org.osgi.framework.BundleEvent event, String card) {
            later(() -> shelf.remove(bundle));
          }
        };
    later(() -> shelf.addAll(directory));
    tracker.open();
  }

  private void later(Runnable work) {
    if (!loading.isShutdown()) {
      loading.execute(work);
    }
  }

  private static Path directory(String given, DataDirectory data) {
    if (given == null || given.isBlank()) {
      return data.models();
    }
    try {
      return Path.of(given.strip());
    } catch (InvalidPathException e) {
      throw refused("model.directory", given, "a path of this machine");
    }
  }

  private static int threads(int given) {
    if (given < 0 || given > 64) {
      throw refused("threads", String.valueOf(given), "0 to 64");
    }
    return given;
  }

  private static List<String> names(String[] given) {
    List<String> names =
        given == null
            ? List.of()
            : Arrays.stream(given).map(String::strip).filter(name -> !name.isEmpty()).toList();
    if (names.isEmpty()) {
      throw refused("models", "nothing", "names of models, or *");
    }
    return names;
  }

  private static IllegalArgumentException refused(String name, String given, String allowed) {
    return new IllegalArgumentException(
        "%s %s: given %s; allowed: %s".formatted(PID, name, given, allowed));
  }

  /** Takes all models away; runs that are under way end first. */
  @Deactivate
  public void stop() {
    tracker.close();
    loading.shutdown();
    try {
      if (!loading.awaitTermination(20, TimeUnit.SECONDS)) {
        LOG.warn("a model is still being loaded; it is closed when it is there");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shelf.close();
  }
}
