package org.bellcrank.itests.doubles;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files at an order of a declared system. A repeated file is kept a second time. */
final class DeclaredFiles {

  private final DeclaredPart declared;
  private final Books books;
  private final int most;
  private final String way;

  DeclaredFiles(Declaration declaration, Books books) {
    declared = declaration.files();
    this.books = books;
    most = declaration.biggestFile();
    way = declared.text("send", "base64");
    if (!List.of("base64", "raw", "multipart").contains(way)) {
      throw declared.wrong("send", way, "base64, raw, multipart; for others write it in Java");
    }
    declared.text("name");
    declared.text("list");
  }

  private record Sent(String name, String type, byte[] bytes) {}

  Map<String, Object> add(BookedOrder order, DeclaredCall call, Request request)
      throws DeclaredRefusal {
    Sent sent = sent(call, request);
    if (sent.name().isBlank() || sent.bytes().length == 0) {
      throw new DeclaredRefusal("required", "file", "name and content are needed");
    }
    List<String> types = declared.texts("types");
    if (!types.isEmpty() && !types.contains(sent.type())) {
      throw new DeclaredRefusal("not_listed", "file", sent.type() + " is none of " + types);
    }
    if (sent.bytes().length > most) {
      throw new DeclaredRefusal(
          "too_large", "file", sent.bytes().length + " bytes, " + most + " are allowed");
    }
    return shown(books.attach(order.id(), sent.name(), sent.type(), "", sent.bytes()));
  }

  private Sent sent(DeclaredCall call, Request request) throws DeclaredRefusal {
    String type = request.header("content-type").orElse("application/octet-stream");
    return switch (way) {
      case "raw" -> new Sent(call.file(), type, request.body());
      case "multipart" -> part(type, request.body());
      default ->
          new Sent(
              text(call, declared.text("name")),
              text(call, declared.text("type")),
              decoded(text(call, declared.text("content"))));
    };
  }

  private Sent part(String type, byte[] body) throws DeclaredRefusal {
    try {
      String wanted = declared.text("part", "file");
      Multipart.Part part =
          Multipart.read(type, body).files(wanted).stream()
              .findFirst()
              .orElseThrow(() -> new DeclaredRefusal("required", wanted, "no file in this part"));
      return new Sent(part.file().orElseThrow(), part.type(), part.content());
    } catch (Multipart.Malformed malformed) {
      throw new DeclaredRefusal("malformed", "", malformed.getMessage());
    }
  }

  private static String text(DeclaredCall call, String place) {
    return Places.get(call.body(), place) instanceof String text ? text : "";
  }

  private static byte[] decoded(String text) throws DeclaredRefusal {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException wrong) {
      throw new DeclaredRefusal("invalid", "file", "is no base64: " + wrong.getMessage());
    }
  }

  /** What adding it would have answered. */
  Map<String, Object> unkept(DeclaredCall call, Request request) throws DeclaredRefusal {
    Map<String, Object> tree = new LinkedHashMap<>();
    Places.put(tree, declared.text("name"), sent(call, request).name());
    return tree;
  }

  Map<String, Object> list(BookedOrder order) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Places.put(tree, declared.text("list"), order.attachments().stream().map(this::shown).toList());
    return tree;
  }

  private Map<String, Object> shown(BookedAttachment file) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Places.put(tree, declared.text("name"), file.name());
    declared.find("type").ifPresent(at -> Places.put(tree, at, file.contentType()));
    declared.find("size").ifPresent(at -> Places.put(tree, at, file.bytes()));
    declared.find("sha256").ifPresent(at -> Places.put(tree, at, file.sha256()));
    return tree;
  }
}
