package org.bellcrank.itests.doubles;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.olingo.odata2.api.exception.ODataException;

/**
 * The attachment service: raw bytes, all else in headers. A file of the same name is kept a second
 * time; nothing can be searched but by the object's key.
 */
final class SapAttachments {

  private static final String ARCHIVE = "ArchiveDocumentID";
  private static final String KEY = "LinkedSAPObjectKey";
  private static final String OBJECT = "BusinessObjectTypeName";

  private final Settings settings;
  private final SapFields fields;
  private final SapWriter writer;
  private final Books books;

  SapAttachments(Settings settings, SapFields fields, SapWriter writer, Books books) {
    this.settings = settings;
    this.fields = fields;
    this.writer = writer;
    this.books = books;
  }

  Reply attach(Request request) throws CmmsError, ODataException {
    Arrived file = arrived(request);
    BookedAttachment kept =
        books.attach(file.order.id(), file.name, file.type, file.object, request.body());
    return answer(request, file.order, kept);
  }

  /** What {@link #attach} would have answered. */
  Reply unkept(Request request) throws CmmsError, ODataException {
    Arrived file = arrived(request);
    BookedAttachment like =
        new BookedAttachment(
            0, file.name, file.type, file.object, request.body().length, "", Instant.EPOCH);
    return answer(request, file.order, like);
  }

  /** The function GetAllOriginals; without an object type the files of all of them. */
  Reply list(Request request, String key, Optional<String> object)
      throws CmmsError, ODataException {
    BookedOrder order = order(key);
    List<Object> results = new ArrayList<>();
    for (BookedAttachment each : order.attachments()) {
      if (object.isEmpty() || object.get().equals(each.description())) {
        results.add(entity(request, order, each));
      }
    }
    return SapQuery.results(results, null, null);
  }

  /** The bytes, or with no $value what is known of them. */
  Reply read(Request request, Map<String, String> keys, boolean bytes)
      throws CmmsError, ODataException {
    BookedOrder order = order(keys.getOrDefault(KEY, ""));
    for (BookedAttachment each : order.attachments()) {
      if (archive(each).equals(keys.get(ARCHIVE))) {
        return bytes
            ? Reply.of(200, each.contentType(), books.content(each))
            : Reply.json(200, Json.of("d", entity(request, order, each)));
      }
    }
    throw new CmmsError("not-found", String.valueOf(keys.get(ARCHIVE)));
  }

  /** A file that may be kept. */
  private record Arrived(BookedOrder order, String name, String type, String object) {}

  private Arrived arrived(Request request) throws CmmsError {
    String type = held(request, "Content-Type", "MimeType").orElse("application/octet-stream");
    if (type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw new CmmsError("multipart", "");
    }
    String slug = request.header("slug").orElse("");
    if (slug.isBlank()) {
      throw new CmmsError("no-slug", "");
    }
    String object = held(request, OBJECT, OBJECT).orElse("");
    if (!settings.list("object.types").contains(object)) {
      throw new CmmsError("business-object", OBJECT, Map.of("value", object));
    }
    BookedOrder order = order(held(request, KEY, KEY).orElse(""));
    content(request.body(), type);
    String name = decoded(slug);
    limit("Slug", name, fields.of("Attachment").get("FileName").length());
    return new Arrived(order, name, type, object);
  }

  private Optional<String> held(Request request, String header, String field) throws CmmsError {
    Optional<String> value = request.header(header);
    if (value.isPresent()) {
      limit(header, value.get(), fields.of("Attachment").get(field).length());
    }
    return value;
  }

  private static void limit(String header, String value, int most) throws CmmsError {
    if (value.length() > most) {
      throw new CmmsError(
          "header-long",
          header,
          Map.of("value", Integer.toString(value.length()), "limit", Integer.toString(most)));
    }
  }

  private void content(byte[] bytes, String type) throws CmmsError {
    int most = settings.number("attachment.maximum.bytes");
    if (bytes.length == 0) {
      throw new CmmsError("empty-file", "");
    }
    if (bytes.length > most) {
      throw new CmmsError(
          "too-big",
          "",
          Map.of("value", Integer.toString(bytes.length), "limit", Integer.toString(most)));
    }
    String mode = settings.text("attachment.bytes");
    if (!"off".equals(mode)) {
      SapFileKind.check(type, bytes, "strict".equals(mode));
    }
  }

  private BookedOrder order(String key) throws CmmsError {
    if (!key.matches("[0-9]{12}")) {
      throw new CmmsError("unpadded", KEY, Map.of("value", key));
    }
    return books
        .byNumber(key.replaceFirst("^0+(?=.)", ""))
        .orElseThrow(() -> new CmmsError("object-missing", KEY, Map.of("value", key)));
  }

  private Reply answer(Request request, BookedOrder order, BookedAttachment attachment)
      throws ODataException {
    Map<String, Object> json = entity(request, order, attachment);
    Object uri = ((Map<?, ?>) json.get("__metadata")).get("uri");
    return Reply.json(201, Json.of("d", json)).with("Location", String.valueOf(uri));
  }

  private Map<String, Object> entity(
      Request request, BookedOrder order, BookedAttachment attachment) throws ODataException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(ARCHIVE, archive(attachment));
    values.put(KEY, SapRecord.padded(order.number()));
    values.put(OBJECT, attachment.description());
    values.put("FileName", attachment.name());
    values.put("FileSize", Long.toString(attachment.bytes()));
    values.put("MimeType", attachment.contentType());
    values.put("CreatedByUser", settings.text("user"));
    values.put("CreationDateTime", attachment.at().toString());
    Map<String, Object> json = writer.plain(request, "Attachment", values);
    Map<String, Object> metadata = Json.object((Map<?, ?>) json.get("__metadata"));
    metadata.put("content_type", attachment.contentType());
    metadata.put("media_src", metadata.get("uri") + "/$value");
    json.put("__metadata", metadata);
    return json;
  }

  private static String archive(BookedAttachment attachment) {
    return "FOL%037d".formatted(attachment.id());
  }

  /** Percent-encoded, as far as it is; a plus is a plus. */
  private static String decoded(String slug) {
    try {
      return URLDecoder.decode(slug.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return slug;
    }
  }
}
