package org.bellcrank.workorder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Finding;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Situation;
import org.bellcrank.rule.Tier;

/** Makes an order of a decision, or lets the finding join the open order of its cause. */
public final class OrderPlanner {

  private static final int TITLE_LENGTH = 200;
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final String documentsVersion;
  private final OrderPolicies policies;
  private final OrderLinks links;

  /**
   * A planner under one version of the site documents.
   *
   * @param links where people look at its orders
   */
  public OrderPlanner(String documentsVersion, OrderPolicies policies, OrderLinks links) {
    this.documentsVersion = documentsVersion;
    this.policies = policies;
    this.links = links;
  }

  /** A planner whose orders are shown nowhere. */
  public OrderPlanner(String documentsVersion, OrderPolicies policies) {
    this(documentsVersion, policies, OrderLinks.NONE);
  }

  /** Who approves an order of a template in a situation. */
  public Approval approval(Template template, Situation situation) {
    return policies.approval(template, situation.placement().site().id());
  }

  /**
   * A new order, a draft. Its id follows from the finding's, so that deciding the same finding
   * again can never make a second order.
   *
   * @throws IllegalStateException when something that is known of every finding is not known
   */
  public WorkOrder raise(
      Template template,
      Cause cause,
      String connector,
      Situation situation,
      Decision decision,
      Instant at) {
    String id = id(situation.finding());
    OrderType type = type(template, decision);
    Facts.Builder facts = OrderFacts.of(situation, decision, connector);
    facts.put("documents.version", documentsVersion);
    facts.put("order.id", id);
    facts.put("links.console", links.console(id));
    facts.put("order.reference", Reference.of(id).value());
    facts.put("order.type", type);
    facts.put("order.priority", decision.priority());
    facts.put("order.status", OrderStatus.DRAFT);
    facts.put("order.raisedAt", at);
    facts.put("order.occurrences", 1);
    Instant seen = situation.finding().captured().at();
    facts.put("order.firstSeen", seen);
    facts.put("order.lastSeen", seen);
    facts.put("order.severity", decision.severity());
    facts.put("order.tier", Tier.of(situation.finding().confidence(), situation.tiers().tiers()));
    facts.put("order.origin", policies.origin(template, situation.placement().site().id()).tag());
    facts.put("order.failureCode", template.failureCode());
    facts.put(
        "evidence.annotatedName", annotatedName(Reference.of(id), situation.finding().evidence()));
    OrderWindow.plan(facts, template, situation, at);
    parts(facts, template.parts());
    Facts known = facts.build();
    Map<String, Object> values = Text.values(known);
    template
        .recommendedAction()
        .ifPresent(text -> facts.put("order.recommendedAction", line(text, values)));
    tasks(facts, template, values);
    template.fields().forEach((name, text) -> facts.put(name, line(text, values)));
    List<String> notTold = DetectionFields.notTold(facts.build());
    facts.put("order.notTold", notTold.isEmpty() ? null : String.join(", ", notTold));
    Facts filled = facts.build();
    DetectionFields.require(id, filled);
    Map<String, Object> all = Text.values(filled);
    String title = cut(line(template.title(), all).orElse(situation.finding().defectClass()));
    String description = template.description().fill(all);
    return new WorkOrder(
        id,
        cause,
        situation.placement().site().id(),
        connector,
        type,
        decision.priority(),
        OrderStatus.DRAFT,
        title,
        description,
        at,
        1,
        situation.finding().evidence(),
        filled.toBuilder().put("order.title", title).put("order.description", description).build());
  }

  /**
   * An order after one more finding.
   *
   * @param order the new state: counter up, priority never less urgent, the better evidence
   * @param notable what the CMMS should be told, one line; empty when the counter alone changed
   */
  public record Merge(WorkOrder order, Optional<String> notable) {}

  /** Lets a finding join an open order, as where the documents say nothing of repeats. */
  public Merge merge(WorkOrder order, Situation situation, Decision decision) {
    int priority = Math.min(order.priority(), decision.priority());
    return OrderChanges.join(
        new Repeat.Join(order, priority, false, Optional.empty()), situation, decision);
  }

  private static void tasks(Facts.Builder facts, Template template, Map<String, Object> known) {
    List<String> texts = new ArrayList<>();
    List<String> minutes = new ArrayList<>();
    for (Template.Task task : template.tasks()) {
      Optional<String> text = line(task.text(), known);
      if (text.isPresent()) {
        texts.add(text.get());
        minutes.add(String.valueOf(task.minutes().orElse(0)));
      }
    }
    if (!texts.isEmpty()) {
      facts.put("order.tasks", texts).put("order.taskMinutes", minutes);
    }
  }

  private static void parts(Facts.Builder facts, List<Template.Part> parts) {
    if (!parts.isEmpty()) {
      facts.put("order.parts", parts.stream().map(Template.Part::toString).toList());
      facts.put(OrderFields.PART_NUMBERS, parts.stream().map(Template.Part::number).toList());
      facts.put(
          OrderFields.PART_QUANTITIES,
          parts.stream().map(part -> String.valueOf(part.quantity())).toList());
      facts.put(
          OrderFields.PART_UNITS, parts.stream().map(part -> part.unit().orElse("")).toList());
      facts.put(
          OrderFields.PART_NAMES, parts.stream().map(part -> part.name().orElse("")).toList());
    }
  }

  private static OrderType type(Template template, Decision decision) {
    return template
        .type()
        .or(() -> decision.orderType().map(OrderType::valueOf))
        .orElse(OrderType.CORRECTIVE);
  }

  /** The name under which the annotated picture is attached to the order in its CMMS. */
  static Optional<String> annotatedName(Reference order, List<EvidenceItem> evidence) {
    return picture(evidence, EvidenceItem.Role.ANNOTATED)
        .map(EvidenceItem::reference)
        .map(
            content ->
                "%s-%s.%s"
                    .formatted(
                        order,
                        content.sha256().substring(0, 8),
                        content.mediaType().equals("image/png") ? "png" : "jpg"));
  }

  private static Optional<String> line(Text text, Map<String, Object> values) {
    String line = SPACE.matcher(text.fill(values)).replaceAll(" ").strip();
    return line.isEmpty() ? Optional.empty() : Optional.of(line);
  }

  private static String cut(String title) {
    return title.length() <= TITLE_LENGTH ? title : title.substring(0, TITLE_LENGTH - 1) + "…";
  }

  private static String id(Finding finding) {
    byte[] hash = Reference.sha256(finding.id());
    return "wo-" + HexFormat.of().formatHex(hash, 0, 8);
  }

  /** The annotated picture of an order, for pages and attachments. */
  public static Optional<EvidenceItem> picture(
      List<EvidenceItem> evidence, EvidenceItem.Role role) {
    return evidence.stream().filter(item -> item.role() == role).findFirst();
  }
}
