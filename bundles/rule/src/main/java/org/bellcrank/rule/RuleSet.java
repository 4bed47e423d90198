package org.bellcrank.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bellcrank.expression.Comparison;
import org.bellcrank.expression.Verdict;
import org.bellcrank.journal.Facts;

/**
 * The rules of one version of the site documents. Deciding is pure: the same situation gives the
 * same decision. Immutable, safe for any thread.
 */
public final class RuleSet {

  private static final int NEARLY_AT_MOST = 5;
  private static final Pattern LONG_DECIMALS = Pattern.compile("(\\d\\.\\d{4})\\d+");

  private final List<Rule> rules;
  private final List<SeverityRule> severities;
  private final PriorityMatrix priorities;
  private final TierTable tiers;
  private final Map<String, DefectClass> classes;

  /** Rules and severities in the order in which they are tried. */
  public RuleSet(
      List<Rule> rules,
      List<SeverityRule> severities,
      PriorityMatrix priorities,
      TierTable tiers,
      List<DefectClass> classes) {
    this.rules = List.copyOf(rules);
    this.severities = List.copyOf(severities);
    this.priorities = priorities;
    this.tiers = tiers;
    this.classes = classes.stream().collect(Collectors.toMap(DefectClass::name, each -> each));
  }

  /** What a class stands for; the class itself where the documents do not say. */
  public String failureMode(String defectClass) {
    DefectClass known = classes.get(defectClass);
    return known == null ? defectClass : known.failureMode();
  }

  /** The type that the class table names for orders about a class; empty where it names none. */
  public Optional<String> orderType(String defectClass) {
    return Optional.ofNullable(classes.get(defectClass)).flatMap(DefectClass::orderType);
  }

  /** The tiers for a finding. */
  public TierTable.Choice tiers(String defectClass, String asset) {
    return tiers.choose(defectClass, failureMode(defectClass), asset);
  }

  /** The defect classes that the documents name, sorted. */
  public List<String> classNames() {
    return classes.keySet().stream().sorted().toList();
  }

  /** The rules in the order in which they are tried. */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * Decides. A rule whose condition cannot be told (a name without a value) does not fire and is
   * named in the why-card; when no rule fires, a person decides.
   */
  public Decision decide(Situation situation) {
    Map<String, Object> values = RuleVocabulary.values(situation);
    Severity severity = severity(values);
    values.put("finding.severity", severity.name());
    int standard = priorities.priority(situation.placement().criticality(), severity);
    List<Facts> nearly = new ArrayList<>();
    for (Rule rule : rules) {
      Verdict verdict = rule.when().test(values);
      if (verdict.isTrue()) {
        return fired(rule, situation, values, severity, standard, nearly);
      }
      noteNearMiss(rule, verdict, values, nearly);
    }
    String reason = "no rule fits; a person decides";
    return new Decision(
        "none",
        new Action.Review("planner", Optional.empty()),
        severity,
        standard,
        orderType(situation.finding().defectClass()),
        reason,
        why(situation, values, severity, nearly).put("reason", reason).build());
  }

  private Decision fired(
      Rule rule,
      Situation situation,
      Map<String, Object> values,
      Severity severity,
      int standard,
      List<Facts> nearly) {
    List<Comparison> comparisons = rule.when().explain(values);
    int priority =
        rule.action() instanceof Action.Raise raise ? raise.priority().orElse(standard) : standard;
    String held =
        comparisons.stream()
            .filter(RuleSet::held)
            .map(RuleSet::words)
            .collect(Collectors.joining(" and "));
    String reason = held.isEmpty() ? rule.because() : rule.because() + " (" + held + ")";
    Facts.Builder why =
        why(situation, values, severity, nearly)
            .put("rule", rule.id())
            .put("because", rule.because())
            .put("when", rule.when().text())
            .put("comparisons", comparisons.stream().map(RuleSet::facts).toList())
            .put("reason", reason);
    return new Decision(
        rule.id(),
        rule.action(),
        severity,
        priority,
        orderType(situation.finding().defectClass()),
        reason,
        why.build());
  }

  private Severity severity(Map<String, Object> values) {
    for (SeverityRule rule : severities) {
      if (rule.when().test(values).isTrue()) {
        return rule.severity();
      }
    }
    return Severity.MINOR;
  }

  /** A rule that missed by one comparison, or that could not be told. */
  private static void noteNearMiss(
      Rule rule, Verdict verdict, Map<String, Object> values, List<Facts> nearly) {
    if (nearly.size() >= NEARLY_AT_MOST) {
      return;
    }
    if (verdict.isUndecidable()) {
      nearly.add(Facts.with("rule", rule.id()).put("cannotTell", verdict.reason()).build());
      return;
    }
    List<Comparison> comparisons = rule.when().explain(values);
    List<Comparison> missed = comparisons.stream().filter(each -> !held(each)).toList();
    if (missed.size() == 1 && comparisons.size() > 1) {
      nearly.add(Facts.with("rule", rule.id()).put("missedBy", words(missed.get(0))).build());
    }
  }

  private static boolean held(Comparison comparison) {
    return comparison.held() == Verdict.Answer.TRUE;
  }

  /** Four decimals are enough for a person; cut, not rounded, so that no boundary seems reached. */
  private static String words(Comparison comparison) {
    return LONG_DECIMALS.matcher(comparison.words()).replaceAll("$1");
  }

  private static Facts facts(Comparison comparison) {
    return Facts.with("text", words(comparison)).put("held", held(comparison)).build();
  }

  private static Facts.Builder why(
      Situation situation, Map<String, Object> values, Severity severity, List<Facts> nearly) {
    return Facts.with("finding", situation.finding().id())
        .put("asset", situation.placement().asset().id())
        .put("path", situation.placement().pathText())
        .put("criticality", situation.placement().criticality())
        .put("severity", severity)
        .put("tiersFrom", situation.tiers().from())
        .put("values", values)
        .put("condition", situation.condition().facts())
        .put("nearly", nearly);
  }
}
