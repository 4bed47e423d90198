package org.bellcrank.itests.footage;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders what a camera sees of a turning ball screw over the days, with the exact place of every
 * pit. Deterministic: the same scenario gives the same pixels. One instance serves one thread.
 */
public final class SpindleFootage {
  private final Scenario scene;
  private final double radius;
  private final double pitch;
  private final Surface surface;
  private final Profile profile;
  private final Marks marks;
  private final Noise noise;
  private final List<PitShape> shapes = new ArrayList<>();

  public SpindleFootage(Scenario scene) {
    this.scene = scene;
    double unitWidth = 720.0 * scene.width() / scene.height();
    radius = scene.look().radius() * 720;
    pitch = scene.look().pitch() * 720;
    double around = 2 * (Math.PI / 2 + 0.6) * radius;
    double slope = pitch / (2 * Math.PI) / radius;
    surface = new Surface(scene.seed(), (int) unitWidth + 4, (int) around + 4, slope);
    profile = new Profile(scene.look());
    marks = new Marks(scene, unitWidth);
    noise = new Noise(scene.seed() ^ 0x7A11L);
    for (Pit pit : scene.pits()) {
      shapes.add(new PitShape(pit.seed() ^ scene.seed()));
    }
  }

  public Scenario scenario() {
    return scene;
  }

  /** Renders one frame, 0 to {@code frames - 1}. */
  public Frame render(int index) {
    if (index < 0 || index >= scene.frames()) {
      throw new IllegalArgumentException(
          "frame " + index + " (allowed: 0 to " + (scene.frames() - 1) + ")");
    }
    Shot shot = new Shot(index);
    return new Frame(index, scene.start().plus(scene.elapsed(index)), shot.image(), shot.truths());
  }

  /**
   * Writes all frames as an H.264 film at the given frames per second. The n-th picture of the film
   * is frame n; its capture time is {@code scenario.start() + n * scenario.interval()}.
   */
  public static void renderMp4(Path file, Scenario scenario, double fps) throws IOException {
    SpindleFootage footage = new SpindleFootage(scenario);
    try (Mp4 film = new Mp4(file, scenario.width(), scenario.height(), fps)) {
      for (int i = 0; i < scenario.frames(); i++) {
        film.add(footage.render(i).image());
      }
    }
  }

  /**
   * As {@link #renderMp4(Path, Scenario, double)}, but every so-manieth frame shows the other
   * scenario: parts that pass by, few of them worn.
   */
  public static void renderMixedMp4(
      Path file, Scenario often, Scenario seldom, int every, double fps) throws IOException {
    SpindleFootage most = new SpindleFootage(often);
    SpindleFootage few = new SpindleFootage(seldom);
    try (Mp4 film = new Mp4(file, often.width(), often.height(), fps)) {
      for (int i = 0; i < often.frames(); i++) {
        film.add((i % every == every - 1 ? few : most).render(i).image());
      }
    }
  }

  /** The state of one frame while it is painted. */
  private final class Shot {
    private final int index;
    private final int width = scene.width();
    private final int height = scene.height();
    private final double scale = height / 720.0;
    private final double phase;
    private final double part;
    private final Light light;
    private final Canvas canvas;
    private final double[] radii;
    private final int[][] seen;
    private final double[] rgb = new double[3];

    Shot(int index) {
      this.index = index;
      double slow = noise.smooth(index * 0.07, 3) - 0.5;
      double stop = noise.at(index, 11) + noise.at(index, 12) - 1;
      phase = scene.turning() * (2 * slow + stop);
      part = scene.frames() == 1 ? 1 : index / (scene.frames() - 1.0);
      light = new Light(scene.look(), noise, index);
      canvas = new Canvas(width, height, radius, phase);
      marks.draw(canvas, part);
      radii = new double[shapes.size()];
      seen = new int[shapes.size()][];
      for (int i = 0; i < radii.length; i++) {
        radii[i] = scene.pits().get(i).radius(scene.elapsed(index));
        seen[i] = new int[] {width, height, -1, -1, 0};
      }
    }

    BufferedImage image() {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
      for (int y = 0; y < height; y++) {
        double down = ((y + 0.5) / scale - 360) / radius;
        for (int x = 0; x < width; x++) {
          paint(x, y, down);
          pixels[y * width + x] = grain(x, y);
        }
      }
      return image;
    }

    private void paint(int x, int y, double down) {
      double along = (x + 0.5) / scale;
      double inside = Math.min(1, Math.max(0, (1 - Math.abs(down)) * radius * scale + 0.5));
      double r = 0;
      double g = 0;
      double b = 0;
      if (inside > 0) {
        metal(x, y, along, Math.min(Math.max(down, -0.9999), 0.9999));
        r = rgb[0];
        g = rgb[1];
        b = rgb[2];
      }
      double back = light.gain() * (0.75 + 0.35 * noise.smooth(along / 420, y / scale / 300 + 60));
      rgb[0] = r * inside + (1 - inside) * 0.52 * back;
      rgb[1] = g * inside + (1 - inside) * 0.42 * back;
      rgb[2] = b * inside + (1 - inside) * 0.34 * back;
    }

    private void metal(int x, int y, double along, double down) {
      double angle = Math.asin(down) + phase;
      double turns = (along - pitch / (2 * Math.PI) * angle) / pitch;
      double across = Profile.phase(turns);
      double sy = (angle + Math.PI / 2 + 0.6) * radius;
      double brushed = surface.brushed(along, sy);
      double lit = light.on(profile.slope(across) + 0.16 * (brushed - 0.5), down);
      double shine = light.shine(profile.slope(across) + 0.10 * (brushed - 0.5), down);
      double shade = profile.shade(across) * canvas.gain(x, y);
      double base = lit * (0.72 + 0.5 * brushed) * shade;
      double level = scene.look().dirt() * (0.35 + 0.65 * part);
      double grease = ramp(surface.grease(along, sy), 0.80 - 0.36 * level, 0.16);
      double stain = ramp(surface.stain(along, sy), 0.62 - 0.2 * level, 0.2) * 0.5;
      double glow = shine * shade * (1 - 0.55 * grease);
      rgb[0] = base * scene.look().red() * (1 - 0.42 * grease) * (1 - 0.1 * stain) + glow;
      rgb[1] = base * scene.look().green() * (1 - 0.48 * grease) * (1 - 0.22 * stain) + glow;
      rgb[2] = base * scene.look().blue() * (1 - 0.60 * grease) * (1 - 0.45 * stain) + glow * 0.94;
      pits(x, y, along, angle);
    }

    private void pits(int x, int y, double along, double angle) {
      for (int i = 0; i < radii.length; i++) {
        Pit pit = scene.pits().get(i);
        double dx = along - pit.along() * width / scale;
        double dy = (angle - pit.around()) * radius;
        if (radii[i] <= 0 || Math.abs(dx) > 2.6 * radii[i] || Math.abs(dy) > 2.6 * radii[i]) {
          continue;
        }
        double reach = shapes.get(i).reach(dx, dy);
        double broken = Math.min(1, Math.max(0, (radii[i] - reach) * scale + 0.5));
        if (broken > 0.5) {
          note(seen[i], x, y);
        }
        pit(i, dx, dy, reach, broken);
      }
    }

    private void pit(int i, double dx, double dy, double reach, double broken) {
      double rim = Math.exp(-Math.pow((reach - radii[i] - 1.5) / 1.6, 2));
      double lip = 1 + 0.22 * rim * Math.signum(dx * scene.look().lightX() + dy * -0.4);
      double floor = shapes.get(i).inside(dx, dy, reach, radii[i]);
      double worn = 1 - 0.08 * Math.exp(-Math.max(0, reach - radii[i]) / (0.25 * radii[i] + 1));
      double grey = (rgb[0] + rgb[1] + rgb[2]) / 3;
      double level = Math.max(0.22, Math.min(0.7, grey)) * floor;
      for (int c = 0; c < 3; c++) {
        double outside = rgb[c] * worn * (broken > 0.5 ? 1 : lip);
        rgb[c] = outside * (1 - broken) + broken * level * (1.08 - 0.1 * c);
      }
    }

    private int grain(int x, int y) {
      double speck =
          (noise.at(x + 7919L * index, y) + noise.at(x, y + 104729L * (index + 1)) - 1) * 0.028;
      int out = 0;
      for (int c = 0; c < 3; c++) {
        double value = 1 - Math.exp(-1.55 * Math.max(0, rgb[c]));
        int level = (int) Math.round(255 * (value + speck));
        out = out << 8 | Math.min(255, Math.max(0, level));
      }
      return out;
    }

    List<Truth> truths() {
      List<Truth> truths = new ArrayList<>();
      for (int i = 0; i < seen.length; i++) {
        int[] s = seen[i];
        if (s[4] >= 6) {
          truths.add(new Truth(i, s[0], s[1], s[2] + 1.0, s[3] + 1.0, s[4]));
        }
      }
      return truths;
    }
  }

  private static void note(int[] seen, int x, int y) {
    seen[0] = Math.min(seen[0], x);
    seen[1] = Math.min(seen[1], y);
    seen[2] = Math.max(seen[2], x);
    seen[3] = Math.max(seen[3], y);
    seen[4]++;
  }

  private static double ramp(double value, double from, double width) {
    double t = Math.min(1, Math.max(0, (value - from) / width));
    return t * t * (3 - 2 * t);
  }
}
