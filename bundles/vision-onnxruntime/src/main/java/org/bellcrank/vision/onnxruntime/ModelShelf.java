package org.bellcrank.vision.onnxruntime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.vision.ColourOrder;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelCard;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that are loaded now, by where they came from. A broken one leaves the others alone.
 */
final class ModelShelf {

  private static final Logger LOG = LoggerFactory.getLogger(ModelShelf.class);
  private static final int DIRECTORY_RANKING = 10;

  private final BundleContext context;
  private final Sessions sessions;
  private final List<String> names;
  private final Path extracted;
  private final Map<Object, Shelved> shelved = new HashMap<>();
  private boolean closed;

  ModelShelf(BundleContext context, Sessions sessions, List<String> names, Path extracted) {
    this.context = context;
    this.sessions = sessions;
    this.names = names;
    this.extracted = extracted;
  }

  /** Loads the model of a bundle, where it brings one. */
  void add(Bundle bundle) {
    try {
      Optional<BundleModel> brought = BundleModel.of(bundle);
      if (brought.isPresent() && wanted(brought.get().file().name())) {
        CardFile file = brought.get().file();
        ModelCard card = forCameras(file.card());
        byte[] content = brought.get().checked(card);
        Path model = ModelFiles.extract(content, card, file.file(), extracted);
        put(bundle, sessions.open(model, session -> card), 0);
      }
    } catch (DetectorException e) {
      LOG.error("{}", e.getMessage());
    }
  }

  /** Loads the models of a directory's folders. */
  void addAll(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> folders = Files.list(directory)) {
      folders
          .map(folder -> folder.resolve("card.yaml"))
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(this::add);
    } catch (IOException e) {
      LOG.error(
          "model directory {} cannot be listed ({}); its models are not loaded", directory, e);
    }
  }

  private void add(Path cardFile) {
    try {
      CardFile file = ModelFiles.card(cardFile);
      if (wanted(file.name())) {
        ModelCard card = forCameras(file.card());
        Path model = cardFile.resolveSibling(file.file());
        ModelFiles.check(ModelFiles.read(model), card, model.toString());
        put(cardFile, sessions.open(model, session -> card), DIRECTORY_RANKING);
      }
    } catch (DetectorException e) {
      LOG.error("{}", e.getMessage());
    }
  }

  private static ModelCard forCameras(ModelCard card) {
    if (card.input().colours() == ColourOrder.GREY_PAIR) {
      throw new DetectorException(
          "model %s: given input.channels GREY_PAIR; allowed for cameras, which bring no template:"
                  .formatted(card.name())
              + " RGB, BGR, GREY; it is not loaded",
          null);
    }
    return card;
  }

  private boolean wanted(String name) {
    return names.contains("*") || names.contains(name);
  }

  private synchronized void put(Object origin, OnnxModel model, int ranking) {
    if (closed) {
      model.close();
      return;
    }
    remove(origin);
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put("model.name", model.card().name());
    properties.put("model.version", model.card().version());
    properties.put("model.provider", model.provider());
    properties.put(Constants.SERVICE_RANKING, ranking);
    shelved.put(
        origin, new Shelved(model, context.registerService(Detector.class, model, properties)));
    LOG.info(
        "model {} {} runs on {} ({})",
        model.card().name(),
        model.card().version(),
        model.provider(),
        model.reason());
  }

  /** Takes away the model of a bundle or file. */
  synchronized void remove(Object origin) {
    Shelved gone = shelved.remove(origin);
    if (gone != null) {
      gone.registration.unregister();
      gone.model.close();
    }
  }

  /** Takes all models away; one that is still being loaded is closed when it is there. */
  synchronized void close() {
    closed = true;
    List.copyOf(shelved.keySet()).forEach(this::remove);
  }

  private record Shelved(OnnxModel model, ServiceRegistration<Detector> registration) {}
}
