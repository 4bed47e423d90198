package org.bellcrank.asset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.ListNode;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;

/**
 * Reads assets and points from site documents that already fit their schemas, and finds what a
 * schema cannot see: repeated ids, unknown parents, circles.
 */
public final class AssetDocuments {

  private AssetDocuments() {}

  /**
   * Reads the register.
   *
   * @param assets the maps of every {@code assets} list
   * @param points the maps of every {@code points} list
   * @throws InvalidDocumentException with every mistake
   */
  public static AssetRegister read(List<MapNode> assets, List<MapNode> points)
      throws InvalidDocumentException {
    List<Problem> problems = new ArrayList<>();
    Map<String, MapNode> nodes = new HashMap<>();
    List<Asset> readAssets = new ArrayList<>();
    for (MapNode node : assets) {
      Asset asset = asset(node);
      readAssets.add(asset);
      if (nodes.put(asset.id(), node) != null) {
        problems.add(node.problem("id", "an id of its own", "two assets have the same id"));
      }
    }
    checkParents(readAssets, nodes, problems);
    List<Point> readPoints = new ArrayList<>();
    Set<String> pointIds = new HashSet<>();
    for (MapNode node : points) {
      Point point = point(node);
      readPoints.add(point);
      if (!pointIds.add(point.id())) {
        problems.add(node.problem("id", "an id of its own", "two points have the same id"));
      }
      if (point.asset().isPresent() && !nodes.containsKey(point.asset().get())) {
        problems.add(node.problem("asset", "the id of an asset", "no asset has this id"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return AssetRegister.of(readAssets, readPoints);
  }

  private static void checkParents(
      List<Asset> assets, Map<String, MapNode> nodes, List<Problem> problems) {
    Map<String, String> parents = new HashMap<>();
    for (Asset asset : assets) {
      MapNode node = nodes.get(asset.id());
      if (asset.parent().isEmpty()) {
        if (!asset.level().equals(Asset.SITE)) {
          problems.add(
              node.problem("level", "site, or a parent", "only a site stands without a parent"));
        }
      } else if (!nodes.containsKey(asset.parent().get())) {
        problems.add(node.problem("parent", "the id of an asset", "no asset has this id"));
      } else {
        parents.put(asset.id(), asset.parent().get());
      }
    }
    for (Asset asset : assets) {
      Set<String> seen = new HashSet<>();
      String at = asset.id();
      while (at != null && seen.add(at)) {
        at = parents.get(at);
      }
      if (at != null && at.equals(asset.id())) {
        problems.add(
            nodes.get(at).problem("parent", "a tree", "the assets form a circle: " + seen));
      }
    }
  }

  private static Asset asset(MapNode node) throws InvalidDocumentException {
    return new Asset(
        node.text("id"),
        node.text("name"),
        node.text("level"),
        node.optionalText("parent"),
        node.optionalEnum("criticality", Criticality.class),
        texts(node, "foreignIds"),
        node.optionalText("location"),
        node.optionalText("costCentre"),
        texts(node, "attributes"));
  }

  private static Point point(MapNode node) throws InvalidDocumentException {
    return new Point(
        node.text("id"),
        node.optionalText("name").orElse(node.text("id")),
        node.optionalText("asset"),
        node.optionalText("camera"),
        zone(node),
        node.optionalNumber("floor").orElse(0.0),
        Set.copyOf(node.texts("classes")),
        node.optionalText("unit"),
        source(node));
  }

  private static Optional<DriverChannel> source(MapNode point) throws InvalidDocumentException {
    Optional<MapNode> source = point.optionalMap("source");
    return source.isEmpty() ? Optional.empty() : Optional.of(channel(source.get()));
  }

  private static DriverChannel channel(MapNode node) throws InvalidDocumentException {
    Map<String, String> settings = new HashMap<>();
    for (Map.Entry<String, Node> each : node.map("channel").entries().entrySet()) {
      settings.put(each.getKey(), String.valueOf(each.getValue().plain()));
    }
    Optional<Duration> every = node.optionalDuration("every");
    if (every.filter(DriverChannel::isNoPeriod).isPresent()) {
      throw new InvalidDocumentException(
          node.problem("every", DriverChannel.PERIODS, "a period that cannot be kept"));
    }
    return new DriverChannel(
        node.text("driver"),
        settings,
        node.optionalEnum("type", DriverChannel.Type.class).orElse(DriverChannel.Type.DOUBLE),
        every,
        node.optionalNumber("scale").orElse(1.0),
        node.optionalNumber("offset").orElse(0.0),
        node.optionalText("unit"));
  }

  private static Optional<Point.Zone> zone(MapNode node) throws InvalidDocumentException {
    Optional<MapNode> zone = node.optionalMap("zone");
    if (zone.isEmpty()) {
      return Optional.empty();
    }
    List<Point.Corner> corners = zone.get().list("polygon").each(AssetDocuments::corner);
    return Optional.of(
        new Point.Zone(
            corners,
            zone.get()
                .optionalEnum("policy", Point.ZonePolicy.class)
                .orElse(Point.ZonePolicy.CENTRE),
            zone.get().optionalNumber("minimumOverlap").orElse(0.5)));
  }

  private static Point.Corner corner(Node node) throws InvalidDocumentException {
    List<Double> pair = ((ListNode) node.asList()).numbers();
    if (pair.size() != 2) {
      throw new InvalidDocumentException(
          node.problem("[x, y], each a share from 0 to 1", "a corner has two numbers"));
    }
    return new Point.Corner(pair.get(0), pair.get(1));
  }

  private static Map<String, String> texts(MapNode node, String key)
      throws InvalidDocumentException {
    Map<String, String> texts = new HashMap<>();
    Optional<MapNode> map = node.optionalMap(key);
    if (map.isPresent()) {
      for (String name : map.get().keys()) {
        texts.put(name, map.get().text(name));
      }
    }
    return texts;
  }
}
