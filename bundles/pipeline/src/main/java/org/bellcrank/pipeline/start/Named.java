package org.bellcrank.pipeline.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.Point;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.MissingKeysException;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.site.Site;
import org.bellcrank.vision.CameraStatus;

/** The stages of what the site documents name. */
final class Named {

  private static final String SECRET = "secret:";

  private final Gateway gateway;

  Named(Gateway gateway) {
    this.gateway = gateway;
  }

  /** The cameras of all points, then what the documents name beside them. */
  static Set<String> sources(Site site) {
    Set<String> names = new LinkedHashSet<>();
    site.assets().points().stream()
        .map(Point::camera)
        .flatMap(Optional::stream)
        .forEach(names::add);
    names.addAll(site.start().sources());
    return names;
  }

  Look connector(ConnectorInstance instance) {
    Connectors there = gateway.connectors;
    if (there == null) {
      return Look.waits(
          "nothing loads connectors; its orders wait",
          "install the package bellcrank-camel and configure CamelDelivery");
    }
    Optional<Connectors.Loaded> folder =
        there.all().stream().filter(each -> each.kind().equals(instance.kind())).findFirst();
    Optional<String> version =
        folder.map(Connectors.Loaded::version).filter(each -> !each.isEmpty());
    if (version.isPresent()) {
      return Look.up("folder %s, version %s".formatted(instance.kind(), version.get()));
    }
    return folder
        .filter(each -> !each.refusal().isEmpty())
        .map(
            each ->
                Look.missing(
                    "the folder %s was refused: %s; its orders wait"
                        .formatted(instance.kind(), each.refusal().get(0)),
                    "mend what is named; it is taken without a restart"))
        .orElseGet(
            () ->
                Look.waits(
                    "the folder %s is not loaded; its orders wait".formatted(instance.kind()),
                    "put the folder into the routes directory, or install its package"));
  }

  /** The file or keystore itself is opened where it is used; here it must be there. */
  Look key(ConnectorInstance instance) {
    String reference = instance.credential().orElse("");
    if (reference.startsWith(SECRET) && gateway.data != null) {
      Path file = gateway.data.root().resolve("keys").resolve(reference.substring(SECRET.length()));
      if (!Files.isReadable(file)) {
        return Look.waits(
            "%s is not there, or cannot be read".formatted(file),
            "put the key there, readable by the gateway's user alone");
      }
    }
    return instance.keys().map(this::keystore).orElseGet(() -> Look.up("there"));
  }

  private Look keystore(ConnectorInstance.Keys named) {
    KeyCabinet there = gateway.keys;
    if (there == null) {
      return Look.waits("nothing offers keystores here", "add the keystore " + named.keystore());
    }
    try {
      there.open(named.keystore());
      return Look.up("keystore " + named.keystore() + " is open");
    } catch (MissingKeysException e) {
      return Look.waits(e.getMessage(), "add the keystore, or mend its name in connectors.yaml");
    }
  }

  Look source(String name) {
    Optional<CameraStatus> camera =
        gateway.cameras == null
            ? Optional.empty()
            : gateway.cameras.all().stream().filter(is -> is.camera().equals(name)).findFirst();
    if (camera.isPresent()) {
      return camera(camera.get());
    }
    Optional<SourceLife.Sign> sign =
        gateway.sources.stream()
            .flatMap(source -> source.signs().stream())
            .filter(each -> each.name().equals(name))
            .findFirst();
    if (sign.isEmpty()) {
      return Look.waits(
          "the site documents name it, and no source of this name runs",
          "configure it, or take it out of the documents");
    }
    return sign.get().alive()
        ? Look.up(sign.get().words())
        : Look.waits(sign.get().words(), "look at " + sign.get().kind() + " and the network");
  }

  private static Look camera(CameraStatus camera) {
    String words =
        camera.detail().isEmpty()
            ? camera.state().name().toLowerCase(Locale.ROOT)
            : camera.state().name().toLowerCase(Locale.ROOT) + ", " + camera.detail();
    return switch (camera.state()) {
      case RUNNING, ENDED -> Look.up(words);
      case FAILED -> Look.missing(words, "mend the recording or its settings");
      case WAITING -> Look.waits(words, "no model looks: install one and configure Inference");
      case OPENING, LOST -> Look.waits(words, "look at camera and network");
    };
  }
}
