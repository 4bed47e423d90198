package org.bellcrank.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.journal.Facts;

/** Plans and events as the lines of a record. */
final class RolloutEvents {

  private RolloutEvents() {}

  static Facts facts(RolloutPlan plan) {
    List<Facts> stages =
        plan.stages().stream().map(each -> Facts.with("gateways", each).build()).toList();
    return Facts.with("rollout", plan.name())
        .put("format", 1)
        .put("target", plan.target())
        .put("stages", stages)
        .put("canaries", plan.canaries())
        .put("healthyFor", plan.health().healthyFor().toString())
        .put("canaryFor", plan.health().canaryFor().toString())
        .put("within", plan.health().within().toString())
        .put("poll", plan.health().poll().toString())
        .put("healthTold", plan.health().told())
        .put("stopAbove", plan.stopAbove())
        .put("giveBack", plan.giveBack().name())
        .put("atOnce", plan.atOnce())
        .build();
  }

  static RolloutPlan plan(Facts facts) {
    List<List<String>> stages = new ArrayList<>();
    facts.factsList("stages").forEach(each -> stages.add(each.textList("gateways")));
    return new RolloutPlan(
        facts.requireText("rollout"),
        facts.requireText("target"),
        stages,
        (int) facts.whole("canaries").orElse(0),
        new RolloutPlan.Health(
            Duration.parse(facts.requireText("healthyFor")),
            Duration.parse(facts.requireText("canaryFor")),
            Duration.parse(facts.requireText("within")),
            Duration.parse(facts.requireText("poll")),
            facts.bool("healthTold").orElse(true)),
        facts.number("stopAbove").orElse(0),
        RolloutPlan.GiveBack.valueOf(facts.requireText("giveBack")),
        (int) facts.whole("atOnce").orElse(1));
  }

  static Facts facts(RolloutEvent event, Instant at) {
    Facts.Builder line = Facts.with("at", at).put("event", event.getClass().getSimpleName());
    if (event instanceof RolloutEvent.OfGateway of) {
      line.put("gateway", of.gateway());
    }
    if (event instanceof RolloutEvent.Noted noted) {
      line.put("before", noted.before());
    } else if (event instanceof RolloutEvent.Ordered ordered) {
      line.put("job", ordered.job());
    } else if (event instanceof RolloutEvent.ReturnOrdered ordered) {
      line.put("job", ordered.job());
    } else if (event instanceof RolloutEvent.Skipped skipped) {
      line.put("reason", skipped.reason());
    } else if (event instanceof RolloutEvent.Failed failed) {
      line.put("reason", failed.reason());
    } else if (event instanceof RolloutEvent.Stranded stranded) {
      line.put("reason", stranded.reason());
    } else if (event instanceof RolloutEvent.Aborted aborted) {
      line.put("back", aborted.back());
    }
    return line.build();
  }

  static RolloutEvent event(Facts line) {
    String gateway = line.text("gateway").orElse("");
    String reason = line.text("reason").orElse("");
    String kind = line.requireText("event");
    return switch (kind) {
      case "Noted" -> new RolloutEvent.Noted(gateway, line.requireText("before"));
      case "Skipped" -> new RolloutEvent.Skipped(gateway, reason);
      case "Ordered" -> new RolloutEvent.Ordered(gateway, line.whole("job").orElse(0));
      case "Changed" -> new RolloutEvent.Changed(gateway);
      case "Healthy" -> new RolloutEvent.Healthy(gateway);
      case "Failed" -> new RolloutEvent.Failed(gateway, reason);
      case "ReturnOrdered" -> new RolloutEvent.ReturnOrdered(gateway, line.whole("job").orElse(0));
      case "Returned" -> new RolloutEvent.Returned(gateway);
      case "Stranded" -> new RolloutEvent.Stranded(gateway, reason);
      case "Paused" -> new RolloutEvent.Paused();
      case "Resumed" -> new RolloutEvent.Resumed();
      case "Aborted" -> new RolloutEvent.Aborted(line.bool("back").orElse(true));
      default ->
          throw new IllegalArgumentException(
              "given event %s, which no roll-out has".formatted(kind));
    };
  }
}
