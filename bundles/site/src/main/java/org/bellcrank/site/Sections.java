package org.bellcrank.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.AssetDocuments;
import org.bellcrank.condition.LimitDocuments;
import org.bellcrank.delivery.ConnectorInstances;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Schema;
import org.bellcrank.document.Suggestion;
import org.bellcrank.payload.PayloadDocuments;
import org.bellcrank.rule.RuleDocuments;
import org.bellcrank.stream.StreamDocuments;
import org.bellcrank.workorder.OrderPolicies;
import org.bellcrank.workorder.TemplateDocuments;

/** The sections of all files, each checked against its schema. */
final class Sections {

  /** Sections whose readers check each item themselves. */
  private static final Set<String> SELF_CHECKED = Set.of("calendars");

  /** Which bundle owns the schema of a section. */
  private static final Map<String, Class<?>> OWNERS = owners();

  /** The schemas that are published; read once. */
  private static final Map<String, Schema> SCHEMAS = schemas();

  private final Map<String, List<MapNode>> lists = new HashMap<>();
  private final Map<String, MapNode> maps = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private Sections() {}

  private static Map<String, Class<?>> owners() {
    Map<String, Class<?>> owners = new LinkedHashMap<>();
    owners.put("assets", AssetDocuments.class);
    owners.put("points", AssetDocuments.class);
    owners.put("limits", LimitDocuments.class);
    owners.put("streams", StreamDocuments.class);
    owners.put("operatingStates", StreamDocuments.class);
    owners.put("trends", StreamDocuments.class);
    owners.put("baselines", StreamDocuments.class);
    owners.put("lives", StreamDocuments.class);
    owners.put("rates", StreamDocuments.class);
    owners.put("services", StreamDocuments.class);
    owners.put("routes", StreamDocuments.class);
    owners.put("payloads", PayloadDocuments.class);
    owners.put("classes", RuleDocuments.class);
    owners.put("tiers", RuleDocuments.class);
    owners.put("severities", RuleDocuments.class);
    owners.put("priorities", RuleDocuments.class);
    owners.put("rules", RuleDocuments.class);
    owners.put("templates", TemplateDocuments.class);
    owners.put("orders", OrderPolicies.class);
    owners.put("connectors", ConnectorInstances.class);
    owners.put("canary", CanaryPlan.class);
    owners.put("start", StartPlan.class);
    owners.put("layers", LayerSection.class);
    return owners;
  }

  private static Map<String, Schema> schemas() {
    Map<String, Schema> schemas = new HashMap<>();
    OWNERS.forEach(
        (name, owner) ->
            schemas.put(name, Schema.ofResource(owner, "/schema/" + name + ".schema.json")));
    return Map.copyOf(schemas);
  }

  /** The text of a schema that its owner's bundle publishes. */
  static String schemaText(String name, Class<?> owner) {
    String path = "/schema/" + name + ".schema.json";
    try (InputStream in = owner.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the bundle of " + owner.getName() + " lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path, e);
    }
  }

  /** The published schemas, as text by section. */
  static Map<String, String> published() {
    Map<String, String> texts = new LinkedHashMap<>();
    OWNERS.forEach((name, owner) -> texts.put(name, schemaText(name, owner)));
    return texts;
  }

  static Sections of(Map<String, String> files) {
    Sections sections = new Sections();
    files.forEach(sections::add);
    return sections;
  }

  private void add(String name, String text) {
    try {
      MapNode file = Documents.parse(name, text).asMap();
      for (String key : file.keys()) {
        tryToAdd(file, key);
      }
    } catch (InvalidDocumentException e) {
      problems.addAll(e.problems());
    }
  }

  /** A section that is no list does not hide what is wrong with the next. */
  private void tryToAdd(MapNode file, String key) {
    try {
      addSection(file, key);
    } catch (InvalidDocumentException e) {
      problems.addAll(e.problems());
    }
  }

  private void addSection(MapNode file, String key) throws InvalidDocumentException {
    Schema schema = SCHEMAS.get(key);
    Node section = file.get(key);
    if (SELF_CHECKED.contains(key)) {
      lists.computeIfAbsent(key, unused -> new ArrayList<>()).addAll(section.asList().maps());
      return;
    }
    if (schema == null) {
      problems.add(
          new Problem(
              file.where(key),
              section.pointer(),
              "\"" + key + "\"",
              String.join(", ", allowed()),
              Suggestion.closest(key, allowed())
                  .map(near -> "unknown section, did you mean \"" + near + "\"")
                  .orElse("unknown section")));
      return;
    }
    List<Problem> found = schema.validate(section);
    if (!found.isEmpty()) {
      problems.addAll(found);
    } else if (section instanceof MapNode map) {
      MapNode other = maps.putIfAbsent(key, map);
      if (other != null) {
        problems.add(
            map.problem("one such section", "'" + key + "' stands at " + other.where() + " too"));
      }
    } else {
      lists.computeIfAbsent(key, unused -> new ArrayList<>()).addAll(section.asList().maps());
    }
  }

  private static List<String> allowed() {
    List<String> allowed = new ArrayList<>(OWNERS.keySet());
    allowed.addAll(SELF_CHECKED.stream().sorted().toList());
    return allowed;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The maps of every list under a key, in the order of files. */
  List<MapNode> list(String key) {
    return List.copyOf(lists.getOrDefault(key, List.of()));
  }

  /** The map under a key. */
  Optional<MapNode> map(String key) {
    return Optional.ofNullable(maps.get(key));
  }
}
