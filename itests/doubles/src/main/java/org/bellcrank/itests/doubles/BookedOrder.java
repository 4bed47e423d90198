package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One work order as the CMMS accepted it.
 *
 * @param id the CMMS's own key; never the number that people see
 * @param number the number that people see
 * @param reference the sender's key, from the reference field or from a text; empty without one
 * @param status the CMMS's own word
 * @param fields all fields as stored, children included
 * @param history the statuses it went through, oldest first, as "instant status"
 */
public record BookedOrder(
    long id,
    String number,
    String reference,
    Instant created,
    Instant changed,
    String status,
    Map<String, Object> fields,
    List<BookedAttachment> attachments,
    List<String> history) {

  public BookedOrder {
    attachments = List.copyOf(attachments);
    history = List.copyOf(history);
  }

  BookedOrder with(Map<String, Object> newFields, String newReference, Instant at) {
    return with(newFields, newReference, attachments, at);
  }

  BookedOrder with(
      Map<String, Object> newFields,
      String newReference,
      List<BookedAttachment> newAttachments,
      Instant at) {
    return new BookedOrder(
        id, number, newReference, created, at, status, newFields, newAttachments, history);
  }

  BookedOrder with(BookedAttachment attachment) {
    List<BookedAttachment> more = new ArrayList<>(attachments);
    more.add(attachment);
    return new BookedOrder(
        id, number, reference, created, attachment.at(), status, fields, more, history);
  }

  BookedOrder inStatus(String newStatus, Instant at) {
    List<String> more = new ArrayList<>(history);
    more.add(at + " " + newStatus);
    return new BookedOrder(
        id, number, reference, created, at, newStatus, fields, attachments, more);
  }

  Map<String, Object> json(boolean withFields) {
    return Json.of(
        "id", id,
        "number", number,
        "reference", reference,
        "created", created,
        "changed", changed,
        "status", status,
        "fields", withFields ? fields : null,
        "attachments", attachments.stream().map(BookedAttachment::json).toList(),
        "history", history);
  }

  static BookedOrder of(Map<String, Object> json) {
    return new BookedOrder(
        ((Number) json.get("id")).longValue(),
        (String) json.get("number"),
        (String) json.get("reference"),
        Instant.parse((String) json.get("created")),
        Instant.parse((String) json.get("changed")),
        (String) json.get("status"),
        Json.object((Map<?, ?>) json.get("fields")),
        ((List<?>) json.get("attachments"))
            .stream().map(each -> BookedAttachment.of(Json.object((Map<?, ?>) each))).toList(),
        ((List<?>) json.get("history")).stream().map(String::valueOf).toList());
  }
}
