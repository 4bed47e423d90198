package org.bellcrank.itests.doubles;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files at requests: entities of their own, with the bytes in them. */
final class DynamicsFiles {

  static final String SET = "MaintenanceRequestDocumentAttachments";
  private static final List<String> KEY =
      List.of("dataAreaId", "RequestId", "DocumentAttachmentTypeCode", "AttachmentDescription");

  private final Settings settings;
  private final Books books;
  private final DynamicsRequests requests;
  private final Clock clock;

  DynamicsFiles(Settings settings, Books books, DynamicsRequests requests, Clock clock) {
    this.settings = settings;
    this.books = books;
    this.requests = requests;
    this.clock = clock;
  }

  /** Without the bytes: nobody should ask for those in a list. */
  List<Map<String, Object>> rows(List<String> companies) {
    return books.orders().stream()
        .filter(order -> companies.contains(String.valueOf(order.fields().get("dataAreaId"))))
        .flatMap(order -> order.attachments().stream().map(file -> row(order, file)))
        .toList();
  }

  synchronized Map<String, Object> create(
      Map<String, Object> given, List<String> companies, boolean kept) throws DynamicsRefusal {
    for (String field : KEY) {
      if (given.get(field) == null) {
        throw refused("Field '" + field + "' must be filled in.");
      }
    }
    Optional<BookedOrder> order =
        requests.find(
            Map.of(
                "dataAreaId", given.get("dataAreaId").toString(),
                "RequestId", given.get("RequestId").toString()),
            companies);
    if (order.isEmpty()) {
      throw refused("Maintenance request '" + given.get("RequestId") + "' does not exist.");
    }
    String type = given.get("DocumentAttachmentTypeCode").toString();
    if (!settings.list("attachment.types").contains(type)) {
      throw refused("Document type '" + type + "' does not exist.");
    }
    String name = given.get("AttachmentDescription").toString();
    if (name.length() > settings.number("length.AttachmentDescription")) {
      throw refused("Field 'AttachmentDescription' is too long.");
    }
    byte[] bytes = given.get("Attachment") instanceof byte[] some ? some : new byte[0];
    if (bytes.length > settings.number("attachment.maximum.bytes")) {
      throw DynamicsRefusal.protocol(413, "Request Entity Too Large");
    }
    BookedAttachment file =
        kept
            ? books.attach(order.get().id(), name, mediaType(given), type, bytes)
            : new BookedAttachment(
                0, name, mediaType(given), type, bytes.length, "", clock.instant());
    return row(order.get(), file);
  }

  private static String mediaType(Map<String, Object> given) {
    return switch (String.valueOf(given.get("FileType")).toLowerCase(Locale.ROOT)) {
      case "jpg", "jpeg" -> "image/jpeg";
      case "png" -> "image/png";
      case "pdf" -> "application/pdf";
      default -> "application/octet-stream";
    };
  }

  private static Map<String, Object> row(BookedOrder order, BookedAttachment file) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("@odata.etag", "W/\"%d\"".formatted(file.id()));
    row.put("dataAreaId", order.fields().get("dataAreaId"));
    row.put("RequestId", order.number());
    row.put("DocumentAttachmentTypeCode", file.description());
    row.put("AttachmentDescription", file.name());
    row.put("AttachedDateTime", file.at().toString());
    row.put("FileType", file.name().replaceAll(".*\\.", ""));
    row.put("OriginalFileName", file.name());
    return row;
  }

  private DynamicsRefusal refused(String log) {
    return DynamicsRefusal.business(settings.number("business.status"), SET, log);
  }
}
