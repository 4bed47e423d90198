package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bellcrank.itests.footage.Scenario;
import org.bellcrank.itests.footage.SpindleFootage;
import org.bellcrank.verb.Terminal;

/** Films of a wearing spindle, rendered once and kept below {@code target}. */
final class Films {

  private static final double FRAMES_PER_SECOND = 25;
  private static final String NATIVES = "org.bytedeco.javacpp.cachedir";

  private final Path folder;

  /**
   * @param home the checkout
   * @param natives where FFmpeg's natives are unpacked unless a camera chose a place before
   */
  Films(Path home, Path natives) {
    folder = home.resolve("target").resolve("bench").resolve("footage");
    if (System.getProperty(NATIVES) == null) {
      System.setProperty(NATIVES, natives.toString());
    }
  }

  /** The film of a spindle with so many frames of 1280x720. */
  Path film(String spindle, int frames, Terminal terminal) throws BenchException {
    Path film = folder.resolve("%s-%d.mp4".formatted(spindle, frames));
    try {
      if (!Files.exists(film)) {
        Files.createDirectories(folder);
        terminal.progress("rendering %d frames of spindle %s".formatted(frames, spindle));
        Path beside = Files.createTempDirectory(folder, "part").resolve("film.mp4");
        SpindleFootage.renderMp4(
            beside, Scenario.demo(spindle).withFrames(frames), FRAMES_PER_SECOND);
        Files.move(beside, film);
        Files.delete(beside.getParent());
      }
      return film;
    } catch (IOException e) {
      throw new BenchException("film " + film + " cannot be rendered", e);
    }
  }
}
