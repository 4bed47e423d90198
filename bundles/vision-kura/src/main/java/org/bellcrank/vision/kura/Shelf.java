package org.bellcrank.vision.kura;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelLoader;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models by name: those that others offer, and those that were loaded here. Safe for any thread.
 */
final class Shelf implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

  private final Optional<Path> folder;
  private final List<Detector> offered = new ArrayList<>();
  private final Map<String, ModelLoader.Loaded> loaded = new LinkedHashMap<>();

  /**
   * An empty shelf.
   *
   * @param folder below which files may be loaded
   */
  Shelf(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Reads the setting that names the folder; empty when none may be loaded. */
  static Optional<Path> folder(String pid, String given) {
    String text = given == null ? "" : given.strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return Optional.of(path.normalize());
      }
    } catch (InvalidPathException e) {
      LOG.debug("No path", e);
    }
    throw new IllegalArgumentException(
        "%s model.directory: given '%s'; allowed: an absolute path, or nothing"
            .formatted(pid, text));
  }

  synchronized void add(Detector detector) {
    offered.add(detector);
  }

  synchronized void remove(Detector detector) {
    offered.remove(detector);
  }

  /** What was loaded here goes before, then the newest of those that others offer. */
  synchronized Optional<Detector> find(String name) {
    Detector found = loaded.get(name);
    for (int i = offered.size() - 1; found == null && i >= 0; i--) {
      found = offered.get(i).card().name().equals(name) ? offered.get(i) : null;
    }
    return Optional.ofNullable(found);
  }

  synchronized List<String> names() {
    TreeSet<String> names = new TreeSet<>(loaded.keySet());
    offered.forEach(each -> names.add(each.card().name()));
    return List.copyOf(names);
  }

  /** Opens the file, with the card that lies beside it where there is one. */
  synchronized void load(String name, Optional<String> path, ModelLoader loader)
      throws KuraException {
    if (find(name).isPresent()) {
      return;
    }
    Path model = allowed(name, path.orElse(name + ".onnx"));
    Path card = model.resolveSibling("card.yaml");
    try {
      loaded.put(
          name,
          loader.load(
              model,
              Files.isRegularFile(card) ? Optional.of(card) : Optional.empty(),
              ModelLoader.Hints.usual()));
      LOG.info("Model {} was loaded from {}", name, model);
    } catch (DetectorException e) {
      throw new KuraException(KuraErrorCode.BAD_REQUEST, e, e.getMessage());
    }
  }

  private Path allowed(String name, String given) throws KuraException {
    if (folder.isEmpty()) {
      throw refused(name, given, "no file, as long as setting model.directory is empty");
    }
    try {
      Path root = folder.get().toRealPath();
      Path model = root.resolve(given).toRealPath();
      if (model.startsWith(root) && Files.isRegularFile(model)) {
        return model;
      }
    } catch (IOException | InvalidPathException e) {
      LOG.debug("No such file", e);
    }
    throw refused(name, given, "a file below " + folder.get());
  }

  private static KuraException refused(String name, String given, String allowed) {
    return new KuraException(
        KuraErrorCode.INVALID_PARAMETER,
        "file of model %s: given '%s'; allowed: %s".formatted(name, given, allowed));
  }

  synchronized void unload(String name) throws KuraException {
    ModelLoader.Loaded gone = loaded.remove(name);
    if (gone == null) {
      throw new KuraException(
          KuraErrorCode.OPERATION_NOT_SUPPORTED,
          "model %s was not loaded here but is offered by a bundle or folder; take it away there"
              .formatted(name));
    }
    gone.close();
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(ModelLoader.Loaded::close);
    loaded.clear();
  }
}
