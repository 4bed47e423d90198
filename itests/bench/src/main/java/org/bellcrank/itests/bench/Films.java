package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** The film of a demo spindle that wears out, with so many frames of 1280x720. */
  Path worn(String spindle, int frames, Terminal terminal) throws BenchException {
    Scenario scene = Scenario.demo(spindle).withFrames(frames);
    return film("worn-%s-%d".formatted(spindle, frames), scene, terminal);
  }

  /** The same spindle, but nothing breaks out of it. */
  Path sound(String spindle, int frames, Terminal terminal) throws BenchException {
    Scenario sound = sound(Scenario.demo(spindle).withFrames(frames));
    return film("sound-%s-%d".formatted(spindle, frames), sound, terminal);
  }

  /** Parts that pass: of every {@code every} frames one shows a spindle that wears out. */
  Path passing(String spindle, int frames, int every, Terminal terminal) throws BenchException {
    Scenario worn = Scenario.demo(spindle).withFrames(frames);
    String name = "passing-%s-%d-%d".formatted(spindle, frames, every);
    return film(
        name,
        frames,
        terminal,
        file -> SpindleFootage.renderMixedMp4(file, sound(worn), worn, every, FRAMES_PER_SECOND));
  }

  private static Scenario sound(Scenario scene) {
    return new Scenario(
        scene.camera(),
        scene.seed(),
        scene.width(),
        scene.height(),
        scene.start(),
        scene.interval(),
        scene.frames(),
        scene.turning(),
        scene.look(),
        List.of());
  }

  private Path film(String name, Scenario scene, Terminal terminal) throws BenchException {
    return film(
        name,
        scene.frames(),
        terminal,
        file -> SpindleFootage.renderMp4(file, scene, FRAMES_PER_SECOND));
  }

  private Path film(String name, int frames, Terminal terminal, Rendering rendering)
      throws BenchException {
    Path film = folder.resolve(name + ".mp4");
    try {
      if (!Files.exists(film)) {
        Files.createDirectories(folder);
        terminal.progress("rendering %d frames, %s".formatted(frames, name));
        Path beside = Files.createTempDirectory(folder, "part").resolve("film.mp4");
        rendering.write(beside);
        Files.move(beside, film);
        Files.delete(beside.getParent());
      }
      return film;
    } catch (IOException e) {
      throw new BenchException("film " + film + " cannot be rendered", e);
    }
  }

  /** Writes a film. */
  private interface Rendering {
    void write(Path file) throws IOException;
  }
}
