package org.bellcrank.itests.doubles;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Files at a work order, as base64 inside JSON. A repeated file is kept a second time. */
final class CustomAttachments {

  private final Settings settings;
  private final Books books;

  CustomAttachments(Settings settings, Books books) {
    this.settings = settings;
    this.books = books;
  }

  Reply add(BookedOrder order, Map<String, Object> given) throws CustomOrders.Invalid {
    String name = text(given, "filename");
    String type = text(given, "content_type");
    String data = text(given, "data");
    if (name.length() > settings.number("attachment.filename.length")) {
      throw invalid("filename", "too_long", "is too long");
    }
    if (!settings.list("attachment.types").contains(type)) {
      throw invalid(
          "content_type", "not_listed", "must be one of " + settings.list("attachment.types"));
    }
    int limit = settings.number("attachment.maximum.bytes");
    byte[] bytes = decoded(data);
    if (bytes.length > limit) {
      return CustomApi.refused(
          413, "too_large", "The file has " + bytes.length + " bytes, " + limit + " are allowed.");
    }
    return Reply.json(201, json(order, books.attach(order.id(), name, type, "", bytes)));
  }

  Reply read(BookedOrder order, String id) {
    if (id == null) {
      return Reply.json(
          200,
          Json.of("data", order.attachments().stream().map(each -> json(order, each)).toList()));
    }
    return order.attachments().stream()
        .filter(each -> Long.toString(each.id()).equals(id))
        .findFirst()
        .map(each -> Reply.of(200, each.contentType(), books.content(each)))
        .orElseGet(() -> CustomApi.refused(404, "not_found", "There is no attachment " + id));
  }

  private static Map<String, Object> json(BookedOrder order, BookedAttachment attachment) {
    return Json.of(
        "id", attachment.id(),
        "filename", attachment.name(),
        "content_type", attachment.contentType(),
        "size", attachment.bytes(),
        "sha256", attachment.sha256(),
        "created_at", attachment.at(),
        "url", "/api/v1/workorders/" + order.id() + "/attachments/" + attachment.id());
  }

  /** A data URL is no base64: its prefix is refused. */
  private static byte[] decoded(String data) throws CustomOrders.Invalid {
    try {
      return Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException wrong) {
      throw invalid("data", "invalid", "is not base64: " + wrong.getMessage());
    }
  }

  private static String text(Map<String, Object> given, String field) throws CustomOrders.Invalid {
    if (given.get(field) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw invalid(field, "required", "is missing");
  }

  private static CustomOrders.Invalid invalid(String field, String code, String message) {
    return new CustomOrders.Invalid(List.of(CustomOrders.error(field, code, message)));
  }
}
