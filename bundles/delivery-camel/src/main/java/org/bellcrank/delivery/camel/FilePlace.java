package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * A file's place below the folder that an instance names. Names may come from an order or an asset,
 * so that none of them may lead anywhere else.
 *
 * @param folder that is there
 * @param name of the file in it
 */
record FilePlace(Path folder, String name) {

  /** With a mark in front and behind it is still a name for every file system. */
  private static final int LONGEST = 200;

  /** What no share of another system takes, or takes for something else. */
  private static final String STRANGE = "\\/:*?\"<>|";

  /**
   * The place of a path.
   *
   * @param path below the root, with or without a slash in front
   * @throws RefusedFileException when a name cannot be one, or leads out of the root
   * @throws MissingFolderException when root or folder is not there
   */
  static FilePlace of(String root, String path) throws IOException {
    int last = path.lastIndexOf('/');
    return new FilePlace(
        folder(root, last < 0 ? "" : path.substring(0, last)), named(path.substring(last + 1)));
  }

  /** A folder below the root, which may be one of several levels, or the root itself. */
  static Path folder(String root, String path) throws IOException {
    Path base = base(root);
    Path folder = base;
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        folder = folder.resolve(named(part));
      }
    }
    if (!Files.isDirectory(folder)) {
      throw new MissingFolderException(folder);
    }
    if (!folder.toRealPath().startsWith(base.toRealPath())) {
      throw new RefusedFileException("%s leads out of %s".formatted(folder, base));
    }
    return folder;
  }

  private static Path base(String root) throws IOException {
    try {
      Path base = Path.of(root).normalize();
      if (root.isBlank() || !base.isAbsolute() || base.getNameCount() == 0) {
        throw new RefusedFileException(
            "folder \"%s\" was given; allowed: a whole path such as /mnt/share/sap"
                .formatted(root));
      }
      if (!Files.isDirectory(base)) {
        throw new MissingFolderException(base);
      }
      return base;
    } catch (InvalidPathException wrong) {
      throw new RefusedFileException("folder \"%s\" is no path".formatted(root));
    }
  }

  private static String named(String part) throws RefusedFileException {
    boolean control =
        part.chars().anyMatch(c -> Character.isISOControl(c) || STRANGE.indexOf(c) >= 0);
    boolean spaced = part.endsWith(".") || !part.equals(part.strip());
    int bytes = part.getBytes(StandardCharsets.UTF_8).length;
    if (part.isEmpty() || part.startsWith(".") || control || spaced || bytes > LONGEST) {
      throw new RefusedFileException(
          "the name \"%s\" was given; allowed: 1 to %d bytes without %s and control characters, not beginning or ending with a point or a blank"
              .formatted(part, LONGEST, String.join(" ", List.of(STRANGE.split("")))));
    }
    return part;
  }

  Path file() {
    return folder.resolve(name);
  }

  boolean exists() {
    return Files.exists(file(), LinkOption.NOFOLLOW_LINKS);
  }

  /** A name or a path that is not taken; nothing was done. */
  static final class RefusedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedFileException(String message) {
      super(message);
    }
  }

  /** A folder that is not there, as a share that is not mounted; nothing was done. */
  static final class MissingFolderException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingFolderException(Path folder) {
      super("the folder %s is not there; is the share mounted?".formatted(folder));
    }
  }
}
