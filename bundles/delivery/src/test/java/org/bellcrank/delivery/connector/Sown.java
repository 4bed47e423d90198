package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a shipped folder with a mistake in it. */
final class Sown {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");

  private final Path folder;

  private Sown(Path folder) {
    this.folder = folder;
  }

  /** What is shipped under that name. */
  static Path shipped(String kind) {
    return SHIPPED.resolve(kind);
  }

  /** A copy of what is shipped under that name. */
  static Sown copy(String kind, Path into) throws IOException {
    Path from = shipped(kind);
    Path to = into.resolve(kind);
    try (Stream<Path> files = Files.walk(from)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return new Sown(to);
  }

  /** Puts a text in place of the first one; {@code ~} stands for the end of a line. */
  Sown with(String file, String from, String to) throws IOException {
    Path wrong = folder.resolve(file + ".yaml");
    String text = Files.readString(wrong);
    String before = from.replace("~", "\n");
    assertThat(text).contains(before);
    int at = text.indexOf(before);
    Files.writeString(
        wrong,
        text.substring(0, at) + to.replace("~", "\n") + text.substring(at + before.length()));
    return this;
  }

  Path folder() {
    return folder;
  }
}
