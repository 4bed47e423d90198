package org.bellcrank.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Suggestion;
import org.bellcrank.workorder.OrderFields;

/**
 * What the documents say about canaries, in the section {@code canary}.
 *
 * @param enabled whether there are any
 * @param period how often, one minute to one day
 * @param silentSources sources that are not to have a lamp that can turn red
 * @param targets what is said about single connector instances, by id
 * @param patterns how much of sources and points is usual
 * @param certificates how long before its end a certificate that is in use is told, one day to one
 *     year
 */
public record CanaryPlan(
    boolean enabled,
    Duration period,
    Set<String> silentSources,
    Map<String, Target> targets,
    PatternPlan patterns,
    Duration certificates) {

  /** How often where the documents say nothing. */
  public static final Duration USUAL = Duration.ofMinutes(15);

  /** How long before its end a certificate is told where the documents say nothing. */
  public static final Duration MONTH = Duration.ofDays(30);

  /** Where the documents say nothing. */
  public static final CanaryPlan DEFAULT =
      new CanaryPlan(true, USUAL, Set.of(), Map.of(), PatternPlan.DEFAULT, MONTH);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** What a test keeps of its own, or the gateway says in its place. */
  private static final Set<String> OWN =
      Set.of(
          "order.id",
          "order.reference",
          "order.title",
          "order.description",
          "order.type",
          "order.status");

  /** Keeps unmodifiable copies. */
  public CanaryPlan {
    silentSources = Set.copyOf(silentSources);
    targets = Map.copyOf(targets);
  }

  /**
   * How a connector instance is tested.
   *
   * @param enabled whether it is
   * @param marker the CMMS's own mark of a test, which stands in front of the title; empty means
   *     that nothing is written there
   * @param fields of the order in place of its own, by dotted name; only with a marker
   */
  public record Target(boolean enabled, Optional<String> marker, Map<String, String> fields) {

    /** Where the documents say nothing: nothing is written to the CMMS. */
    public static final Target DEFAULT = new Target(true, Optional.empty(), Map.of());

    /** Keeps an unmodifiable copy. */
    public Target {
      fields = Map.copyOf(fields);
    }
  }

  /** How a connector instance is tested. */
  public Target target(String instance) {
    return targets.getOrDefault(instance, Target.DEFAULT);
  }

  /** Whether a source's lamp may turn red. */
  public boolean watches(String source) {
    return enabled && !silentSources.contains(source);
  }

  /**
   * Reads the section, which fits its schema.
   *
   * @param instances ids of the connector instances
   * @param points ids of the points
   * @throws InvalidDocumentException with everything that is wrong with it
   */
  static CanaryPlan read(
      Optional<MapNode> section, Collection<String> instances, Collection<String> points)
      throws InvalidDocumentException {
    if (section.isEmpty()) {
      return DEFAULT;
    }
    MapNode node = section.get();
    List<Problem> problems = new ArrayList<>();
    Duration period = node.optionalDuration("period").orElse(USUAL);
    if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
      problems.add(node.problem("period", "PT1M to P1D", "out of range"));
    }
    Set<String> silent = new HashSet<>();
    Optional<MapNode> sources = node.optionalMap("sources");
    if (sources.isPresent()) {
      for (String name : sources.get().keys()) {
        if (!sources.get().map(name).optionalBool("enabled").orElse(true)) {
          silent.add(name);
        }
      }
    }
    Map<String, Target> targets = targets(node.optionalMap("connectors"), instances, problems);
    PatternPlan patterns = PatternPlan.read(node.optionalMap("patterns"), points, problems);
    Duration certificates = certificates(node.optionalMap("certificates"), problems);
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return new CanaryPlan(
        node.optionalBool("enabled").orElse(true), period, silent, targets, patterns, certificates);
  }

  private static Duration certificates(Optional<MapNode> given, List<Problem> problems)
      throws InvalidDocumentException {
    if (given.isEmpty()) {
      return MONTH;
    }
    Duration before = given.get().optionalDuration("before").orElse(MONTH);
    if (before.compareTo(Duration.ofDays(1)) < 0 || before.compareTo(Duration.ofDays(366)) > 0) {
      problems.add(given.get().problem("before", "P1D to P366D", "out of range"));
    }
    return before;
  }

  private static Map<String, Target> targets(
      Optional<MapNode> given, Collection<String> instances, List<Problem> problems)
      throws InvalidDocumentException {
    Map<String, Target> targets = new LinkedHashMap<>();
    if (given.isEmpty()) {
      return targets;
    }
    for (String id : given.get().keys()) {
      if (!instances.contains(id)) {
        problems.add(unknown(given.get(), id, instances, "connector instance"));
      }
      MapNode node = given.get().map(id);
      Optional<String> marker = node.optionalText("marker");
      Map<String, String> fields = new LinkedHashMap<>();
      Optional<MapNode> own = node.optionalMap("fields");
      if (own.isPresent()) {
        fields(node, own.get(), marker, fields, problems);
      }
      targets.put(id, new Target(node.optionalBool("enabled").orElse(true), marker, fields));
    }
    return targets;
  }

  private static void fields(
      MapNode node,
      MapNode own,
      Optional<String> marker,
      Map<String, String> fields,
      List<Problem> problems)
      throws InvalidDocumentException {
    if (marker.isEmpty()) {
      problems.add(node.problem("fields", "with a marker", "without one nothing is written there"));
    }
    Set<String> texts = new TreeSet<>();
    OrderFields.all().stream()
        .filter(field -> field.kind() == OrderFields.Kind.TEXT)
        .forEach(field -> texts.add(field.name()));
    texts.removeAll(OWN);
    for (String name : own.keys()) {
      if (!texts.contains(name)) {
        problems.add(unknown(own, name, texts, "field of text"));
      }
      fields.put(name, own.text(name));
    }
  }

  private static Problem unknown(
      MapNode node, String given, Collection<String> known, String what) {
    return node.problem(
        given,
        known.isEmpty() ? "the id of a " + what : String.join(", ", known),
        Suggestion.closest(given, known)
            .map(near -> "no %s is named '%s', did you mean \"%s\"".formatted(what, given, near))
            .orElse("no %s is named '%s'".formatted(what, given)));
  }
}
