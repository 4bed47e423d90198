package org.bellcrank.itests.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Renders footage from the command line.
 *
 * <p>{@code --out DIR} where to, {@code --format png|mp4}, {@code --camera A|B|random}, {@code
 * --frames N}, {@code --seed S}, {@code --scenes K} (random: how many spindles), {@code --split
 * train|val|test}, {@code --fps F} (mp4). Writes {@code DIR/annotations.json} and {@code
 * DIR/images/*.png}, or {@code DIR/camera-A.mp4} with its annotations beside it.
 */
public final class RenderFootage {
  private RenderFootage() {}

  public static void main(String[] args) throws IOException {
    Map<String, String> options = options(args);
    Path out = Path.of(options.getOrDefault("out", "footage"));
    boolean film = "mp4".equals(options.getOrDefault("format", "png"));
    Files.createDirectories(film ? out : out.resolve("images"));
    Annotations annotations = new Annotations();
    int scenes = Integer.parseInt(options.getOrDefault("scenes", "1"));
    for (int i = 0; i < scenes; i++) {
      Scenario scenario = scenario(options, i);
      if (film) {
        double fps = Double.parseDouble(options.getOrDefault("fps", "5"));
        film(out, scenario, fps, options, annotations);
      } else {
        pictures(out, scenario, options, annotations);
      }
      System.out.println("camera " + scenario.camera() + ": " + scenario.frames() + " frames");
    }
    annotations.write(out.resolve("annotations.json"));
  }

  private static Scenario scenario(Map<String, String> options, int number) {
    String camera = options.getOrDefault("camera", "A");
    if ("random".equals(camera)) {
      long seed = Long.parseLong(options.getOrDefault("seed", "1")) + number;
      return Scenario.random(seed, Integer.parseInt(options.getOrDefault("frames", "6")));
    }
    Scenario demo = Scenario.demo(camera);
    if (options.containsKey("frames")) {
      demo = demo.withFrames(Integer.parseInt(options.get("frames")));
    }
    return options.containsKey("seed") ? demo.withSeed(Long.parseLong(options.get("seed"))) : demo;
  }

  private static void pictures(
      Path out, Scenario scenario, Map<String, String> options, Annotations annotations)
      throws IOException {
    SpindleFootage footage = new SpindleFootage(scenario);
    for (int i = 0; i < scenario.frames(); i++) {
      Frame frame = footage.render(i);
      String name = Annotations.time(frame.captured()) + "_" + scenario.camera() + ".png";
      ImageIO.write(frame.image(), "png", out.resolve("images").resolve(name).toFile());
      annotations.add(name, frame, scenario.camera(), options.getOrDefault("split", "test"));
    }
  }

  private static void film(
      Path out, Scenario scenario, double fps, Map<String, String> options, Annotations annotations)
      throws IOException {
    String name = "camera-" + scenario.camera() + ".mp4";
    SpindleFootage footage = new SpindleFootage(scenario);
    try (Mp4 film = new Mp4(out.resolve(name), scenario.width(), scenario.height(), fps)) {
      for (int i = 0; i < scenario.frames(); i++) {
        Frame frame = footage.render(i);
        film.add(frame.image());
        String split = options.getOrDefault("split", "test");
        annotations.add(name + "#" + i, frame, scenario.camera(), split);
      }
    }
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--") || i + 1 == args.length) {
        throw new IllegalArgumentException("option " + args[i] + " (expected: --name value)");
      }
      options.put(args[i].substring(2), args[i + 1]);
    }
    return options;
  }
}
