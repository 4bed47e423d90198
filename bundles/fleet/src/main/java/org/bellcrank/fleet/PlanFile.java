package org.bellcrank.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.NumberNode;
import org.bellcrank.document.Problem;

/**
 * A plan as a person writes it.
 *
 * @param name of the roll-out
 * @param packageFile the package to install; empty where documents are rolled out
 * @param packagesBefore files or folders with the packages for the way back
 * @param documents the folder with site documents; empty where a package is rolled out
 * @param gateways client ids, {@code *} stands for any text
 * @param canaries client ids, {@code *} stands for any text
 * @param canaryCount how many canaries, where they are not named
 * @param batch gateways in one stage; below 1 a share of all
 */
public record PlanFile(
    String name,
    Optional<Path> packageFile,
    List<Path> packagesBefore,
    Optional<Path> documents,
    List<String> gateways,
    List<String> canaries,
    int canaryCount,
    double batch,
    RolloutPlan.Health health,
    double stopAbove,
    RolloutPlan.GiveBack giveBack,
    int atOnce) {

  private static final Set<String> KEYS =
      Set.of(
          "rollout",
          "package",
          "documents",
          "gateways",
          "canaries",
          "batch",
          "health",
          "stopAbove",
          "giveBack",
          "atOnce");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int AT_ONCE = 20;
  private static final double BATCH = 0.1;
  private static final double STOP_ABOVE = 0.05;
  private static final Duration FOR = Duration.ofMinutes(10);
  private static final Duration WITHIN = Duration.ofMinutes(15);
  private static final Duration POLL = Duration.ofSeconds(5);

  /**
   * Reads a plan; paths in it are relative to its folder.
   *
   * @throws InvalidDocumentException with what is wrong
   */
  public static PlanFile of(String source, String text, Path folder)
      throws InvalidDocumentException {
    MapNode plan = Documents.parse(source, text).asMap();
    known(plan, KEYS);
    Optional<MapNode> dp = plan.optionalMap("package");
    Optional<String> documents = plan.optionalText("documents");
    if (dp.isPresent() == documents.isPresent()) {
      throw new InvalidDocumentException(
          plan.problem("either package or documents", "a roll-out brings one of the two"));
    }
    List<Path> before = new ArrayList<>();
    if (dp.isPresent()) {
      known(dp.get(), Set.of("file", "before"));
      dp.get().texts("before").forEach(each -> before.add(folder.resolve(each)));
    }
    Optional<Node> canaries = plan.find("canaries");
    boolean counted = canaries.filter(NumberNode.class::isInstance).isPresent();
    return new PlanFile(
        plan.get("rollout").as("letters, digits, . _ - (64 at most)", PlanFile::name),
        dp.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(dp.get().text("file"))),
        List.copyOf(before),
        documents.map(folder::resolve),
        plan.list("gateways").texts(),
        counted ? List.of() : plan.texts("canaries"),
        counted ? whole(plan, "canaries", 0, 0) : 0,
        within(plan, "batch", BATCH, Integer.MAX_VALUE),
        health(plan.optionalMap("health")),
        within(plan, "stopAbove", STOP_ABOVE, 1),
        plan.optionalEnum("giveBack", RolloutPlan.GiveBack.class).orElse(RolloutPlan.GiveBack.ALL),
        whole(plan, "atOnce", AT_ONCE, 1));
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static void known(MapNode map, Set<String> keys) throws InvalidDocumentException {
    List<Problem> problems = new ArrayList<>();
    for (String key : map.keys()) {
      if (!keys.contains(key)) {
        problems.add(
            new Problem(
                map.where(key),
                map.pointer(),
                key,
                String.join(", ", new TreeSet<>(keys)),
                "unknown key"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
  }

  private static int whole(MapNode map, String key, int otherwise, int least)
      throws InvalidDocumentException {
    int value = map.optionalInteger(key).orElse(otherwise);
    if (value < least) {
      throw new InvalidDocumentException(map.problem(key, "a whole number from " + least, ""));
    }
    return value;
  }

  private static double within(MapNode map, String key, double otherwise, double most)
      throws InvalidDocumentException {
    double value = map.optionalNumber(key).orElse(otherwise);
    if (value < 0 || value > most || key.equals("batch") && value == 0) {
      throw new InvalidDocumentException(
          map.problem(
              key,
              key.equals("batch")
                  ? "a number of gateways from 1, or a share below 1, above 0"
                  : "a share from 0 to 1",
              ""));
    }
    return value;
  }

  private static RolloutPlan.Health health(Optional<MapNode> given)
      throws InvalidDocumentException {
    if (given.isEmpty()) {
      return new RolloutPlan.Health(FOR, FOR, WITHIN, POLL, true);
    }
    MapNode map = given.get();
    known(map, Set.of("for", "canaries", "within", "poll", "told"));
    Duration healthy = map.optionalDuration("for").orElse(FOR);
    return new RolloutPlan.Health(
        healthy,
        map.optionalDuration("canaries").orElse(healthy),
        map.optionalDuration("within").orElse(WITHIN),
        map.optionalDuration("poll").orElse(POLL),
        map.optionalBool("told").orElse(true));
  }

  /**
   * The plan for the gateways that are there.
   *
   * @param known every gateway that is known, by client id
   * @param target the version to be brought
   * @throws IllegalArgumentException when a name or pattern matches none
   */
  public RolloutPlan resolve(Set<String> known, String target) {
    Set<String> all = matching(gateways, known);
    Set<String> first = new LinkedHashSet<>(matching(canaries, known));
    all.stream().limit(canaryCount).forEach(first::add);
    Set<String> rest = new LinkedHashSet<>(all);
    rest.removeAll(first);
    List<List<String>> stages = new ArrayList<>();
    if (!first.isEmpty()) {
      stages.add(List.copyOf(first));
    }
    int size = batch < 1 ? (int) Math.ceil(batch * all.size()) : (int) batch;
    List<String> left = List.copyOf(rest);
    for (int from = 0; from < left.size(); from += size) {
      stages.add(left.subList(from, Math.min(left.size(), from + size)));
    }
    return new RolloutPlan(
        name, target, stages, first.isEmpty() ? 0 : 1, health, stopAbove, giveBack, atOnce);
  }

  /** Those that names or patterns match, each once, in the order of the names. */
  public static Set<String> matching(List<String> patterns, Set<String> known) {
    Set<String> found = new LinkedHashSet<>();
    for (String pattern : patterns) {
      Pattern any = Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
      List<String> here =
          new TreeSet<>(known).stream().filter(each -> any.matcher(each).matches()).toList();
      if (here.isEmpty()) {
        throw new IllegalArgumentException(
            "given gateway %s; allowed: one of the %d that are known, * stands for any text"
                .formatted(pattern, known.size()));
      }
      found.addAll(here);
    }
    return found;
  }
}
