package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The customer's inbound function: what an IDoc makes of notifications. It is told in status
 * messages alone. Safe for all threads.
 */
final class EccIdocs {

  private final Settings settings;
  private final Books books;
  private final List<Map<String, String>> plant;
  private final EccIdocStatus status;
  private final Path files;
  private final List<Map<String, String>> messages = Facts.table("ecc-idoc-messages.csv");

  EccIdocs(
      Settings settings,
      Books books,
      List<Map<String, String>> plant,
      EccIdocStatus status,
      Path files) {
    this.settings = settings;
    this.books = books;
    this.plant = plant;
    this.status = status;
    this.files = files;
  }

  /** One that lies in a file; empty when it is no XML. */
  Optional<FileInbox.Message> read(byte[] file) {
    return EccIdoc.read(file).map(Filed::new);
  }

  private final class Filed implements FileInbox.Message {
    private final EccIdoc idoc;

    Filed(EccIdoc idoc) {
      this.idoc = idoc;
    }

    @Override
    public Optional<String> wrong() {
      return idoc.wrong();
    }

    @Override
    public Operation operation() {
      return idoc.operation();
    }

    @Override
    public void post() {
      EccIdocs.this.post(idoc);
    }
  }

  /** Posts one that is kept in the database already. */
  synchronized void post(EccIdoc idoc) {
    if (!settings.text("sender").equals(idoc.control("SNDPRN"))) {
      tell(idoc, "partner", idoc.control("SNDPRN"), Optional.empty());
      return;
    }
    switch (idoc.operation()) {
      case CREATE -> create(idoc);
      case UPDATE -> existing(idoc).ifPresent(order -> change(idoc, order));
      default -> existing(idoc).ifPresent(order -> attach(idoc, order));
    }
  }

  private void create(EccIdoc idoc) {
    Map<String, Object> fields = idoc.fields();
    Optional<BookedOrder> there =
        settings.flag("reference.checked")
            ? books.byReference(idoc.header("REFERENCE")).stream().findFirst()
            : Optional.empty();
    if (there.isPresent()) {
      tell(idoc, "posted", there.get().number(), there);
      return;
    }
    Optional<Map.Entry<String, Object>> wrong = wrong(fields);
    if (wrong.isPresent()) {
      tell(idoc, wrong.get().getKey(), wrong.get().getValue(), Optional.empty());
      return;
    }
    idoc.text().ifPresent(text -> fields.put(EccShown.TEXT, text));
    long id = books.nextId();
    String number = "%012d".formatted(settings.number("number.first") + id - 1);
    BookedOrder made = books.create(id, number, settings.text("status.default"), fields);
    tell(idoc, "posted", number, Optional.of(made));
  }

  private Optional<Map.Entry<String, Object>> wrong(Map<String, Object> fields) {
    Object type = fields.getOrDefault("NOTIF_TYPE", "");
    if (!settings.list("types").contains(type)) {
      return Optional.of(Map.entry("type", type));
    }
    Object equipment = fields.get("EQUIPMENT");
    if (equipment != null
        && plant.stream().noneMatch(row -> row.get("equipment").equals(equipment))) {
      return Optional.of(Map.entry("equipment", equipment));
    }
    Object code = fields.get("CODING");
    boolean group = settings.list("code.groups").contains(String.valueOf(fields.get("CODE_GROUP")));
    if (code != null && !(group && settings.list("codes").contains(code))) {
      return Optional.of(Map.entry("coding", code));
    }
    return priority(fields.get("PRIORITY"));
  }

  private Optional<Map.Entry<String, Object>> priority(Object given) {
    return given == null || settings.list("priorities").contains(given)
        ? Optional.empty()
        : Optional.of(Map.entry("priority", given));
  }

  private Optional<BookedOrder> existing(EccIdoc idoc) {
    Optional<BookedOrder> order = books.byNumber(idoc.header("NOTIF_NO"));
    if (order.isEmpty()) {
      tell(idoc, "number", idoc.header("NOTIF_NO"), Optional.empty());
    }
    return order;
  }

  private void change(EccIdoc idoc, BookedOrder order) {
    Map<String, Object> fields = new LinkedHashMap<>(order.fields());
    Object given = idoc.fields().get("PRIORITY");
    Optional<Map.Entry<String, Object>> wrong = priority(given);
    if (wrong.isPresent()) {
      tell(idoc, wrong.get().getKey(), wrong.get().getValue(), Optional.empty());
      return;
    }
    if (given != null && !settings.list("fields.frozen").contains("PRIORITY")) {
      fields.put("PRIORITY", given);
    }
    idoc.text().ifPresent(text -> fields.put(EccShown.TEXT, text));
    tell(idoc, "posted", order.number(), Optional.of(books.update(order.id(), fields)));
  }

  /** The file lies on the share beside the messages; one of the same name is replaced by itself. */
  private void attach(EccIdoc idoc, BookedOrder order) {
    String name = idoc.header("Z1BCKFL/FILE_NAME");
    Path file = files.resolve(name).normalize();
    if (!file.getParent().equals(files) || !Files.isRegularFile(file)) {
      tell(idoc, "file", name, Optional.empty());
      return;
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > settings.number("attachment.bytes")) {
        tell(idoc, "size", bytes.length, Optional.empty());
        return;
      }
      books.attach(order.id(), name, idoc.header("Z1BCKFL/MIME_TYPE"), "", bytes);
      tell(idoc, "posted", order.number(), Optional.of(order));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void tell(EccIdoc idoc, String name, Object value, Optional<BookedOrder> order) {
    Map<String, String> row =
        messages.stream().filter(each -> each.get("name").equals(name)).findFirst().orElseThrow();
    String words = row.get("message").replace("{value}", String.valueOf(value));
    status.tell(
        idoc.control("DOCNUM"),
        row.get("status"),
        row.get("id") + "|" + row.get("number") + "|" + words,
        order);
  }

  synchronized boolean setStatus(String number, String to) {
    Optional<BookedOrder> order = books.byNumber(number);
    if (order.isEmpty() || !settings.list("statuses").contains(to)) {
      return false;
    }
    books.status(order.get().id(), to);
    return true;
  }
}
