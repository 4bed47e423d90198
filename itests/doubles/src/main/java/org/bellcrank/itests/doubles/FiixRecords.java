package org.bellcrank.itests.doubles;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the tenant keeps, class by class. Orders and the files uploaded for them lie in the books;
 * what hangs on an order lies with it. Nothing keeps two orders from being alike.
 */
final class FiixRecords {

  static final String ORDER = "WorkOrder";
  static final String ASSET = "Asset";
  static final String CONTENTS = "FileContents";
  static final String FILE = "File";
  private static final String ONLINE = "bolIsOnline";
  private static final String PART = "WorkOrderPart";
  private static final String QUANTITY = "qtySuggestedQuantity";
  private static final List<String> CHILDREN =
      List.of("WorkOrderAsset", "WorkOrderTask", PART, FILE);
  private static final String OF_ORDER = "intWorkOrderID";
  private static final String STATUS = "intWorkOrderStatusID";

  /** What people call an object by, whichever of these it has. */
  private static final List<String> NAMES = List.of("strName", "strFullName", "strDescription");

  private final Settings settings;
  private final Books books;
  private final Clock clock;
  private final Map<String, List<Map<String, Object>>> given = new LinkedHashMap<>();
  private final Map<String, List<String>> conditions = new LinkedHashMap<>();
  private long nextId;

  FiixRecords(Settings settings, Books books, List<Map<String, String>> plant, Clock clock) {
    this.settings = settings;
    this.books = books;
    this.clock = clock;
    given.put(ASSET, new ArrayList<>(plant.stream().map(FiixRecords::read).toList()));
    Facts.table("fiix-stores.csv").forEach(this::stored);
    given.get(ASSET).forEach(row -> row.put(ONLINE, 1L));
    for (Map<String, String> row : Facts.table("fiix-tenant.csv")) {
      given.computeIfAbsent(row.get("class"), none -> new ArrayList<>()).add(read(row));
    }
    nextId =
        1
            + Stream.concat(Stream.of(ORDER, CONTENTS), CHILDREN.stream())
                .flatMap(each -> rows(each).stream())
                .flatMapToLong(row -> LongStream.of(id(row.get("id"))))
                .max()
                .orElse(settings.number("id.first") - 1);
  }

  /** A part is an asset; where it lies is another object. */
  private void stored(Map<String, String> part) {
    Map<String, Object> asset = read(part);
    Object stock = asset.remove("stock");
    Object onHand = asset.remove("qtyOnHand");
    given.get(ASSET).add(asset);
    if (stock != null) {
      given
          .computeIfAbsent("Stock", none -> new ArrayList<>())
          .add(Json.of("id", stock, "intAssetID", asset.get("id"), "qtyOnHand", onHand));
    }
  }

  /** All objects of a class, oldest first. */
  synchronized List<Map<String, Object>> rows(String in) {
    if (ORDER.equals(in)) {
      return books.orders().stream().map(this::row).toList();
    }
    if (CONTENTS.equals(in)) {
      return books.files().stream().map(this::row).toList();
    }
    if (CHILDREN.contains(in)) {
      return books.orders().stream().flatMap(order -> children(order, in).stream()).toList();
    }
    return given.getOrDefault(in, List.of());
  }

  Optional<Map<String, Object>> find(String in, long id) {
    return rows(in).stream().filter(row -> id(row.get("id")) == id).findFirst();
  }

  /** The name of what an id of the tenant's own means; empty for none. */
  String name(String in, Object id) {
    return id == null ? "" : find(in, id(id)).map(FiixRecords::name).orElse("");
  }

  private static String name(Map<String, Object> row) {
    return NAMES.stream()
        .filter(row::containsKey)
        .map(field -> String.valueOf(row.get(field)))
        .findFirst()
        .orElse("");
  }

  /**
   * A new object.
   *
   * @param kept whether it is kept, or only answered as if it were
   */
  synchronized Map<String, Object> add(String in, Map<String, Object> set, boolean kept)
      throws FiixRefusal {
    long id = kept ? nextId++ : nextId;
    if (ORDER.equals(in)) {
      return addOrder(id, set, kept);
    }
    if (CONTENTS.equals(in)) {
      return addContents(id, set, kept);
    }
    if (!CHILDREN.contains(in)) {
      throw FiixRefusal.undone("objects of class " + in + " cannot be added");
    }
    if (PART.equals(in)
        && !(set.get(QUANTITY) instanceof Number quantity && quantity.doubleValue() > 0)) {
      throw FiixRefusal.undone("a part needs a quantity above 0");
    }
    Map<String, Object> row = new LinkedHashMap<>(set);
    row.put("id", id);
    row.put("intUpdated", clock.instant().getEpochSecond());
    if (kept) {
      BookedOrder order = books.order(id(set.get(OF_ORDER))).orElseThrow();
      List<Object> all = new ArrayList<>(children(order, in));
      all.add(row);
      Map<String, Object> fields = new LinkedHashMap<>(order.fields());
      fields.put(in, all);
      keep(order, fields);
    }
    return row;
  }

  /** A changed order; fields without a value are emptied. */
  synchronized Map<String, Object> change(long id, Map<String, Object> changes, boolean kept) {
    BookedOrder order = books.order(id).orElseThrow();
    Map<String, Object> fields = new LinkedHashMap<>(order.fields());
    changes.forEach(
        (field, value) -> {
          if (settings.list("fields.frozen").contains(field)) {
            return;
          }
          if (value == null) {
            fields.remove(field);
          } else {
            fields.put(field, value);
          }
        });
    if (!kept) {
      Map<String, Object> as = new LinkedHashMap<>(row(order));
      as.putAll(fields);
      return as;
    }
    BookedOrder changed = keep(order, fields);
    String status = name("WorkOrderStatus", fields.get(STATUS));
    return row(status.equals(changed.status()) ? changed : books.status(id, status));
  }

  /** A changed asset, which is in no books. */
  synchronized Map<String, Object> changeAsset(long id, Map<String, Object> changes, boolean kept) {
    Map<String, Object> row = find(ASSET, id).orElseThrow();
    Map<String, Object> changed = new LinkedHashMap<>(row);
    changed.putAll(changes);
    if (kept) {
      row.putAll(changes);
      conditions
          .computeIfAbsent(Long.toString(id), none -> new ArrayList<>())
          .add(String.valueOf(row.get(ONLINE)));
    }
    return changed;
  }

  synchronized List<String> conditions(String asset) {
    return List.copyOf(conditions.getOrDefault(asset, List.of()));
  }

  /** A person at the plant: no key, no words. */
  synchronized boolean setStatus(String number, String status) {
    Optional<BookedOrder> order = books.byNumber(number);
    Optional<Map<String, Object>> known =
        rows("WorkOrderStatus").stream()
            .filter(row -> row.get("strName").equals(status))
            .findFirst();
    if (order.isEmpty() || known.isEmpty()) {
      return false;
    }
    change(order.get().id(), Json.of(STATUS, known.get().get("id")), true);
    return true;
  }

  private Map<String, Object> addOrder(long id, Map<String, Object> set, boolean kept) {
    String code = Long.toString(settings.number("code.first") + books.orders().size());
    String status = name("WorkOrderStatus", set.get(STATUS));
    if (kept) {
      return row(books.create(id, code, status, set));
    }
    Map<String, Object> row = new LinkedHashMap<>(set);
    row.put("id", id);
    row.put("strCode", code);
    return row;
  }

  private Map<String, Object> addContents(long id, Map<String, Object> set, boolean kept)
      throws FiixRefusal {
    byte[] bytes = decoded((String) set.get("strContents"));
    if (bytes.length > settings.number("file.maximum.bytes")) {
      throw FiixRefusal.undone("The file is too large");
    }
    String name = (String) set.get("strName");
    String type = (String) set.get("strMimeType");
    if (kept) {
      return row(books.upload(id, name, type, "", bytes));
    }
    Map<String, Object> row = new LinkedHashMap<>(set);
    row.put("id", id);
    return row;
  }

  private static byte[] decoded(String base64) throws FiixRefusal {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException noBase64) {
      throw FiixRefusal.undone("strContents is no base64");
    }
  }

  private BookedOrder keep(BookedOrder order, Map<String, Object> fields) {
    List<BookedAttachment> attachments = new ArrayList<>();
    if (fields.get(FILE) instanceof List<?> files) {
      for (Object each : files) {
        Object contents = ((Map<?, ?>) each).get("intFileContentsID");
        if (contents != null) {
          books.file(id(contents)).ifPresent(attachments::add);
        }
      }
    }
    return books.update(order.id(), fields, attachments);
  }

  private Map<String, Object> row(BookedOrder order) {
    Map<String, Object> row = new LinkedHashMap<>(order.fields());
    CHILDREN.forEach(row::remove);
    row.put("id", order.id());
    row.put("strCode", order.number());
    row.put("dtmDateCreated", order.created().toEpochMilli());
    row.put("dtmDateLastModified", order.changed().toEpochMilli());
    row.put("intUpdated", order.changed().getEpochSecond());
    return row;
  }

  private Map<String, Object> row(BookedAttachment file) {
    return Json.of(
        "id", file.id(),
        "strName", file.name(),
        "strMimeType", file.contentType(),
        "intSize", file.bytes());
  }

  private static List<Map<String, Object>> children(BookedOrder order, String in) {
    return order.fields().get(in) instanceof List<?> list
        ? list.stream().map(each -> Json.object((Map<?, ?>) each)).toList()
        : List.of();
  }

  /** A row of a table: what reads like a number in a field of numbers is one. */
  private static Map<String, Object> read(Map<String, String> cells) {
    Map<String, Object> row = new LinkedHashMap<>();
    cells.forEach(
        (field, text) -> {
          if (!text.isEmpty() && !"class".equals(field)) {
            row.put(field, field.startsWith("str") ? text : (Object) Long.valueOf(text));
          }
        });
    return row;
  }

  private static long id(Object value) {
    return ((Number) value).longValue();
  }
}
