package org.bellcrank.itests.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the demo's camera sees when it is not the rendered footage.
 *
 * @param text as given on the command line
 * @param settings of the camera, beside the source itself
 * @param lines what was taken, for people
 */
record Source(String text, Map<String, String> settings, List<String> lines) {

  private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.+");

  /**
   * Looks whether it is there.
   *
   * @param match what the names of a folder's images have to contain
   * @throws IllegalArgumentException in words for the caller when there is nothing to play
   */
  static Source of(String text, Optional<Pattern> match) {
    if (ADDRESS.matcher(text).matches()) {
      return new Source(text, Map.of(), List.of());
    }
    Path path = path(text);
    if (!Files.isReadable(path)) {
      throw refused(text, Files.exists(path) ? "may not be read" : "is not there");
    }
    if (!Files.isDirectory(path)) {
      return new Source(text, Map.of(), List.of());
    }
    try {
      ImageFolder folder = ImageFolder.of(path, match);
      return new Source(text, folder.settings(), folder.lines());
    } catch (IOException e) {
      throw refused(text, "cannot be listed (" + e.getMessage() + ")");
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw refused(text, "is no path");
    }
  }

  static IllegalArgumentException refused(String text, String what) {
    return new IllegalArgumentException(
        "--source %s %s; allowed: a video file, a folder of JPEG, PNG or BMP images, an address such as rtsp://host/path; nothing was started"
            .formatted(text, what));
  }
}
