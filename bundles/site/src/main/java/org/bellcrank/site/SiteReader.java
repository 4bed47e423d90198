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
import org.bellcrank.asset.AssetDocuments;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Point;
import org.bellcrank.calendar.PlantCalendar;
import org.bellcrank.calendar.PlantCalendars;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.LimitDocuments;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.ConnectorInstances;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.payload.PayloadDocuments;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.rule.RuleDocuments;
import org.bellcrank.rule.RuleSet;
import org.bellcrank.stream.StreamDocuments;
import org.bellcrank.stream.StreamPlan;
import org.bellcrank.workorder.OrderPolicies;
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
    Collected collected = new Collected(problems);
    Optional<AssetRegister> register =
        collected.read(
            () ->
                Optional.of(AssetDocuments.read(sections.list("assets"), sections.list("points"))),
            Optional.empty());
    AssetRegister assets = register.orElseGet(() -> AssetRegister.of(List.of(), List.of()));
    boolean known = register.isPresent();
    List<Limit> limits =
        collected.read(
            () -> LimitDocuments.read(known ? sections.list("limits") : List.of(), assets),
            List.of());
    StreamPlan streams =
        known
            ? collected.read(() -> streams(sections, limits, assets), StreamPlan.NONE)
            : StreamPlan.NONE;
    Map<String, Template> templates =
        collected.read(
            () -> new TemplateDocuments(language).read(sections.list("templates")), Map.of());
    OrderPolicies orders =
        collected.read(() -> OrderPolicies.read(sections.map("orders")), OrderPolicies.DEFAULT);
    RuleSet rules = collected.read(() -> rules(sections, assets, known), null);
    Map<String, PlantCalendar> calendars = calendars(sections, collected);
    List<ConnectorInstance> connectors =
        collected.read(
            () ->
                ConnectorInstances.read(
                    sections.list("connectors"),
                    site -> Optional.ofNullable(calendars.get(site)).map(PlantCalendar::zone)),
            List.of());
    PayloadMappings payloads =
        collected.read(
            () -> new PayloadDocuments(language).read(sections.list("payloads")),
            PayloadMappings.NONE);
    CanaryPlan canaries =
        collected.read(
            () ->
                CanaryPlan.read(
                    sections.map("canary"),
                    connectors.stream().map(ConnectorInstance::id).toList(),
                    assets.points().stream().map(Point::id).toList()),
            CanaryPlan.DEFAULT);
    StartPlan start =
        collected.read(() -> StartPlan.read(sections.map("start")), StartPlan.DEFAULT);
    LayerPlan layers =
        collected.read(() -> LayerSection.read(sections.map("layers")), LayerPlan.DEFAULT);
    problems.addAll(CrossCheck.of(sections, register));
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems.stream().distinct().toList());
    }
    return new Site(
        version(sorted),
        assets,
        PointLimits.of(limits),
        streams,
        rules,
        templates,
        orders,
        calendars,
        connectors,
        payloads,
        canaries,
        start,
        layers);
  }

  private StreamPlan streams(Sections sections, List<Limit> limits, AssetRegister assets)
      throws InvalidDocumentException {
    return StreamDocuments.read(sections::list, limits, assets, language);
  }

  /** Without a register nothing can be said about the assets that tiers name. */
  private RuleSet rules(Sections sections, AssetRegister assets, boolean known)
      throws InvalidDocumentException {
    return new RuleDocuments(language)
        .read(
            sections.list("rules"),
            sections.list("severities"),
            sections.map("priorities"),
            known ? sections.map("tiers") : Optional.empty(),
            sections.list("classes"),
            assets);
  }

  private static Map<String, PlantCalendar> calendars(Sections sections, Collected collected) {
    Map<String, PlantCalendar> calendars = new HashMap<>();
    for (MapNode node : sections.list("calendars")) {
      collected
          .read(() -> Optional.of(PlantCalendars.read(node)), Optional.<PlantCalendar>empty())
          .ifPresent(calendar -> calendars.put(calendar.id(), calendar));
    }
    return calendars;
  }

  /**
   * First 12 hexadecimal digits of the SHA-256 over all names and texts. Ends of lines and what is
   * empty at the end of a text do not count: a text area or a snapshot writes them otherwise than
   * an editor does.
   */
  static String version(SortedMap<String, String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String> file : files.entrySet()) {
        for (String text : List.of(file.getKey(), plain(file.getValue()))) {
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

  private static String plain(String text) {
    return text.replaceAll("\\r\\n?", "\n").stripTrailing() + "\n";
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
