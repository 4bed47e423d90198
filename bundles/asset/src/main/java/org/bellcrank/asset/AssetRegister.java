package org.bellcrank.asset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All assets and points of the site documents; immutable, safe for any thread. */
public final class AssetRegister {

  private final Map<String, Asset> assets;
  private final Map<String, Point> points;
  private final Map<String, List<Standing>> standings; // by asset
  private final Map<String, Placement> placements = new HashMap<>();

  private AssetRegister(
      Map<String, Asset> assets, Map<String, Point> points, Map<String, List<Standing>> standings) {
    this.assets = assets;
    this.points = points;
    this.standings = standings;
    points.values().forEach(point -> placements.put(point.id(), placeKnown(point)));
  }

  /**
   * A register of checked assets and points.
   *
   * @throws IllegalArgumentException when an id repeats, a parent is missing or assets form a
   *     circle; the readers of documents report these with their place before
   */
  public static AssetRegister of(Collection<Asset> assets, Collection<Point> points) {
    Map<String, Asset> byId = new LinkedHashMap<>();
    for (Asset asset : assets) {
      if (byId.put(asset.id(), asset) != null) {
        throw new IllegalArgumentException("asset id given twice: " + asset.id());
      }
    }
    byId.values().forEach(asset -> path(byId, asset));
    Map<String, Point> pointsById = new LinkedHashMap<>();
    for (Point point : points) {
      if (pointsById.put(point.id(), point) != null) {
        throw new IllegalArgumentException("point id given twice: " + point.id());
      }
    }
    return new AssetRegister(byId, pointsById, Map.of());
  }

  /**
   * The same with what the registers of CMMS say over the documents: criticalities in place of
   * theirs, and which assets are retired. What is said of a record that the documents do not name
   * any more is passed over.
   */
  public AssetRegister standing(Collection<Standing> told) {
    Map<String, Asset> standing = new LinkedHashMap<>(assets);
    Map<String, List<Standing>> byAsset = new HashMap<>();
    for (Standing each : told) {
      Asset asset = assets.get(each.asset());
      if (asset != null && each.record().equals(asset.foreignIds().get(each.instance()))) {
        byAsset.computeIfAbsent(each.asset(), none -> new ArrayList<>()).add(each);
        each.criticality().ifPresent(taken -> standing.put(each.asset(), asset.standing(taken)));
      }
    }
    return new AssetRegister(standing, points, byAsset);
  }

  /**
   * Why rules stop at a place: the record that its orders name is retired. That is the record of
   * the asset itself, or of the nearest above that has one in this CMMS.
   *
   * @param instance connector instance to which the orders of the site go
   * @return one line; empty where it is in service
   */
  public Optional<String> retired(Placement.Placed placed, String instance) {
    List<Asset> path = placed.path();
    for (int i = path.size() - 1; i >= 0; i--) {
      Asset asset = path.get(i);
      if (asset.foreignIds().containsKey(instance)) {
        return standings.getOrDefault(asset.id(), List.of()).stream()
            .filter(each -> each.instance().equals(instance))
            .filter(each -> each.retired().isPresent())
            .map(Standing::words)
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /** The criticality that an asset or the nearest above it says; empty where none does. */
  public Optional<Criticality> criticality(String asset) {
    return asset(asset).flatMap(known -> said(path(assets, known)));
  }

  /** The site at the top of an asset; empty for an unknown one. */
  public Optional<Asset> siteOf(String asset) {
    return asset(asset).map(known -> path(assets, known).get(0));
  }

  /** One asset. */
  public Optional<Asset> asset(String id) {
    return Optional.ofNullable(assets.get(id));
  }

  /** One point. */
  public Optional<Point> point(String id) {
    return Optional.ofNullable(points.get(id));
  }

  /** Every asset, in the documents' order. */
  public Collection<Asset> assets() {
    return List.copyOf(assets.values());
  }

  /** Every point, in the documents' order. */
  public Collection<Point> points() {
    return List.copyOf(points.values());
  }

  /** The asset that a point belongs to, with its path; an orphan when there is none. */
  public Placement place(String point) {
    Placement placement = placements.get(point);
    return placement != null
        ? placement
        : new Placement.Orphan(point, "the site documents have no point '%s'".formatted(point));
  }

  /**
   * A point on the asset that a person named for it, whatever the documents say.
   *
   * @param point id of the point; need not be in the documents
   * @return empty when no asset has the id
   */
  public Optional<Placement.Placed> placeOn(String point, String asset) {
    return asset(asset)
        .map(
            named -> {
              List<Asset> path = path(assets, named);
              return new Placement.Placed(
                  point(point).orElseGet(() -> Point.unknown(point)),
                  named,
                  path,
                  criticality(path));
            });
  }

  private Placement placeKnown(Point point) {
    if (point.asset().isEmpty()) {
      return new Placement.Orphan(
          point.id(), "the point '%s' names no asset".formatted(point.id()));
    }
    Asset asset = assets.get(point.asset().get());
    if (asset == null) {
      return new Placement.Orphan(
          point.id(),
          "the point '%s' names asset '%s', which is not in the documents"
              .formatted(point.id(), point.asset().get()));
    }
    List<Asset> path = path(assets, asset);
    return new Placement.Placed(point, asset, path, criticality(path));
  }

  private static Criticality criticality(List<Asset> path) {
    return said(path).orElse(Criticality.C);
  }

  private static Optional<Criticality> said(List<Asset> path) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i).criticality().isPresent()) {
        return path.get(i).criticality();
      }
    }
    return Optional.empty();
  }

  private static List<Asset> path(Map<String, Asset> assets, Asset asset) {
    Deque<Asset> path = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    Asset at = asset;
    while (true) {
      if (!seen.add(at.id())) {
        throw new IllegalArgumentException("assets form a circle at " + at.id());
      }
      path.addFirst(at);
      if (at.parent().isEmpty()) {
        return List.copyOf(new ArrayList<>(path));
      }
      String parent = at.parent().get();
      at = assets.get(parent);
      if (at == null) {
        throw new IllegalArgumentException("asset with unknown parent: " + parent);
      }
    }
  }
}
