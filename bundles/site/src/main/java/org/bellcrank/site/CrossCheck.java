package org.bellcrank.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Suggestion;

/** What only shows when all documents are seen together. */
final class CrossCheck {

  private static final String SITE_ID = "the id of an asset of level site";

  private final Sections sections;
  private final List<Problem> problems = new ArrayList<>();

  private CrossCheck(Sections sections) {
    this.sections = sections;
  }

  /**
   * Everything that does not fit together.
   *
   * @param register empty when the assets themselves are wrong; sites are not looked up then
   */
  static List<Problem> of(Sections sections, Optional<AssetRegister> register) {
    CrossCheck check = new CrossCheck(sections);
    check.templates();
    Map<String, MapNode> connectors = check.ownSite("connectors", "site", "connector");
    Map<String, MapNode> calendars = check.ownSite("calendars", "id", "calendar");
    if (register.isPresent()) {
      connectors.values().forEach(node -> check.site(node, "site", register.get()));
      calendars.values().forEach(node -> check.site(node, "id", register.get()));
      check.everySiteIsServed(connectors);
      check.orderSites(register.get());
    }
    return check.problems;
  }

  private void templates() {
    TreeSet<String> ids = new TreeSet<>();
    sections.list("templates").forEach(node -> text(node, "id").ifPresent(ids::add));
    for (MapNode rule : sections.list("rules")) {
      for (String action : List.of("raise", "review")) {
        map(rule, "then")
            .flatMap(then -> map(then, action))
            .ifPresent(
                node ->
                    text(node, "template")
                        .filter(id -> !ids.contains(id))
                        .ifPresent(id -> problems.add(noTemplate(node, id, ids))));
      }
    }
  }

  /** The sites of which the section about orders speaks. */
  private void orderSites(AssetRegister assets) {
    Optional<MapNode> sites = sections.map("orders").flatMap(orders -> map(orders, "sites"));
    if (sites.isEmpty()) {
      return;
    }
    for (String id : sites.get().keys()) {
      if (assets.asset(id).filter(asset -> asset.level().equals(Asset.SITE)).isEmpty()) {
        problems.add(sites.get().problem(id, SITE_ID, "no site has the id '" + id + "'"));
      }
    }
  }

  private static Problem noTemplate(MapNode raise, String id, TreeSet<String> ids) {
    return raise.problem(
        "template",
        ids.isEmpty() ? "the id of a template" : String.join(", ", ids),
        Suggestion.closest(id, ids)
            .map(near -> "no template has this id, did you mean \"" + near + "\"")
            .orElse("no template has this id"));
  }

  /** The first of the maps for each site; a second one is a mistake. */
  private Map<String, MapNode> ownSite(String section, String key, String what) {
    Map<String, MapNode> bySite = new HashMap<>();
    for (MapNode node : sections.list(section)) {
      Optional<String> site = text(node, key);
      if (site.isEmpty()) {
        problems.add(node.problem(key, SITE_ID, "a " + what + " names its site"));
        continue;
      }
      MapNode other = bySite.putIfAbsent(site.get(), node);
      if (other != null) {
        String message = "the " + what + " at " + other.where() + " serves it";
        problems.add(node.problem(key, "a site of its own", message));
      }
    }
    return bySite;
  }

  private void site(MapNode node, String key, AssetRegister assets) {
    Optional<Asset> site = text(node, key).flatMap(assets::asset);
    if (site.filter(asset -> asset.level().equals(Asset.SITE)).isEmpty()) {
      problems.add(node.problem(key, SITE_ID, "no site has this id"));
    }
  }

  private void everySiteIsServed(Map<String, MapNode> connectors) {
    for (MapNode asset : sections.list("assets")) {
      if (text(asset, "level").filter(Asset.SITE::equals).isPresent()
          && text(asset, "id").filter(id -> !connectors.containsKey(id)).isPresent()) {
        problems.add(
            asset.problem(
                "id",
                "a site that some connector serves",
                "no connector instance names this site"));
      }
    }
  }

  /** Empty where it is missing or no text: whoever reads the section says so. */
  private static Optional<String> text(MapNode node, String key) {
    return node.find(key).map(each -> each.plain() instanceof String text ? text : null);
  }

  private static Optional<MapNode> map(MapNode node, String key) {
    return node.find(key).map(each -> each instanceof MapNode map ? map : null);
  }
}
