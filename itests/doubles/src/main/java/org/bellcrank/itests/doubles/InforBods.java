package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a BOD makes of work orders. It is told in answers alone. Safe for all threads. */
final class InforBods {

  private static final String PRIORITY = "PRIORITY/PRIORITYCODE";

  private final Settings settings;
  private final Books books;
  private final InforRecord record;
  private final InforOrders orders;
  private final InforBodAnswers answers;

  InforBods(
      Settings settings,
      Books books,
      InforRecord record,
      InforOrders orders,
      InforBodAnswers answers) {
    this.settings = settings;
    this.books = books;
    this.record = record;
    this.orders = orders;
    this.answers = answers;
  }

  void tell() {
    answers.tell();
  }

  /** One that lies in a file; empty when it is no XML. */
  Optional<FileInbox.Message> read(byte[] file) {
    return InforBod.read(file).map(Filed::new);
  }

  private final class Filed implements FileInbox.Message {
    private final InforBod bod;

    Filed(InforBod bod) {
      this.bod = bod;
    }

    @Override
    public Optional<String> wrong() {
      return bod.wrong();
    }

    @Override
    public Operation operation() {
      return bod.operation();
    }

    @Override
    public void post() {
      InforBods.this.post(bod);
    }
  }

  private synchronized void post(InforBod bod) {
    try {
      if (!settings.text("tenant").equals(bod.tenant())) {
        throw record.refused("TenantID", "Tenant %s is not known.".formatted(bod.tenant()));
      }
      switch (bod.operation()) {
        case CREATE -> answers.accepted(bod, made(bod));
        case UPDATE -> answers.accepted(bod, changed(bod, existing(bod)));
        default -> answers.accepted(bod, linked(bod, existing(bod)));
      }
    } catch (SoapFault refused) {
      answers.rejected(bod, refused.getMessage());
    }
  }

  private BookedOrder made(InforBod bod) throws SoapFault {
    Optional<BookedOrder> there =
        settings.flag("reference.checked")
            ? books.byReference(bod.header("AlternateDocumentID/ID")).stream().findFirst()
            : Optional.empty();
    return there.isPresent() ? there.get() : orders.add(record.known(fields(bod)));
  }

  private Map<String, Object> fields(InforBod bod) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "WORKORDERID/ORGANIZATIONID/ORGANIZATIONCODE", bod.entity());
    put(fields, "WORKORDERID/DESCRIPTION", bod.header("Description"));
    put(fields, "STATUS/STATUSCODE", settings.text("status.default"));
    put(fields, "EQUIPMENTID/EQUIPMENTCODE", bod.header("Asset/ID"));
    put(fields, "TYPE/TYPECODE", bod.code("WorkType"));
    put(fields, "DEPARTMENTID/DEPARTMENTCODE", bod.code("Departments"));
    put(fields, PRIORITY, bod.header("PriorityCode"));
    put(fields, "UserDefinedFields/UDFCHAR30", bod.header("AlternateDocumentID/ID"));
    put(fields, "NOTE", bod.header("Note"));
    return fields;
  }

  private static void put(Map<String, Object> fields, String path, String value) {
    if (!value.isEmpty()) {
      fields.put(path, value);
    }
  }

  private BookedOrder existing(InforBod bod) throws SoapFault {
    return orders.find(bod.header("DocumentID/ID"));
  }

  private BookedOrder changed(InforBod bod, BookedOrder order) throws SoapFault {
    Map<String, Object> fields = new LinkedHashMap<>(order.fields());
    if (!settings.list("fields.frozen").contains("PRIORITY")) {
      put(fields, PRIORITY, bod.header("PriorityCode"));
    }
    return books.update(order.id(), record.known(fields));
  }

  /** The address of a picture stands for it; one that is there already is left as it is. */
  private BookedOrder linked(InforBod bod, BookedOrder order) {
    String link = bod.header("Attachment/URI");
    List<BookedAttachment> there = order.attachments();
    if (there.stream().noneMatch(each -> each.name().equals(link))) {
      books.attach(
          order.id(),
          link,
          "text/uri-list",
          bod.header("Attachment/FileName"),
          link.getBytes(StandardCharsets.UTF_8));
    }
    return books.byNumber(order.number()).orElseThrow();
  }
}
