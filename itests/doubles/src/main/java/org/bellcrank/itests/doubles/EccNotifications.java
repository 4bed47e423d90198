package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.w3c.dom.Element;

/** Notifications. Nothing keeps two from being alike; what is wrong stands in the table RETURN. */
final class EccNotifications {

  private static final String TEXT = EccShown.TEXT;

  private final Settings settings;
  private final Books books;
  private final List<Map<String, String>> plant;
  private final List<Map<String, String>> messages = Facts.table("ecc-messages.csv");
  private final EccShown shown;
  private final AtomicInteger locks;

  EccNotifications(Settings settings, Books books, List<Map<String, String>> plant) {
    this.settings = settings;
    this.books = books;
    this.plant = plant;
    shown = new EccShown(settings);
    locks = new AtomicInteger(settings.number("locks"));
  }

  void lock(int times) {
    locks.set(times);
  }

  private boolean isLocked() {
    return locks.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  String find(String reference) {
    StringBuilder items = new StringBuilder("<ET_NOTIF>");
    for (BookedOrder order : books.orders()) {
      if (reference.equals(order.fields().get("REFERENCE"))) {
        items.append(
            "<item><NOTIF_NO>%s</NOTIF_NO><REFERENCE>%s</REFERENCE></item>"
                .formatted(order.number(), Soap.escape(reference)));
      }
    }
    return items + "</ET_NOTIF>";
  }

  synchronized String create(Element call) {
    Element header = Soap.children(call).get(0);
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Element field : Soap.children(header)) {
      if (!field.getTextContent().isEmpty()) {
        fields.put(field.getLocalName(), field.getTextContent());
      }
    }
    Optional<String> wrong = wrong(fields);
    if (wrong.isPresent()) {
      return "<NOTIF_NO/>" + wrong.get();
    }
    text(call).ifPresent(lines -> fields.put(TEXT, lines));
    long id = books.nextId();
    String number = "%012d".formatted(settings.number("number.first") + id - 1);
    books.create(id, number, settings.text("status.default"), fields);
    return "<NOTIF_NO>%s</NOTIF_NO>%s".formatted(number, message("created", number));
  }

  /** What is wrong with a new one, as the table that says it. */
  Optional<String> wrong(Map<String, Object> fields) {
    if (isLocked()) {
      return Optional.of(message("lock", "MILLER"));
    }
    if (!settings.list("types").contains(fields.get("NOTIF_TYPE"))) {
      return Optional.of(message("type", fields.get("NOTIF_TYPE")));
    }
    Object equipment = fields.get("EQUIPMENT");
    if (equipment != null && words(equipment).isEmpty()) {
      return Optional.of(message("equipment", equipment));
    }
    Object priority = fields.get("PRIORITY");
    if (priority != null && !settings.list("priorities").contains(priority)) {
      return Optional.of(message("priority", priority));
    }
    return coding(fields);
  }

  /** A code counts in its group alone. */
  private Optional<String> coding(Map<String, Object> fields) {
    Object code = fields.get("CODING");
    boolean group = settings.list("code.groups").contains(String.valueOf(fields.get("CODE_GROUP")));
    boolean known = code == null || group && settings.list("codes").contains(code);
    return known ? Optional.empty() : Optional.of(message("coding", code));
  }

  /** Only with its zeros an equipment of digits is known. */
  String words(Object equipment) {
    return plant.stream()
        .filter(row -> row.get("equipment").equals(equipment))
        .map(row -> row.get("words"))
        .findFirst()
        .orElse("");
  }

  private static Optional<Object> text(Element call) {
    List<String> lines = new ArrayList<>();
    for (Element table : Soap.children(call)) {
      if ("IT_LONGTEXT".equals(table.getLocalName())) {
        Soap.children(table).forEach(item -> lines.add(Soap.text(item, "TEXT_LINE")));
      }
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
  }

  String read(String number) {
    Optional<BookedOrder> found = books.byNumber(number);
    if (found.isEmpty()) {
      return "<ET_LONGTEXT/><ET_FILES/>" + message("number", number);
    }
    BookedOrder order = found.get();
    StringBuilder xml = new StringBuilder("<ES_HEADER>").append(shown.header(order));
    xml.append("</ES_HEADER>");
    xml.append("<ET_LONGTEXT>");
    String.valueOf(order.fields().getOrDefault(TEXT, ""))
        .lines()
        .forEach(
            line ->
                xml.append("<item><FORMAT_COL>*</FORMAT_COL><TEXT_LINE>")
                    .append(Soap.escape(line))
                    .append("</TEXT_LINE></item>"));
    xml.append("</ET_LONGTEXT><ET_FILES>");
    for (BookedAttachment file : order.attachments()) {
      xml.append("<item><FILE_NAME>")
          .append(Soap.escape(file.name()))
          .append("</FILE_NAME></item>");
    }
    return xml.append("</ET_FILES>").append(message("shown", number)).toString();
  }

  /** What changed at a time or later, oldest first. */
  String changed(Element call) {
    if (settings.flag("changed.refused")) {
      return "<ET_NOTIF/>" + message("rights", "");
    }
    String since = Soap.text(call, "SINCE");
    List<BookedOrder> orders =
        books.orders().stream()
            .filter(order -> shown.stamp(order).compareTo(since) >= 0)
            .sorted(Comparator.comparing(shown::stamp))
            .skip(Integer.parseInt(Soap.text(call, "SKIP")))
            .limit(Integer.parseInt(Soap.text(call, "MOST")))
            .toList();
    StringBuilder xml = new StringBuilder("<ET_NOTIF>");
    orders.forEach(order -> xml.append("<item>").append(shown.header(order)).append("</item>"));
    return xml.append("</ET_NOTIF>").append(message("listed", orders.size())).toString();
  }

  /** Numbers as people see them: zeros in front of digits are for the inside alone. */
  String equipment(Element call) {
    List<Map<String, String>> rows =
        plant.stream()
            .sorted(Comparator.comparing(row -> row.get("equipment")))
            .skip(Integer.parseInt(Soap.text(call, "SKIP")))
            .limit(Integer.parseInt(Soap.text(call, "MOST")))
            .toList();
    StringBuilder xml = new StringBuilder("<ET_EQUI>");
    for (Map<String, String> row : rows) {
      xml.append("<item>");
      element(xml, "EQUIPMENT", row.get("equipment").replaceFirst("^0+(?=[0-9]+$)", ""));
      element(xml, "NAME", row.get("words"));
      element(xml, "SERIAL", row.get("serial"));
      element(xml, "INVENTORY", row.get("inventory"));
      element(xml, "MAKER", row.get("maker"));
      element(xml, "MODEL", row.get("model"));
      element(xml, "START_DATE", row.get("start").isEmpty() ? "0000-00-00" : row.get("start"));
      element(xml, "ABC", row.get("abc"));
      element(xml, "RETIRED", row.get("retired"));
      xml.append("</item>");
    }
    return xml.append("</ET_EQUI>").append(message("equipped", rows.size())).toString();
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>').append(Soap.escape(text));
    xml.append("</").append(name).append('>');
  }

  /** Only what is marked with X is changed; the text is replaced as a whole. */
  synchronized String change(Element call, boolean kept) {
    String number = Soap.text(call, "NOTIF_NO");
    Optional<BookedOrder> found = books.byNumber(number);
    if (found.isEmpty() || isLocked()) {
      return found.isEmpty() ? message("number", number) : message("lock", "MILLER");
    }
    Map<String, Object> fields = new LinkedHashMap<>(found.get().fields());
    boolean marked = "X".equals(Soap.text(call, "IS_HEADER_X/PRIORITY"));
    String priority = Soap.text(call, "IS_HEADER/PRIORITY");
    Optional<String> wrong = marked ? prioritised(fields, priority) : Optional.empty();
    if (wrong.isPresent()) {
      return wrong.get();
    }
    text(call).ifPresent(lines -> fields.put(TEXT, lines));
    if (kept) {
      books.update(found.get().id(), fields);
    }
    return message("changed", number);
  }

  /**
   * What one has with another priority.
   *
   * @param fields takes it
   * @param priority empty where it stays as it is
   * @return the table that says what is wrong; empty where nothing is
   */
  synchronized Optional<String> changed(
      String number, Map<String, Object> fields, Optional<String> priority) {
    Optional<BookedOrder> found = books.byNumber(number);
    if (found.isEmpty() || isLocked()) {
      return Optional.of(found.isEmpty() ? message("number", number) : message("lock", "MILLER"));
    }
    fields.putAll(found.get().fields());
    return priority.flatMap(given -> prioritised(fields, given));
  }

  private Optional<String> prioritised(Map<String, Object> fields, String priority) {
    if (!settings.list("priorities").contains(priority)) {
      return Optional.of(message("priority", priority));
    }
    if (!settings.list("fields.frozen").contains("PRIORITY")) {
      fields.put("PRIORITY", priority);
    }
    return Optional.empty();
  }

  synchronized String attach(Element call, boolean kept) {
    String number = Soap.text(call, "NOTIF_NO");
    Optional<BookedOrder> found = books.byNumber(number);
    if (found.isEmpty() || isLocked()) {
      return found.isEmpty() ? message("number", number) : message("lock", "MILLER");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(Soap.text(call, "CONTENT"));
    if (bytes.length > settings.number("attachment.bytes")) {
      return message("size", bytes.length);
    }
    String name = Soap.text(call, "FILE_NAME");
    if (kept) {
      books.attach(found.get().id(), name, Soap.text(call, "MIME_TYPE"), "", bytes);
    }
    return message("attached", name);
  }

  /** A table of one row. */
  String message(String name, Object value) {
    Map<String, String> row =
        messages.stream().filter(each -> each.get("name").equals(name)).findFirst().orElseThrow();
    return ("<RETURN><item><TYPE>%s</TYPE><ID>%s</ID><NUMBER>%s</NUMBER><MESSAGE>%s</MESSAGE>"
            + "<FIELD>%s</FIELD></item></RETURN>")
        .formatted(
            row.get("type"),
            row.get("id"),
            row.get("number"),
            Soap.escape(row.get("message").replace("{value}", String.valueOf(value))),
            row.get("field"));
  }

  /** A person at the plant sets a status. */
  synchronized boolean setStatus(String number, String status) {
    Optional<BookedOrder> order = books.byNumber(number);
    if (order.isEmpty() || !settings.list("statuses").contains(status)) {
      return false;
    }
    books.status(order.get().id(), status);
    return true;
  }
}
