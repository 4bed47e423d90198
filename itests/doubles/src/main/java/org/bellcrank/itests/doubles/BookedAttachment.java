package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.util.Map;

/**
 * A file at a work order.
 *
 * @param bytes its size
 * @param sha256 of its content, in lower-case hexadecimal
 */
public record BookedAttachment(
    long id,
    String name,
    String contentType,
    String description,
    long bytes,
    String sha256,
    Instant at) {

  Map<String, Object> json() {
    return Json.of(
        "id", id,
        "name", name,
        "contentType", contentType,
        "description", description,
        "bytes", bytes,
        "sha256", sha256,
        "at", at);
  }

  static BookedAttachment of(Map<String, Object> json) {
    return new BookedAttachment(
        ((Number) json.get("id")).longValue(),
        (String) json.get("name"),
        (String) json.get("contentType"),
        (String) json.get("description"),
        ((Number) json.get("bytes")).longValue(),
        (String) json.get("sha256"),
        Instant.parse((String) json.get("at")));
  }
}
