package org.bellcrank.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Point;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Reads which machines parts pass, from maps that already fit their schema. */
final class RouteDocuments {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int LEAST = 30;
  private static final int LEVELS = 20; // a level above 1 in 20 is none

  private final AssetRegister register;
  private final StreamLinks links;
  private final List<Problem> problems;
  private final Set<String> machines = new HashSet<>(); // of the routes that are read

  private RouteDocuments(AssetRegister register, StreamLinks links, List<Problem> problems) {
    this.register = register;
    this.links = links;
    this.problems = problems;
  }

  static List<RoutePlan> read(
      List<MapNode> nodes, AssetRegister register, StreamLinks links, List<Problem> problems)
      throws InvalidDocumentException {
    List<RoutePlan> plans = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (MapNode node : nodes) {
      if (!ids.add(node.text("id"))) {
        problems.add(node.problem("id", "an id of its own", "two of the routes have it"));
      }
      plans.add(new RouteDocuments(register, links, problems).plan(node));
    }
    return plans;
  }

  private RoutePlan plan(MapNode node) throws InvalidDocumentException {
    List<Map<String, String>> steps = new ArrayList<>();
    for (MapNode step : node.maps("steps")) {
      steps.add(step(step));
    }
    Duration every = between(node, "every", Duration.ofHours(1), MINUTE, Duration.ofDays(1));
    Duration window = between(node, "window", Duration.ofHours(8), every, Duration.ofDays(7));
    if (window.toSeconds() % every.toSeconds() != 0) {
      problems.add(
          node.problem("window", "a whole number of %s".formatted(every), "it has a rest"));
    }
    return new RoutePlan(
        node.text("id"),
        steps,
        every,
        window,
        between(node, "before", Duration.ofDays(14), every, Duration.ofDays(366)),
        between(node, "route", Duration.ofDays(3), MINUTE, Duration.ofDays(60)),
        node.optionalInteger("least").orElse(LEAST),
        between(
            node,
            "oneFalseIn",
            Duration.ofDays(90),
            every.multipliedBy(LEVELS),
            Duration.ofDays(3_660)),
        node.text("failureMode"));
  }

  /** Each machine's share of bad parts goes to a point of its own, on which it is found, too. */
  private Map<String, String> step(MapNode node) throws InvalidDocumentException {
    Map<String, String> step = new LinkedHashMap<>();
    for (String machine : node.keys()) {
      if (register.asset(machine).isEmpty()) {
        problems.add(node.problem(machine, "the id of an asset", "no asset has this id"));
      }
      if (!machines.add(machine)) {
        problems.add(node.problem(machine, "one step for each machine", "it has two"));
      }
      String to = node.text(machine);
      Optional<Point> point = register.point(to);
      if (point.isEmpty() || !point.get().asset().equals(Optional.of(machine))) {
        problems.add(
            node.problem(
                machine,
                "the id of a point of asset '%s'".formatted(machine),
                point.isEmpty() ? "no point has this id" : "it is another's"));
      } else if (point.get().unit().isPresent()) {
        problems.add(node.problem(machine, "a point without unit", "shares have none"));
      }
      links.result(node, machine, List.of(), to);
      step.put(machine, to);
    }
    return step;
  }

  private Duration between(MapNode node, String key, Duration usual, Duration least, Duration most)
      throws InvalidDocumentException {
    Duration given = node.optionalDuration(key).orElse(usual);
    if (given.compareTo(least) < 0 || given.compareTo(most) > 0 || given.getNano() != 0) {
      problems.add(
          node.problem(key, "whole seconds, %s to %s".formatted(least, most), "out of range"));
      return usual;
    }
    return given;
  }
}
