package org.bellcrank.delivery.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Mapping;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;

/** Says in one line what would help a row that waits for a person. */
final class Suggestion {

  private final Delivery row;
  private final WorkOrder order;
  private final ConnectorInstance instance;
  private final Optional<String> unmapped;

  /**
   * About one row.
   *
   * @param unmapped the field that keeps the mapping from writing the order now
   */
  Suggestion(Delivery row, WorkOrder order, ConnectorInstance instance, Optional<String> unmapped) {
    this.row = row;
    this.order = order;
    this.instance = instance;
    this.unmapped = unmapped;
  }

  String of(
      Optional<String> field,
      Optional<Mapping.Field> mapped,
      Optional<String> value,
      Optional<String> breach) {
    if (Diagnosing.unsure(row)) {
      return "Look in %s for %s: adopt its number when it is there, send it again when it is not."
          .formatted(instance.title(), order.reference());
    }
    if (row.purpose() == Purpose.ATTACH) {
      return "The order itself is in its CMMS. Change the picture's limits in the connector's folder"
          + " or what the other side takes, then send it again.";
    }
    if (unmapped.isPresent()) {
      return "Give %s a value: %s. Then send it again."
          .formatted(unmapped.get(), mapped.map(this::source).orElse("in the mapping"));
    }
    if (breach.isPresent() && mapped.isPresent()) {
      return "%s Then send all alike again.".formatted(mend(mapped.get(), value));
    }
    if (neverSent()) {
      return "The mapping can write it now: send it again.";
    }
    if (mapped.isPresent() && value.isPresent()) {
      return "The other side does not take '%s' there: make it known in %s, or correct it: %s."
          .formatted(shortened(value.get()), instance.title(), source(mapped.get()));
    }
    if (field.isPresent()) {
      return "The mapping does not fill %s: add it to mapping.yaml, or let %s stop asking for it."
          .formatted(field.get(), instance.title());
    }
    return "The words name no field that the mapping fills. Ask for them in %s, then send it again."
        .formatted(instance.title());
  }

  private boolean neverSent() {
    return row.variables().facts(Walk.REFUSAL).flatMap(facts -> facts.bool("here")).orElse(false);
  }

  private static String mend(Mapping.Field field, Optional<String> value) {
    String at = at(field);
    if (value.isEmpty()) {
      return "Fill it in %s.".formatted(at);
    }
    return switch (field.type()) {
      case TEXT -> "Shorten or translate it in %s (max, overflow, case, values).".formatted(at);
      case WHOLE, NUMBER -> "Translate it in %s (values).".formatted(at);
      case INSTANT, BOOL -> "Change its format in %s.".formatted(at);
    };
  }

  /** Where a value comes from, so that it can be changed there. */
  private String source(Mapping.Field field) {
    String name =
        field.from().flatMap(from -> from.names().stream().sorted().findFirst()).orElse("");
    String at = at(field);
    if (name.equals("asset.foreignId")) {
      return "foreignIds of asset %s in the site documents"
          .formatted(order.fields().text("asset.id").orElse(order.cause().asset()));
    }
    if (name.startsWith("asset.")) {
      return "asset %s in the site documents".formatted(order.cause().asset());
    }
    if (name.startsWith("instance.")) {
      return "context of connector instance %s in the site documents".formatted(instance.id());
    }
    if (name.startsWith("context.") || name.startsWith("finding.")) {
      return "what the source tells (%s), or %s".formatted(name, at);
    }
    return "the order's template in the site documents, or %s".formatted(at);
  }

  /** Where the mapping fills a field: the connector's folder, the file and the line. */
  static String at(Mapping.Field field) {
    Path file = Path.of(field.where().source());
    Path from =
        file.getNameCount() > 1 ? file.subpath(file.getNameCount() - 2, file.getNameCount()) : file;
    return from + ":" + field.where().line();
  }

  private static String shortened(String value) {
    return value.length() <= 40 ? value : value.substring(0, 40) + "…";
  }

  /** What a refusal leaves in its row. */
  static Facts refusal(Optional<String> field, Optional<String> code, boolean here) {
    return Facts.with("field", field).put("code", code).put("here", here).build();
  }
}
