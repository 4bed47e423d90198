package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Attachments: raw bytes and headers, never multipart. A repeated file is kept a second time. */
final class MaximoDoclinks {

  private final Settings settings;
  private final MaximoOrders orders;
  private final MaximoRecord record;
  private final MaximoLinks links;
  private final Books books;

  MaximoDoclinks(
      Settings settings, MaximoOrders orders, MaximoRecord record, MaximoLinks links, Books books) {
    this.settings = settings;
    this.orders = orders;
    this.record = record;
    this.links = links;
    this.books = books;
  }

  Reply attach(Request request, BookedOrder order) throws CmmsError {
    present();
    String type = request.header("content-type").orElse("application/octet-stream");
    if (type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw new CmmsError("multipart", "");
    }
    String name = name(request);
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (dot < 0 || !settings.list("doclinks.extensions").contains(extension)) {
      throw new CmmsError("extension", name);
    }
    // The part before the slash is the URL type, a synonym domain; it may be left out.
    String meta = request.header("x-document-meta").orElse("Attachments");
    String documentType = meta.substring(meta.indexOf('/') + 1);
    if (!settings.list("doclinks.types").contains(documentType)) {
      throw new CmmsError("document-type", documentType);
    }
    byte[] bytes = content(request);
    Optional<String> encoded = request.header("x-document-encdescription");
    String description =
        encoded.isPresent()
            ? decoded(encoded.get())
            : request.header("x-document-description").orElse(name);
    BookedAttachment attachment;
    synchronized (orders) {
      Optional<String> transaction = orders.transaction(request);
      attachment = books.attach(order.id(), name, type, description, bytes);
      transaction.ifPresent(books::remember);
    }
    return Reply.empty(201)
        .with("Location", links.order(request, order) + "/doclinks/" + attachment.id());
  }

  Reply list(Request request, BookedOrder order, boolean lean) throws CmmsError {
    present();
    String href = links.order(request, order) + "/doclinks";
    List<Map<String, Object>> members = new ArrayList<>();
    order.attachments().forEach(each -> members.add(member(each, href)));
    if (MaximoStructure.of(order) == MaximoStructure.REQUEST) {
      members.addAll(ofAsset(order, href));
    }
    return Reply.json(
        200,
        MaximoShape.shape(
            Json.of("href", href, "member", members, "responseInfo", Json.of("href", href)), lean));
  }

  Reply bytes(BookedOrder order, long id) throws CmmsError {
    present();
    for (BookedAttachment each : order.attachments()) {
      if (each.id() == id) {
        return Reply.of(200, each.contentType(), books.content(each));
      }
    }
    throw new CmmsError("not-found", Long.toString(id));
  }

  /** The list of a request holds the files of its asset too; none of them can be told by it. */
  private List<Map<String, Object>> ofAsset(BookedOrder order, String href) {
    String asset = order.fields().get("assetnum") + ":";
    return settings.list("asset.documents").stream()
        .filter(each -> each.startsWith(asset))
        .map(each -> each.substring(asset.length()))
        .map(
            name ->
                Json.of(
                    "href",
                    href + "/0",
                    "describedBy",
                    Json.of("identifier", "0", "fileName", name, "ownerTable", "ASSET")))
        .toList();
  }

  private Map<String, Object> member(BookedAttachment attachment, String href) {
    Map<String, Object> description =
        Json.of(
            "identifier", Long.toString(attachment.id()),
            "fileName", attachment.name(),
            "title", attachment.name(),
            "description", attachment.description(),
            "attachmentSize", attachment.bytes(),
            "format", Json.of("label", attachment.contentType()),
            "created", record.local(attachment.at()),
            "creator", settings.text("user"));
    return Json.of(
        "href", href + "/" + attachment.id(),
        "localref", href + "/0-" + attachment.id(),
        "describedBy", description);
  }

  private String name(Request request) throws CmmsError {
    Optional<String> encoded = request.header("encslug");
    String name = encoded.isPresent() ? decoded(encoded.get()) : request.header("slug").orElse("");
    if (name.isBlank()) {
      throw new CmmsError("no-slug", "");
    }
    return name;
  }

  private byte[] content(Request request) throws CmmsError {
    byte[] bytes = request.body();
    if ("base64".equalsIgnoreCase(request.header("custom-encoding").orElse(""))) {
      try {
        bytes = Base64.getMimeDecoder().decode(bytes);
      } catch (IllegalArgumentException wrong) {
        throw new CmmsError("encoding", wrong.getMessage());
      }
    }
    int limit = settings.number("doclinks.maximum.bytes");
    if (bytes.length > limit) {
      throw new CmmsError(
          "too-big",
          "",
          Map.of("value", Integer.toString(bytes.length), "limit", Integer.toString(limit)));
    }
    if (bytes.length == 0) {
      throw new CmmsError("empty-file", "");
    }
    return bytes;
  }

  private void present() throws CmmsError {
    if (!settings.flag("objectstructure.doclinks")) {
      throw new CmmsError("no-doclinks", "");
    }
  }

  private static String decoded(String base64) throws CmmsError {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrong) {
      throw new CmmsError("encoding", base64);
    }
  }
}
