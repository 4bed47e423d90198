package org.bellcrank.itests.doubles;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Work orders and requests for them. A change replaces the whole of what a sender may set; nothing
 * keeps two orders from being alike.
 */
final class AtlasOrders {

  /** What a change leaves alone, because it is not the sender's to set. */
  private static final List<String> OWN = List.of("completedOn", "feedback");

  private final Settings settings;
  private final Books books;
  private final AtlasNumbers numbers;
  private final AtlasFiles files;
  private final AtlasBody body;
  private final AtlasShown shown;
  private final Clock clock;

  AtlasOrders(
      Settings settings,
      Books books,
      AtlasNumbers numbers,
      AtlasFiles files,
      AtlasAssets assets,
      Clock clock) {
    this.settings = settings;
    this.books = books;
    this.numbers = numbers;
    this.files = files;
    this.clock = clock;
    List<Map<String, String>> facts = Facts.table("atlas-fields.csv");
    body = new AtlasBody(settings, assets, books, facts);
    shown = new AtlasShown(settings, books, assets, files, facts);
  }

  AtlasShown shown() {
    return shown;
  }

  /**
   * @param order or requests
   */
  List<BookedOrder> all(boolean order) {
    return books.orders().stream().filter(each -> AtlasNumbers.isOrder(each) == order).toList();
  }

  BookedOrder find(long id, boolean order) throws AtlasRefusal {
    return books
        .order(id)
        .filter(each -> AtlasNumbers.isOrder(each) == order)
        .orElseThrow(() -> new AtlasRefusal(404, "Not found"));
  }

  Reply read(Request request, long id, boolean order) throws AtlasRefusal {
    return Reply.json(200, shown.json(request, find(id, order)));
  }

  synchronized Reply create(Request request, Map<String, Object> given, boolean order)
      throws AtlasRefusal {
    Map<String, Object> fields = body.read(given, true);
    BookedOrder created =
        books.create(
            numbers.id(),
            numbers.number(order),
            settings.text("status.default"),
            fields,
            attachments(fields));
    return Reply.json(200, shown.json(request, created));
  }

  /**
   * @param kept whether the change is kept, or only answered as if it were
   */
  synchronized Reply replace(Request request, long id, Map<String, Object> given, boolean kept)
      throws AtlasRefusal {
    BookedOrder order = find(id, true);
    Map<String, Object> wanted = new LinkedHashMap<>(given);
    for (String frozen : settings.list("fields.frozen")) {
      wanted.put(frozen, order.fields().get(frozen));
    }
    Map<String, Object> fields = body.read(wanted, false);
    for (String own : OWN) {
      Optional.ofNullable(order.fields().get(own)).ifPresent(value -> fields.put(own, value));
    }
    BookedOrder changed =
        kept
            ? books.update(id, fields, attachments(fields))
            : order.with(fields, order.reference(), attachments(fields), clock.instant());
    return Reply.json(200, shown.json(request, changed));
  }

  synchronized Reply status(Request request, long id, Map<String, Object> given, boolean kept)
      throws AtlasRefusal {
    BookedOrder order = find(id, true);
    String status = AtlasBody.word("Status", given.get("status"), settings.list("statuses"));
    Map<String, Object> fields = completed(order, status);
    if (given.get("feedback") != null) {
      fields.put("feedback", given.get("feedback").toString());
    }
    BookedOrder changed =
        kept
            ? stored(order, fields, status)
            : order
                .with(fields, order.reference(), clock.instant())
                .inStatus(status, clock.instant());
    return Reply.json(200, shown.json(request, changed));
  }

  /** A person at the plant: no token, no words. */
  synchronized boolean setStatus(String number, String status) {
    Optional<BookedOrder> order = books.byNumber(number).filter(AtlasNumbers::isOrder);
    if (order.isEmpty() || !settings.list("statuses").contains(status)) {
      return false;
    }
    stored(order.get(), completed(order.get(), status), status);
    return true;
  }

  /** Adds uploaded files; one that is there already is there twice then. */
  synchronized Reply addFiles(long id, Object given, boolean kept) throws AtlasRefusal {
    BookedOrder order = find(id, true);
    List<Object> all = new ArrayList<>();
    if (order.fields().get("files") instanceof List<?> before) {
      all.addAll(before);
    }
    for (Object each : AtlasBody.references(given)) {
      if (books.file(AtlasBody.id((Map<?, ?>) each)).isEmpty()) {
        throw AtlasRefusal.constraint("fk_files");
      }
      all.add(each);
    }
    if (kept) {
      Map<String, Object> fields = new LinkedHashMap<>(order.fields());
      fields.put("files", all);
      books.update(id, fields, attachments(fields));
    }
    return Reply.json(200, all.stream().map(each -> files.stored(file(each))).toList());
  }

  private Map<String, Object> completed(BookedOrder order, String status) {
    Map<String, Object> fields = new LinkedHashMap<>(order.fields());
    if ("COMPLETE".equals(status)) {
      fields.put("completedOn", clock.instant().toString());
    }
    return fields;
  }

  private BookedOrder stored(BookedOrder order, Map<String, Object> fields, String status) {
    books.update(order.id(), fields);
    return books.status(order.id(), status);
  }

  /** The order's files, and its image where that is none of them. */
  private List<BookedAttachment> attachments(Map<String, Object> fields) {
    List<BookedAttachment> attachments = new ArrayList<>();
    if (fields.get("files") instanceof List<?> list) {
      list.forEach(each -> attachments.add(file(each)));
    }
    if (fields.get("image") instanceof Map<?, ?> image && !attachments.contains(file(image))) {
      attachments.add(file(image));
    }
    return attachments;
  }

  private BookedAttachment file(Object reference) {
    return books.file(AtlasBody.id((Map<?, ?>) reference)).orElseThrow();
  }
}
