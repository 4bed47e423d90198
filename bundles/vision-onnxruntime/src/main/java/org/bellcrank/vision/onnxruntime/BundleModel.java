package org.bellcrank.vision.onnxruntime;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelCard;
import org.osgi.framework.Bundle;

/**
 * The model that a bundle brings.
 *
 * @param bundle the bundle
 * @param folder where card and model lie in it, empty or ending with a slash
 * @param file the card as it stands there
 */
record BundleModel(Bundle bundle, String folder, CardFile file) {

  /** Header of a bundle that brings a model; its value is the card's place in the bundle. */
  static final String HEADER = "Bellcrank-Model";

  /** Reads the card of a bundle; empty when the bundle brings no model. */
  static Optional<BundleModel> of(Bundle bundle) {
    String header = bundle.getHeaders("").get(HEADER);
    if (header == null) {
      return Optional.empty();
    }
    String entry = header.strip();
    String place = bundle.getSymbolicName() + "/" + entry;
    CardFile card =
        CardFile.read(new String(content(bundle, entry), StandardCharsets.UTF_8), place);
    return Optional.of(
        new BundleModel(bundle, entry.substring(0, entry.lastIndexOf('/') + 1), card));
  }

  /** The bytes of the model file, checked against the card. */
  byte[] checked(ModelCard card) {
    String entry = folder + file.file();
    byte[] content = content(bundle, entry);
    ModelFiles.check(content, card, bundle.getSymbolicName() + "/" + entry);
    return content;
  }

  private static byte[] content(Bundle bundle, String entry) {
    URL url = bundle.getEntry(entry);
    if (url == null) {
      throw new DetectorException(
          "bundle %s: given no entry %s; allowed: the entry that its header or card names; its"
                  .formatted(bundle.getSymbolicName(), entry)
              + " model is not loaded",
          null);
    }
    try (InputStream in = url.openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new DetectorException(
          "bundle %s: entry %s cannot be read (%s); its model is not loaded"
              .formatted(bundle.getSymbolicName(), entry, e.getMessage()),
          e);
    }
  }
}
