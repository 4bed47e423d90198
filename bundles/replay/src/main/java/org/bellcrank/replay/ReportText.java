package org.bellcrank.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;
import org.bellcrank.site.Site;

/** A replay's outcome as facts, and facts as lines for people. */
final class ReportText {

  private static final int LINES = 20;
  private static final List<String> ORDERS =
      List.of("added", "removed", "reprioritised", "raisedByAnotherFinding");

  private final Request request;
  private final Comparison fidelity;
  private final Comparison effect;
  private final OrderMatch orders;
  private final Side base;
  private final Side other;

  ReportText(
      Request request,
      Comparison fidelity,
      Comparison effect,
      OrderMatch orders,
      Side base,
      Side other) {
    this.request = request;
    this.fidelity = fidelity;
    this.effect = effect;
    this.orders = orders;
    this.base = base;
    this.other = other;
  }

  Report report(
      long observations, long warmUp, Collection<String> documents, Optional<Instant> begin) {
    Facts.Builder facts =
        Facts.with("replay", "bellcrank")
            .put("format", 1)
            .put("from", request.from())
            .put("to", request.to())
            .put("begin", begin)
            .put("documents", documents)
            .put("observations", observations)
            .put("warmUpObservations", warmUp)
            .put("recorded", recorded(begin));
    request.with().map(Site::version).ifPresent(version -> facts.put("with", with(version)));
    return new Report(facts.build(), observations, fidelity.differing(), effect.differing());
  }

  private Facts recorded(Optional<Instant> begin) {
    Reasons reasons = new Reasons(begin, base.unheard());
    return Facts.with("equal", fidelity.equal())
        .put("different", fidelity.differing())
        .put("differences", fidelity.facts(reasons::of))
        .put("wordsThatFoundNothing", base.unheard())
        .put("words", base.notes())
        .build();
  }

  private Facts with(String version) {
    return Facts.with("documents", version)
        .put("equal", effect.equal())
        .put("different", effect.differing())
        .put("sameEndByAnotherRule", effect.otherRule())
        .put("dispositions", effect.dispositions())
        .put(
            "noise",
            Facts.with("logged", noise(Disposition.LOGGED))
                .put("suppressed", noise(Disposition.SUPPRESSED))
                .put("inReview", noise(Disposition.IN_REVIEW))
                .build())
        .put("orders", orders.facts())
        .put("differences", effect.facts(pair -> Optional.empty()))
        .put("wordsThatFoundNothing", other.unheard())
        .put("words", other.notes())
        .build();
  }

  private Facts noise(Disposition disposition) {
    return Facts.with("before", effect.before(disposition))
        .put("after", effect.after(disposition))
        .build();
  }

  /** Lists become their lengths. */
  static Facts numbers(Facts facts) {
    Facts.Builder numbers = Facts.builder();
    facts
        .values()
        .forEach(
            (key, value) -> {
              if (value instanceof Facts inner) {
                numbers.put(key, numbers(inner));
              } else if (value instanceof List<?> list && !key.equals("documents")) {
                numbers.put(key, list.size());
              } else {
                numbers.put(key, value);
              }
            });
    return numbers.build();
  }

  /** A table for the terminal. */
  static List<String> lines(Facts report) {
    List<String> lines = new ArrayList<>();
    Facts recorded = report.facts("recorded").orElse(Facts.empty());
    lines.add(
        "%,d observations decided again with documents %s; %,d before them to warm up"
            .formatted(
                whole(report, "observations"),
                String.join(", ", report.textList("documents")),
                whole(report, "warmUpObservations")));
    lines.add(
        "as the gateway decided: %,d findings; otherwise: %,d"
            .formatted(whole(recorded, "equal"), whole(recorded, "different")));
    findings(recorded, lines);
    report.facts("with").ifPresent(with -> with(with, lines));
    return lines;
  }

  private static void with(Facts with, List<String> lines) {
    lines.add("");
    lines.add(
        "%-24s %12s %12s"
            .formatted("documents " + with.requireText("documents"), "before", "after"));
    Facts dispositions = with.facts("dispositions").orElse(Facts.empty());
    for (String name : new TreeSet<>(dispositions.values().keySet())) {
      Facts runs = dispositions.facts(name).orElse(Facts.empty());
      lines.add(
          "  %-22s %,12d %,12d"
              .formatted(
                  name.toLowerCase(Locale.ROOT).replace('_', ' '),
                  whole(runs, "before"),
                  whole(runs, "after")));
    }
    Facts orders = with.facts("orders").orElse(Facts.empty());
    lines.add(
        "  %-22s %,12d %,12d"
            .formatted("orders touched", whole(orders, "before"), whole(orders, "after")));
    for (String kind : ORDERS) {
      orders(kind, orders.factsList(kind), lines);
    }
    lines.add(
        "findings that end otherwise: %,d; by another rule in the same way: %,d"
            .formatted(whole(with, "different"), whole(with, "sameEndByAnotherRule")));
    findings(with, lines);
    with.textList("words")
        .forEach(word -> lines.add("  a person's word found nothing to hold for: " + word));
  }

  private static void orders(String kind, List<Facts> list, List<String> lines) {
    if (list.isEmpty()) {
      return;
    }
    String words = kind.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    lines.add("  orders %s: %,d".formatted(words, list.size()));
    list.stream().limit(LINES).forEach(each -> lines.add("    " + order(each)));
    more(list.size(), lines);
  }

  private static String order(Facts order) {
    Optional<Facts> before = order.facts("before");
    if (before.isPresent()) {
      Facts after = order.facts("after").orElse(Facts.empty());
      return "%s: priority %d -> %d, finding %s -> %s"
          .formatted(
              order.requireText("cause"),
              whole(before.get(), "priority"),
              whole(after, "priority"),
              before.get().text("finding").orElse("?"),
              after.text("finding").orElse("?"));
    }
    return "%s: priority %d, %s, finding %s"
        .formatted(
            order.requireText("cause"),
            whole(order, "priority"),
            order.requireText("title"),
            order.text("finding").orElse("?"));
  }

  private static void findings(Facts part, List<String> lines) {
    List<Facts> list = part.factsList("differences");
    for (Facts each : list.stream().limit(LINES).toList()) {
      lines.add(
          "    %s: %s -> %s%s"
              .formatted(
                  each.requireText("finding"),
                  state(each.facts("before")),
                  state(each.facts("after")),
                  each.text("reason").map(reason -> "; " + reason).orElse("")));
    }
    more((int) whole(part, "different"), lines);
  }

  private static String state(Optional<Facts> state) {
    return state
        .map(
            facts ->
                "%s (%s)"
                    .formatted(
                        facts.requireText("disposition"),
                        facts.text("reason").orElse("").replaceFirst("(?s) \\(.*", "")))
        .orElse("nothing");
  }

  private static void more(int all, List<String> lines) {
    if (all > LINES) {
      lines.add("    and %,d more; the report lists them".formatted(all - LINES));
    }
  }

  private static long whole(Facts facts, String key) {
    return facts.whole(key).orElse(0);
  }
}
