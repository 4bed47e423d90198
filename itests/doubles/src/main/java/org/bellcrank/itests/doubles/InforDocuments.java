package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** Documents, which are names of files and no bytes, and what they belong to. */
final class InforDocuments {

  private final Settings settings;
  private final Books books;
  private final InforOrders orders;

  InforDocuments(Settings settings, Books books, InforOrders orders) {
    this.settings = settings;
    this.books = books;
    this.orders = orders;
  }

  /** Its code is the sender's to choose, once. */
  String add(Element document, boolean kept) throws SoapFault {
    String code = Soap.text(document, "DOCUMENTID/DOCUMENTCODE");
    String type = Soap.text(document, "DOCUMENTTYPE/TYPECODE");
    if (!List.of("D", "F", "S", "T", "U").contains(type)) {
      throw refused("DOCUMENTTYPE", "Type %s does not exist.".formatted(type));
    }
    synchronized (orders) {
      if (find(code).isPresent()) {
        throw refused("DOCUMENTCODE", "Document %s already exists.".formatted(code));
      }
      if (kept) {
        long id = 1 + books.files().stream().mapToLong(BookedAttachment::id).max().orElse(0);
        String file = Soap.text(document, "FILE");
        books.upload(id, file, "text/uri-list", code, file.getBytes(StandardCharsets.UTF_8));
      }
    }
    return code;
  }

  private Optional<BookedAttachment> find(String code) {
    return books.files().stream().filter(each -> each.description().equals(code)).findFirst();
  }

  String associate(Element entity, boolean kept) throws SoapFault {
    Element key = Soap.children(entity).get(0);
    if (!"EVNT".equals(key.getAttribute("rentity"))) {
      throw refused("rentity", "Entity %s is not here.".formatted(key.getAttribute("rentity")));
    }
    String code = key.getAttribute("document");
    synchronized (orders) {
      BookedOrder order = orders.find(key.getAttribute("code"));
      BookedAttachment document =
          find(code)
              .orElseThrow(
                  () -> refused("document", "Document %s does not exist.".formatted(code)));
      if (order.attachments().contains(document)) {
        throw refused("document", "Document %s already exists on the record.".formatted(code));
      }
      if (kept) {
        List<BookedAttachment> all = new ArrayList<>(order.attachments());
        all.add(document);
        books.update(order.id(), order.fields(), all);
      }
    }
    return code;
  }

  private SoapFault refused(String location, String words) {
    return new SoapFault(settings.text("fault.refused"), location, words);
  }
}
