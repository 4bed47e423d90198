package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What the CMMS accepted: the witness against which a sender's own account is held. Readers see
 * whole orders at any time; writers take turns. No order is ever taken out.
 */
public final class Books implements Witness {

  private final Clock clock;
  private final Ledger ledger;
  private final List<String> referenceFields;
  private final ConcurrentSkipListMap<Long, BookedOrder> orders = new ConcurrentSkipListMap<>();
  private final Map<String, Long> numbers = new ConcurrentHashMap<>();
  private final Map<String, Instant> transactions = new ConcurrentHashMap<>();
  private final Map<Long, BookedAttachment> files = new ConcurrentHashMap<>();
  private long lastAttachment;

  /**
   * @param referenceFields where the sender's key is looked for first, in this order; after them
   *     any text of the order
   */
  Books(Ledger ledger, List<String> referenceFields, Clock clock) {
    this.ledger = ledger;
    this.referenceFields = referenceFields;
    this.clock = clock;
    ledger.replay(this::restore);
  }

  /** Other books, for what the CMMS keeps beside its orders; they go where these go. */
  Books beside(String name) {
    return new Books(ledger.below(name), List.of(), clock);
  }

  @Override
  public List<BookedOrder> orders() {
    return List.copyOf(orders.values());
  }

  public Optional<BookedOrder> order(long id) {
    return Optional.ofNullable(orders.get(id));
  }

  public Optional<BookedOrder> byNumber(String number) {
    return Optional.ofNullable(numbers.get(number)).map(orders::get);
  }

  /** The bytes of an attachment. */
  public byte[] content(BookedAttachment attachment) {
    try {
      return ledger.content(attachment.sha256());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  synchronized long nextId() {
    return orders.isEmpty() ? 1 : orders.lastKey() + 1;
  }

  synchronized BookedOrder create(
      long id, String number, String status, Map<String, Object> fields) {
    return create(id, number, status, fields, List.of());
  }

  /** An order that comes with files, out of the uploaded ones. */
  synchronized BookedOrder create(
      long id,
      String number,
      String status,
      Map<String, Object> fields,
      List<BookedAttachment> attachments) {
    Instant now = clock.instant();
    return keep(
        new BookedOrder(
            id,
            number,
            reference(fields),
            now,
            now,
            status,
            fields,
            attachments,
            List.of(now + " " + status)));
  }

  synchronized BookedOrder update(long id, Map<String, Object> fields) {
    return keep(orders.get(id).with(fields, reference(fields), clock.instant()));
  }

  synchronized BookedOrder status(long id, String status) {
    return keep(orders.get(id).inStatus(status, clock.instant()));
  }

  synchronized BookedAttachment attach(
      long id, String name, String contentType, String description, byte[] bytes) {
    BookedAttachment attachment =
        new BookedAttachment(
            ++lastAttachment,
            name,
            contentType,
            description,
            bytes.length,
            ledger.keep(bytes),
            clock.instant());
    keep(orders.get(id).with(attachment));
    return attachment;
  }

  /** A change that says which files hang on the order from now on, out of the uploaded ones. */
  synchronized BookedOrder update(
      long id, Map<String, Object> fields, List<BookedAttachment> attachments) {
    return keep(orders.get(id).with(fields, reference(fields), attachments, clock.instant()));
  }

  /** Keeps a file that hangs on no order yet. */
  synchronized BookedAttachment upload(
      long id, String name, String contentType, String description, byte[] bytes) {
    BookedAttachment file =
        new BookedAttachment(
            id, name, contentType, description, bytes.length, ledger.keep(bytes), clock.instant());
    ledger.append(Json.of("file", file.json()));
    files.put(id, file);
    return file;
  }

  /** An uploaded file, whether or not it hangs on an order. */
  Optional<BookedAttachment> file(long id) {
    return Optional.ofNullable(files.get(id));
  }

  /** All uploaded files, in no order. */
  List<BookedAttachment> files() {
    return List.copyOf(files.values());
  }

  /** Remembers a transaction's identifier from now on. */
  void remember(String transaction) {
    Instant now = clock.instant();
    transactions.put(transaction, now);
    ledger.append(Json.of("transaction", transaction, "at", now));
  }

  boolean remembers(String transaction, Duration life) {
    Instant at = transactions.get(transaction);
    return at != null && clock.instant().isBefore(at.plus(life));
  }

  Map<String, Object> json(boolean withFields) {
    List<BookedOrder> all = orders();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", all.size());
    json.put("attachments", all.stream().mapToInt(each -> each.attachments().size()).sum());
    json.put("duplicates", duplicates());
    json.put("duplicateAttachments", duplicateAttachments());
    json.put("orders", all.stream().map(each -> each.json(withFields)).toList());
    return json;
  }

  private BookedOrder keep(BookedOrder order) {
    ledger.append(Json.of("order", order.json(true)));
    put(order);
    return order;
  }

  private void put(BookedOrder order) {
    orders.put(order.id(), order);
    numbers.put(order.number(), order.id());
  }

  private void restore(Map<String, Object> line) {
    if (line.get("order") instanceof Map<?, ?> json) {
      BookedOrder order = BookedOrder.of(Json.object(json));
      put(order);
      order.attachments().forEach(each -> lastAttachment = Math.max(lastAttachment, each.id()));
    } else if (line.get("file") instanceof Map<?, ?> json) {
      BookedAttachment file = BookedAttachment.of(Json.object(json));
      files.put(file.id(), file);
    } else {
      transactions.put((String) line.get("transaction"), Instant.parse((String) line.get("at")));
    }
  }

  private String reference(Map<String, Object> fields) {
    return References.of(fields, referenceFields);
  }
}
