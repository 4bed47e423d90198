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
    if (Diagnosing.unsure(row) && row.purpose() == Purpose.CONDITION) {
      return "Look in %s for the asset: adopt its key when its condition stands there, send it again when not."
          .formatted(instance.title());
    }
    if (Diagnosing.unsure(row)) {
      return "Look in %s for %s: adopt its number when it is there, send it again when it is not."
          .formatted(instance.title(), order.reference());
    }
    if (row.purpose() == Purpose.ATTACH) {
      return "The order itself is in its CMMS. Change the picture's limits in the connector's folder"
          + " or what the other side takes, then send it again.";
    }
    if (unmapped.isPresent()) {
      return "Give %s a value in %s, then send it again%s."
          .formatted(
              unmapped.get(),
              mapped.map(this::now).orElse("the mapping"),
              mapped.map(this::later).orElse(""));
    }
    if (breach.isPresent() && mapped.isPresent()) {
      return "%s Then send all alike again.".formatted(mend(mapped.get(), value));
    }
    if (neverSent()) {
      return "The mapping can write it now: send it again.";
    }
    if (mapped.isPresent() && value.isPresent()) {
      return "The other side does not take '%s' there: make it known in %s or correct it in %s, then send it again%s."
          .formatted(
              shortened(value.get()), instance.title(), now(mapped.get()), later(mapped.get()));
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

  /**
   * Where a value can be changed for this order: an order keeps what it was made with, the mapping
   * and the instance are read each time.
   */
  private String now(Mapping.Field field) {
    return first(field).startsWith("instance.")
        ? "context of connector instance %s in the site documents".formatted(instance.id())
        : at(field);
  }

  /** Where it comes from, for orders that are made later; empty where that is the same place. */
  private String later(Mapping.Field field) {
    String name = first(field);
    if (name.isEmpty() || name.startsWith("instance.")) {
      return "";
    }
    String asset = order.cause().asset();
    String source =
        name.equals("asset.foreignId")
            ? "foreignIds of asset %s in the site documents".formatted(asset)
            : name.startsWith("asset.")
                ? "asset %s in the site documents".formatted(asset)
                : name.startsWith("context.") || name.startsWith("finding.")
                    ? "what the source tells (%s)".formatted(name)
                    : "the template in the site documents";
    return "; for orders to come, change " + source;
  }

  private static String first(Mapping.Field field) {
    return field.from().flatMap(from -> from.names().stream().sorted().findFirst()).orElse("");
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
