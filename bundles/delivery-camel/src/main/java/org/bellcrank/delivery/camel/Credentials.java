package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Finds credentials by reference: {@code secret:NAME} is a file of that name in the keys folder,
 * readable by its owner alone; {@code env:NAME} is an environment variable. Read anew for each
 * call, so that a renewed key takes effect at once.
 */
final class Credentials {

  private static final Set<PosixFilePermission> FOREIGN =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path keys;
  private final UnaryOperator<String> environment;

  /**
   * @param environment a variable's value; null when there is none
   */
  Credentials(Path keys, UnaryOperator<String> environment) {
    this.keys = keys;
    this.environment = environment;
  }

  Credentials(Path keys, Map<String, String> environment) {
    this(keys, environment::get);
  }

  /**
   * The credential, without the line end that editors add.
   *
   * @throws MissingCredentialException when it is not there, empty, or open to others
   */
  String read(String reference) {
    if (reference.startsWith("env:")) {
      String value = environment.apply(reference.substring(4));
      return used(reference, value, "the environment variable is not set");
    }
    if (!reference.startsWith("secret:")) {
      throw new MissingCredentialException(
          "given credential reference %s; allowed secret:NAME or env:NAME".formatted(reference));
    }
    Path file = keys.resolve(reference.substring("secret:".length())).normalize();
    if (!file.startsWith(keys) || !Files.isRegularFile(file)) {
      throw new MissingCredentialException(
          "the credential %s is looked for in the file %s, which is not there"
              .formatted(reference, file));
    }
    try {
      if (!ownersAlone(file)) {
        throw new MissingCredentialException(
            "the file %s is open to others; allowed: rights of its owner alone (chmod 600)"
                .formatted(file));
      }
      return used(reference, Files.readString(file, StandardCharsets.UTF_8), "the file is empty");
    } catch (IOException unreadable) {
      throw new MissingCredentialException(
          "the credential %s cannot be read from %s: %s"
              .formatted(reference, file, unreadable.getMessage()));
    }
  }

  private static boolean ownersAlone(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return true;
    }
    return Files.getPosixFilePermissions(file).stream().noneMatch(FOREIGN::contains);
  }

  private static String used(String reference, String value, String otherwise) {
    if (value == null || value.isBlank()) {
      throw new MissingCredentialException(
          "the credential %s has no value: %s".formatted(reference, otherwise));
    }
    return value.strip();
  }

  /** A credential that cannot be had; the message never holds the credential. */
  static final class MissingCredentialException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingCredentialException(String message) {
      super(message);
    }
  }
}
