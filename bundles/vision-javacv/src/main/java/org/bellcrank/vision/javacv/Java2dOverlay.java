package org.bellcrank.vision.javacv;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Detection;
import org.bellcrank.vision.CameraView;
import org.bellcrank.vision.Overlay;
import org.bellcrank.vision.Pixels;
import org.bellcrank.vision.Zone;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws with Java2D. Every line has a dark edge and every text a dark ground, so that both can be
 * read on any picture.
 */
@Component
public final class Java2dOverlay implements Overlay {

  private static final Logger LOG = LoggerFactory.getLogger(Java2dOverlay.class);
  private static final Color EDGE = new Color(0, 0, 0, 160);
  private static final Color GROUND = new Color(0, 0, 0, 190);
  private static final Color ZONE = new Color(90, 200, 250);
  private static final Color FOUND = new Color(255, 176, 0);

  private static final int MOST_STAMPS = 64;

  private final boolean letters = letters();
  private final Map<Drawn, ZoneStamp> stamps = new ConcurrentHashMap<>();

  /** A machine without any font can draw boxes, and must not lose findings over their labels. */
  private static boolean letters() {
    try {
      Graphics2D graphics = Images.over(new Pixels(8, 8, new byte[192])).createGraphics();
      graphics.drawString("a", 0, 8);
      graphics.dispose();
      return true;
    } catch (InternalError | LinkageError | NullPointerException e) {
      LOG.warn(
          "no font can be used ({}); boxes are drawn without labels; install fontconfig and a font",
          e.toString());
      return false;
    }
  }

  @Override
  public void draw(Pixels copy, List<Detection> detections, CameraView view) {
    for (Zone zone : view.zones()) {
      if (detections.stream().anyMatch(detection -> detection.point().equals(zone.point()))) {
        stamp(new Drawn(zone, copy.width(), copy.height())).layOnto(copy);
      }
    }
    BufferedImage image = Images.over(copy);
    draw(
        image,
        (graphics, unit) -> {
          for (Detection detection : detections) {
            detection.box().ifPresent(box -> drawBox(graphics, detection, box, image, unit));
          }
        });
  }

  private ZoneStamp stamp(Drawn drawn) {
    if (stamps.size() >= MOST_STAMPS) {
      stamps.clear();
    }
    return stamps.computeIfAbsent(
        drawn,
        zone ->
            ZoneStamp.of(
                zone.width,
                zone.height,
                image ->
                    draw(image, (graphics, unit) -> drawZone(graphics, zone.zone, image, unit))));
  }

  private void draw(BufferedImage image, BiConsumer<Graphics2D, Float> drawing) {
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      float unit = Math.max(1f, image.getWidth() / 640f);
      if (letters) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.round(11 * unit) + 2));
      }
      drawing.accept(graphics, unit);
    } finally {
      graphics.dispose();
    }
  }

  private void drawZone(Graphics2D graphics, Zone zone, BufferedImage image, float unit) {
    Rectangle2D bounds;
    if (zone.polygon().isEmpty()) {
      bounds =
          new Rectangle2D.Double(
              unit, unit, image.getWidth() - 2 * unit - 1, image.getHeight() - 2 * unit - 1);
      frame(graphics, bounds, ZONE, unit);
    } else {
      Shape outline = outline(zone, image);
      bounds = outline.getBounds2D();
      line(graphics, outline, unit);
    }
    label(graphics, zone.point(), ZONE, bounds.getX() + unit, bounds.getMaxY() - unit, image);
  }

  private static Shape outline(Zone zone, BufferedImage image) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < zone.polygon().size(); i++) {
      double x = Math.min(image.getWidth() - 1.0, zone.polygon().get(i).x() * image.getWidth());
      double y = Math.min(image.getHeight() - 1.0, zone.polygon().get(i).y() * image.getHeight());
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private void drawBox(
      Graphics2D graphics, Detection detection, Box box, BufferedImage image, float unit) {
    double room = 1.5 * unit;
    frame(
        graphics,
        new Rectangle2D.Double(
            box.x1() - room, box.y1() - room, box.width() + 2 * room, box.height() + 2 * room),
        FOUND,
        unit);
    String text =
        detection.defectClass() + " " + (int) Math.floor(detection.confidence() * 100) + " %";
    label(graphics, text, FOUND, box.x1() - room, box.y1() - 3 * unit, image);
  }

  /** Upright lines as filled bars: smoothing them would be most of the cost of drawing. */
  private static void frame(Graphics2D graphics, Rectangle2D shape, Color colour, float unit) {
    int thick = Math.max(1, Math.round(1.6f * unit));
    int dark = Math.max(1, Math.round(unit));
    int x = (int) Math.floor(shape.getX() - thick / 2.0);
    int y = (int) Math.floor(shape.getY() - thick / 2.0);
    int width = (int) Math.ceil(shape.getWidth()) + thick;
    int height = (int) Math.ceil(shape.getHeight()) + thick;
    graphics.setColor(EDGE);
    bars(graphics, x - dark, y - dark, width + 2 * dark, height + 2 * dark, dark);
    bars(graphics, x + thick, y + thick, width - 2 * thick, height - 2 * thick, dark);
    graphics.setColor(colour);
    bars(graphics, x, y, width, height, thick);
  }

  private static void bars(Graphics2D graphics, int x, int y, int width, int height, int thick) {
    graphics.fillRect(x, y, width, thick);
    graphics.fillRect(x, y + height - thick, width, thick);
    graphics.fillRect(x, y + thick, thick, height - 2 * thick);
    graphics.fillRect(x + width - thick, y + thick, thick, height - 2 * thick);
  }

  private static void line(Graphics2D graphics, Shape shape, float unit) {
    graphics.setColor(EDGE);
    graphics.setStroke(new BasicStroke(3.5f * unit));
    graphics.draw(shape);
    graphics.setColor(ZONE);
    float[] dashes = {6 * unit, 4 * unit};
    graphics.setStroke(
        new BasicStroke(1.6f * unit, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0));
    graphics.draw(shape);
  }

  /** Text whose lower left corner is at a place, moved as far as it must to lie in the picture. */
  private void label(
      Graphics2D graphics, String text, Color colour, double x, double y, BufferedImage image) {
    if (!letters) {
      return;
    }
    FontMetrics metrics = graphics.getFontMetrics();
    int space = metrics.getDescent();
    int width = metrics.stringWidth(text) + 2 * space;
    int height = metrics.getAscent() + metrics.getDescent();
    int left = (int) Math.max(0, Math.min(x, image.getWidth() - width));
    int bottom = (int) Math.max(height, Math.min(y, image.getHeight()));
    graphics.setColor(GROUND);
    graphics.fillRect(left, bottom - height, width, height);
    graphics.setColor(colour);
    graphics.drawString(text, left + space, bottom - metrics.getDescent());
  }

  /** A zone as it is drawn onto images of one size. */
  private record Drawn(Zone zone, int width, int height) {}
}
