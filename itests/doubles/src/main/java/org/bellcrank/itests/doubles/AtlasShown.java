package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Work orders and requests as answers show them and as searches see them. */
final class AtlasShown {

  private final Settings settings;
  private final Books books;
  private final AtlasAssets assets;
  private final AtlasFiles files;
  private final List<Map<String, String>> facts;

  AtlasShown(
      Settings settings,
      Books books,
      AtlasAssets assets,
      AtlasFiles files,
      List<Map<String, String>> facts) {
    this.settings = settings;
    this.books = books;
    this.assets = assets;
    this.files = files;
    this.facts = facts;
  }

  /**
   * @param request the addresses of files lead to the host that it was sent to
   */
  Map<String, Object> json(Request request, BookedOrder record) {
    boolean order = AtlasNumbers.isOrder(record);
    Map<String, Object> json = new LinkedHashMap<>();
    for (Map<String, String> fact : facts) {
      if (fact.get("of").equals("both") || fact.get("of").equals(order ? "order" : "request")) {
        json.put(fact.get("field"), value(request, record, fact));
      }
    }
    return json;
  }

  /** The values that a search compares: times as such, references as the id of what they mean. */
  Map<String, Object> row(BookedOrder record) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (Map<String, String> fact : facts) {
      Object stored = record.fields().get(fact.get("field"));
      if (stored instanceof Map<?, ?> reference) {
        stored = AtlasBody.id(reference);
      } else if (stored != null && "date".equals(fact.get("type"))) {
        stored = Instant.parse(stored.toString());
      }
      row.put(fact.get("field"), stored);
    }
    row.put("id", record.id());
    row.put("customId", record.number());
    row.put("createdAt", record.created());
    row.put("updatedAt", record.changed());
    row.put("status", record.status());
    return row;
  }

  private Object value(Request request, BookedOrder record, Map<String, String> fact) {
    return switch (fact.get("field")) {
      case "id" -> record.id();
      case "customId" -> record.number();
      case "createdBy", "updatedBy" -> settings.number("user.id");
      case "createdAt" -> AtlasTimes.zulu(record.created());
      case "updatedAt" -> AtlasTimes.zulu(record.changed());
      case "status" -> record.status();
      case "completedBy" -> record.fields().containsKey("completedOn") ? assets.user() : null;
      default -> stored(request, record, fact);
    };
  }

  private Object stored(Request request, BookedOrder record, Map<String, String> fact) {
    Object stored = record.fields().get(fact.get("field"));
    if (stored == null) {
      return empty(fact.get("empty"));
    }
    return switch (fact.get("type")) {
      case "date" -> AtlasTimes.offset(Instant.parse(stored.toString()));
      case "number" -> new BigDecimal(stored.toString()).add(new BigDecimal("0.0"));
      case "ref" -> reference(request, record, fact.get("field"), (Map<?, ?>) stored);
      case "refs" ->
          ((List<?>) stored)
              .stream()
                  .map(each -> reference(request, record, fact.get("field"), (Map<?, ?>) each))
                  .toList();
      default -> stored;
    };
  }

  private Object reference(Request request, BookedOrder record, String field, Map<?, ?> reference) {
    long id = AtlasBody.id(reference);
    return switch (field) {
      case "asset" -> assets.brief(assets.find(id).orElseThrow(), AtlasNumbers.isOrder(record));
      case "location" -> assets.locationJson(assets.location(id).orElseThrow());
      case "image", "files" -> files.brief(request, books.file(id).orElseThrow());
      default -> assets.user();
    };
  }

  private static Object empty(String word) {
    return switch (word) {
      case "null" -> null;
      case "list" -> List.of();
      case "zero" -> new BigDecimal("0.0");
      case "false" -> false;
      default -> word;
    };
  }
}
