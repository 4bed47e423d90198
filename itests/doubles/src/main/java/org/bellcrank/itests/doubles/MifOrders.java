package org.bellcrank.itests.doubles;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** Creates and changes work orders and adds files. Nothing keeps two orders from being alike. */
final class MifOrders {

  private static final String NUMBER = "WONUM";
  private static final String STATUS = "STATUS";
  private static final String FILE = "DOCLINKS";

  private final Settings settings;
  private final MifFields fields;
  private final Books books;

  MifOrders(Settings settings, MifFields fields, Books books) {
    this.settings = settings;
    this.fields = fields;
    this.books = books;
  }

  synchronized BookedOrder create(Element record) throws MifRefusal {
    Map<String, Object> stored = fields.checked(record);
    fields.complete(stored);
    Object status = stored.remove(STATUS);
    Object given = stored.remove(NUMBER);
    if (given != null && books.byNumber(given.toString()).isPresent()) {
      throw new MifRefusal("exists", given.toString());
    }
    stored.putIfAbsent("WOPRIORITY", 0);
    long id = books.nextId();
    String number =
        given == null ? String.valueOf(settings.number("wonum.first") + id - 1) : given.toString();
    String begun = status == null ? settings.text("status.default") : status.toString();
    BookedOrder order = books.create(id, number, begun, stored);
    attach(order, record);
    return order;
  }

  /**
   * A change with Update: an order that is not there is refused. Fields that are not sent stay.
   *
   * @param kept whether it takes effect
   */
  synchronized BookedOrder update(Element record, boolean kept) throws MifRefusal {
    String wonum = Soap.text(record, NUMBER);
    BookedOrder order = find(record).orElseThrow(() -> new MifRefusal("missing", wonum));
    return changed(order, record, kept);
  }

  /** A change with Sync: an order that is not there is made. */
  synchronized BookedOrder sync(Element record, boolean kept) throws MifRefusal {
    Optional<BookedOrder> order = find(record);
    return order.isPresent() ? changed(order.get(), record, kept) : create(record);
  }

  private Optional<BookedOrder> find(Element record) {
    return books
        .byNumber(Soap.text(record, NUMBER))
        .filter(each -> Soap.text(record, "SITEID").equals(each.fields().get("SITEID")));
  }

  private BookedOrder changed(BookedOrder order, Element record, boolean kept) throws MifRefusal {
    Map<String, Object> given = fields.checked(record);
    given.keySet().removeAll(List.of(NUMBER, STATUS));
    given.keySet().removeAll(settings.list("attribute.restricted"));
    Map<String, Object> all = new LinkedHashMap<>(order.fields());
    all.putAll(given);
    fields.complete(all);
    if (!kept) {
      return order;
    }
    attach(order, record);
    return given.keySet().equals(Set.of("SITEID")) ? order : books.update(order.id(), all);
  }

  private void attach(BookedOrder order, Element record) throws MifRefusal {
    for (Element each : Soap.children(record)) {
      if (FILE.equals(each.getLocalName())) {
        file(order, each);
      }
    }
  }

  private void file(BookedOrder order, Element file) throws MifRefusal {
    String type = Soap.text(file, "DOCTYPE");
    if (!settings.list("doclinks.types").contains(type)) {
      throw new MifRefusal("document-type", type);
    }
    String kind = Soap.text(file, "URLTYPE");
    if (!settings.list("doclinks.urltypes").contains(kind)) {
      throw new MifRefusal("url-type", kind);
    }
    byte[] bytes = bytes(Soap.text(file, "DOCUMENTDATA"));
    int limit = settings.number("doclinks.maximum.bytes");
    if (bytes.length > limit) {
      throw new MifRefusal(
          "too-big",
          Map.of("value", Integer.toString(bytes.length), "limit", Integer.toString(limit)));
    }
    String name = Soap.text(file, "URLNAME");
    books.attach(order.id(), name, mediaType(name), Soap.text(file, "DESCRIPTION"), bytes);
  }

  private static byte[] bytes(String base64) throws MifRefusal {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException wrong) {
      throw new MifRefusal("encoding", "");
    }
  }

  /** The framework is told no media type: the file's name says it. */
  private static String mediaType(String name) {
    return name.endsWith(".png")
        ? "image/png"
        : name.endsWith(".jpg") ? "image/jpeg" : "text/plain";
  }

  boolean setStatus(String number, String status) {
    Optional<BookedOrder> order = books.byNumber(number);
    if (order.isEmpty() || !Settings.transitions("maximo-status.csv").containsKey(status)) {
      return false;
    }
    books.status(order.get().id(), status);
    return true;
  }
}
