package org.bellcrank.vision.onnxruntime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelCard;

/** Model files on disk and their hashes. */
final class ModelFiles {

  private ModelFiles() {}

  /** SHA-256 in lower-case hexadecimal digits. */
  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Reads a file. */
  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DetectorException(
          "%s cannot be read (%s); allowed: a file that the gateway may read; its model is not"
                  .formatted(file, e)
              + " loaded",
          e);
    }
  }

  /** Reads a card. */
  static CardFile card(Path file) {
    return CardFile.read(new String(read(file), StandardCharsets.UTF_8), file.toString());
  }

  /** Refuses a model file that is not the one its card means. */
  static void check(byte[] model, ModelCard card, String place) {
    String given = sha256(model);
    if (!given.equals(card.sha256())) {
      throw new DetectorException(
          "%s: given a file with SHA-256 %s; allowed by its card: %s; it is not loaded"
              .formatted(place, given, card.sha256()),
          null);
    }
  }

  /** Puts a model's bytes into a folder of its name and version; an equal file is left alone. */
  static Path extract(byte[] model, ModelCard card, String file, Path folder) {
    Path home = folder.resolve(card.name() + "-" + card.version());
    Path target = home.resolve(file);
    try {
      if (Files.isRegularFile(target) && sha256(Files.readAllBytes(target)).equals(card.sha256())) {
        return target;
      }
      Files.createDirectories(home);
      Path fresh = Files.createTempFile(home, "incoming", ".part");
      Files.write(fresh, model);
      return Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new DetectorException(
          "model %s cannot be put into %s (%s); allowed: a folder with room that the gateway may"
                  .formatted(card.name(), home, e)
              + " write; it is not loaded",
          e);
    }
  }
}
