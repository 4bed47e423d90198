package org.bellcrank.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.AssetDocuments;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.calendar.PlantCalendar;
import org.bellcrank.calendar.PlantCalendars;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.LimitDocuments;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.ConnectorInstances;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.rule.RuleDocuments;
import org.bellcrank.rule.RuleSet;
import org.bellcrank.workorder.Template;
import org.bellcrank.workorder.TemplateDocuments;

/** Reads all site documents as one unit: all of them fit, or none is taken. */
public final class SiteReader {

  private final ExpressionLanguage language;

  /** A reader whose expressions are compiled by {@code language}; safe for any thread. */
  public SiteReader(ExpressionLanguage language) {
    this.language = language;
  }

  /**
   * Reads a site.
   *
   * @param files texts by file name
   * @throws InvalidDocumentException with every mistake that could be found
   */
  public Site read(Map<String, String> files) throws InvalidDocumentException {
    SortedMap<String, String> sorted = new TreeMap<>(files);
    Sections sections = Sections.of(sorted);
    List<Problem> problems = new ArrayList<>(sections.problems());
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    AssetRegister assets = AssetDocuments.read(sections.list("assets"), sections.list("points"));
    Collected collected = new Collected(problems);
    List<Limit> limits =
        collected.read(() -> LimitDocuments.read(sections.list("limits"), assets), List.of());
    Map<String, Template> templates =
        collected.read(
            () -> new TemplateDocuments(language).read(sections.list("templates")), Map.of());
    RuleSet rules =
        collected.read(
            () ->
                new RuleDocuments(language)
                    .read(
                        sections.list("rules"),
                        sections.list("severities"),
                        sections.map("priorities"),
                        sections.map("tiers"),
                        sections.list("classes"),
                        assets),
            null);
    Map<String, PlantCalendar> calendars = collected.read(() -> calendars(sections), Map.of());
    List<ConnectorInstance> connectors =
        collected.read(() -> ConnectorInstances.read(sections.list("connectors")), List.of());
    crossCheck(sections, assets, templates, problems);
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return new Site(version(sorted), assets, limits, rules, templates, calendars, connectors);
  }

  private static Map<String, PlantCalendar> calendars(Sections sections)
      throws InvalidDocumentException {
    Map<String, PlantCalendar> calendars = new HashMap<>();
    for (MapNode node : sections.list("calendars")) {
      calendars.put(node.text("id"), PlantCalendars.read(node));
    }
    return calendars;
  }

  /** What only shows when all documents are seen together. */
  private static void crossCheck(
      Sections sections,
      AssetRegister assets,
      Map<String, Template> templates,
      List<Problem> problems)
      throws InvalidDocumentException {
    for (MapNode rule : sections.list("rules")) {
      Optional<MapNode> raise = rule.map("then").optionalMap("raise");
      if (raise.isPresent() && !templates.containsKey(raise.get().text("template"))) {
        problems.add(
            raise
                .get()
                .problem("template", "one of " + templates.keySet(), "no template has this id"));
      }
    }
    Map<String, MapNode> bySite = new HashMap<>();
    for (MapNode connector : sections.list("connectors")) {
      checkSite(connector, "site", assets, problems);
      MapNode other = bySite.put(connector.text("site"), connector);
      if (other != null) {
        problems.add(
            connector.problem(
                "site", "a site of its own", "the connector at " + other.where() + " serves it"));
      }
    }
    for (MapNode calendar : sections.list("calendars")) {
      checkSite(calendar, "id", assets, problems);
    }
    for (Asset asset : assets.assets()) {
      if (asset.level().equals(Asset.SITE) && !bySite.containsKey(asset.id())) {
        sections.list("assets").stream()
            .filter(node -> node.find("id").map(Node::plain).filter(asset.id()::equals).isPresent())
            .forEach(
                node ->
                    problems.add(
                        node.problem(
                            "id",
                            "a site that some connector serves",
                            "no connector instance names this site")));
      }
    }
  }

  private static void checkSite(
      MapNode node, String key, AssetRegister assets, List<Problem> problems)
      throws InvalidDocumentException {
    Optional<Asset> site = assets.asset(node.text(key));
    if (site.isEmpty() || !site.get().level().equals(Asset.SITE)) {
      problems.add(node.problem(key, "the id of an asset of level site", "no site has this id"));
    }
  }

  /** First 12 hexadecimal digits of the SHA-256 over all names and texts. */
  static String version(SortedMap<String, String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String> file : files.entrySet()) {
        for (String text : List.of(file.getKey(), file.getValue())) {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
          digest.update(bytes);
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Goes on reading after a mistake, so that one look shows all of them. */
  private record Collected(List<Problem> problems) {

    private <T> T read(Section<T> section, T otherwise) {
      try {
        return section.read();
      } catch (InvalidDocumentException e) {
        problems.addAll(e.problems());
        return otherwise;
      }
    }
  }

  @FunctionalInterface
  private interface Section<T> {
    T read() throws InvalidDocumentException;
  }
}
