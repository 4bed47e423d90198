package org.bellcrank.itests.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What is no pit: scratches, drops of oil, and the lens mirrored in the metal. */
final class Marks {
  private record Scratch(
      double along, double around, double dx, double dy, double width, double gain, double born) {}

  private record Drop(double along, double around, double radius, double flat, double born) {}

  private final List<Scratch> scratches = new ArrayList<>();
  private final List<Drop> drops = new ArrayList<>();
  private final double lensX;
  private final double lensY;
  private final double lensSize;

  Marks(Scenario scene, double unitWidth) {
    SplittableRandom random = new SplittableRandom(scene.seed() ^ 0x5CA7C4L);
    for (int i = 0; i < scene.look().scratches(); i++) {
      scratches.add(scratch(random, unitWidth));
    }
    int count = (int) (scene.look().dirt() * 24);
    for (int i = 0; i < count; i++) {
      drops.add(
          new Drop(
              random.nextDouble(0, unitWidth),
              random.nextDouble(-1, 1),
              random.nextDouble(5, 34),
              random.nextDouble(0.3, 0.9),
              random.nextDouble(-0.4, 1)));
    }
    lensX = unitWidth * random.nextDouble(0.35, 0.65);
    lensY = random.nextDouble(-60, 60);
    lensSize = random.nextDouble(18, 44);
  }

  private static Scratch scratch(SplittableRandom random, double unitWidth) {
    double length = random.nextDouble(25, 230);
    boolean around = random.nextDouble() < 0.6;
    double angle =
        around ? Math.PI / 2 + random.nextDouble(-0.25, 0.25) : random.nextDouble(0, Math.PI);
    double gain = random.nextDouble() < 0.55 ? random.nextDouble(0.4, 0.8) : 1.45;
    return new Scratch(
        random.nextDouble(0, unitWidth),
        random.nextDouble(-1.1, 1.1),
        Math.cos(angle) * length,
        Math.sin(angle) * length,
        random.nextDouble(0.5, 1.5),
        gain,
        random.nextDouble(-0.5, 1));
  }

  /** Multiplies the marks of this time (0..1 of the scenario) onto the gain of every pixel. */
  void draw(Canvas canvas, double part) {
    for (Scratch s : scratches) {
      if (s.born <= part) {
        draw(canvas, s);
      }
    }
    for (Drop d : drops) {
      if (d.born <= part) {
        draw(canvas, d);
      }
    }
    lens(canvas);
  }

  private static void draw(Canvas canvas, Scratch s) {
    double length = Math.hypot(s.dx, s.dy);
    double bow = 6 * Math.sin(s.along);
    for (double at = 0; at < length; at += 0.5) {
      double t = at / length;
      double bend = bow * Math.sin(Math.PI * t);
      double x = s.along + s.dx * t + bend;
      double y = canvas.down(s.around) + s.dy * t;
      double ends = Math.min(1, 6 * Math.min(t, 1 - t));
      canvas.multiply(x, y, s.width, 1 + (s.gain - 1) * 0.45 * ends);
    }
  }

  private static void draw(Canvas canvas, Drop d) {
    double y0 = canvas.down(d.around);
    for (double y = -d.radius; y <= d.radius; y += canvas.step()) {
      for (double x = -d.radius; x <= d.radius; x += canvas.step()) {
        double r = Math.hypot(x, y / d.flat) / d.radius;
        if (r < 1) {
          double soft = Math.min(1, (1 - r) * 2.2);
          double shine =
              Math.exp(-Math.pow(Math.hypot(x / d.radius + 0.3, y / d.radius + 0.2), 2) * 30);
          canvas.put(d.along + x, y0 + y, (1 - 0.38 * soft) * (1 + 0.5 * shine));
        }
      }
    }
  }

  private void lens(Canvas canvas) {
    for (double y = -lensSize * 1.5; y <= lensSize * 1.5; y += canvas.step()) {
      for (double x = -lensSize * 1.5; x <= lensSize * 1.5; x += canvas.step()) {
        double edge = Math.max(Math.abs(x), Math.abs(y) * 0.8) / lensSize;
        double soft = Math.max(0, Math.min(1, (1.15 - edge) * 3.5));
        canvas.put(lensX + x, 360 + lensY + y, 1 - 0.42 * soft);
      }
    }
  }
}
