package org.bellcrank.vision.javacv;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Detection;
import org.bellcrank.vision.CameraView;
import org.bellcrank.vision.Image;
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
  private static final Color ZONE = new Color(90, 200, 250);
  private static final Color FOUND = new Color(255, 176, 0);

  private static final int MOST_STAMPS = 64;

  private final boolean letters = letters();
  private final Map<Drawn, Stamp> stamps = new ConcurrentHashMap<>();

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
  public Image draw(Image image, List<Detection> detections, CameraView view) {
    Image copy = image instanceof Planes planes ? planes.wide().copy() : image.pixels().copy();
    for (Zone zone : view.zones()) {
      if (detections.stream().anyMatch(detection -> detection.point().equals(zone.point()))) {
        stamp(new Drawn(zone, image.width(), image.height())).layOnto(copy);
      }
    }
    Sheet sheet = new Sheet(image.width(), image.height(), letters);
    for (Detection detection : detections) {
      detection.box().ifPresent(box -> boxed(sheet, detection, box).layOnto(copy));
    }
    return copy;
  }

  private Stamp stamp(Drawn drawn) {
    if (stamps.size() >= MOST_STAMPS) {
      stamps.clear();
    }
    return stamps.computeIfAbsent(
        drawn,
        key -> {
          Sheet sheet = new Sheet(key.width, key.height, letters);
          return sheet.drawn(sheet.whole(), graphics -> drawZone(graphics, key.zone, sheet));
        });
  }

  private static void drawZone(Graphics2D graphics, Zone zone, Sheet sheet) {
    float unit = sheet.unit();
    Rectangle2D bounds;
    if (zone.polygon().isEmpty()) {
      bounds =
          new Rectangle2D.Double(
              unit, unit, sheet.width() - 2 * unit - 1, sheet.height() - 2 * unit - 1);
      frame(graphics, bounds, ZONE, unit);
    } else {
      Shape outline = outline(zone, sheet);
      bounds = outline.getBounds2D();
      line(graphics, outline, unit);
    }
    sheet
        .label(zone.point(), bounds.getX() + unit, bounds.getMaxY() - unit)
        .ifPresent(label -> label.draw(graphics, ZONE));
  }

  private static Shape outline(Zone zone, Sheet sheet) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < zone.polygon().size(); i++) {
      double x = Math.min(sheet.width() - 1.0, zone.polygon().get(i).x() * sheet.width());
      double y = Math.min(sheet.height() - 1.0, zone.polygon().get(i).y() * sheet.height());
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private static Stamp boxed(Sheet sheet, Detection detection, Box box) {
    float unit = sheet.unit();
    double room = 1.5 * unit;
    Rectangle2D edge =
        new Rectangle2D.Double(
            box.x1() - room, box.y1() - room, box.width() + 2 * room, box.height() + 2 * room);
    String text =
        detection.defectClass() + " " + (int) Math.floor(detection.confidence() * 100) + " %";
    Optional<Sheet.Label> label = sheet.label(text, box.x1() - room, box.y1() - 3 * unit);
    Rectangle region = edge.getBounds();
    region.grow(Math.round(3 * unit) + 1, Math.round(3 * unit) + 1);
    label.ifPresent(each -> region.add(each.ground()));
    return sheet.drawn(
        region,
        graphics -> {
          frame(graphics, edge, FOUND, unit);
          label.ifPresent(each -> each.draw(graphics, FOUND));
        });
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
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(EDGE);
    graphics.setStroke(new BasicStroke(3.5f * unit));
    graphics.draw(shape);
    graphics.setColor(ZONE);
    float[] dashes = {6 * unit, 4 * unit};
    graphics.setStroke(
        new BasicStroke(1.6f * unit, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0));
    graphics.draw(shape);
  }

  /** A zone as it is drawn onto images of one size. */
  private record Drawn(Zone zone, int width, int height) {}
}
