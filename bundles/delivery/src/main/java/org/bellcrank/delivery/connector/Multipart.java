package org.bellcrank.delivery.connector;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Writes parts of a form (RFC 7578). The boundary is a hash of all that stands between its places:
 * the same content is the same request, bit by bit, and none can hold a hash of itself.
 */
final class Multipart {

  private static final int BOUNDARY_DIGITS = 40;

  private Multipart() {}

  /** The whole body and its media type; a part whose text is not known is left out. */
  static Writing.Written of(Body.Parts parts, Filling filling) {
    String boundary =
        "bellcrank-" + hash(written(parts, "", filling)).substring(0, BOUNDARY_DIGITS);
    return new Writing.Written(
        written(parts, boundary, filling),
        Optional.of("multipart/form-data; boundary=" + boundary));
  }

  private static byte[] written(Body.Parts parts, String boundary, Filling filling) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Body.Part part : parts.parts()) {
      Optional<byte[]> content = content(part.content(), filling);
      if (content.isPresent()) {
        text(out, "--" + boundary + "\r\n" + head(part, filling) + "\r\n");
        out.writeBytes(content.get());
        text(out, "\r\n");
      }
    }
    text(out, "--" + boundary + "--\r\n");
    return out.toByteArray();
  }

  private static Optional<byte[]> content(Body content, Filling filling) {
    return content instanceof Body.Text line
        ? line.text().render(filling.known()).map(text -> text.getBytes(StandardCharsets.UTF_8))
        : Optional.of(Writing.body(content, filling).bytes());
  }

  private static String head(Body.Part part, Filling filling) {
    StringBuilder head =
        new StringBuilder("Content-Disposition: form-data; name=\"")
            .append(quoted(part.name()))
            .append('"');
    fileName(part, filling)
        .ifPresent(name -> head.append("; filename=\"").append(quoted(name)).append('"'));
    head.append("\r\n");
    type(part, filling)
        .map(type -> type.replaceAll("[\\r\\n]+", " "))
        .ifPresent(type -> head.append("Content-Type: ").append(type).append("\r\n"));
    return head.toString();
  }

  private static Optional<String> fileName(Body.Part part, Filling filling) {
    return part.fileName().isPresent()
        ? part.fileName().get().render(filling.known())
        : own(part, filling, "attachment.name");
  }

  private static Optional<String> type(Body.Part part, Filling filling) {
    if (part.type().isPresent()) {
      return part.type().get().render(filling.known());
    }
    return part.content() instanceof Body.Tree
        ? Optional.of("application/json")
        : own(part, filling, "attachment.mediaType");
  }

  private static Optional<String> own(Body.Part part, Filling filling, String name) {
    return part.content() instanceof Body.Raw
        ? Optional.ofNullable(filling.known().get(name)).map(String::valueOf)
        : Optional.empty();
  }

  /**
   * As browsers write it: letters of all scripts in UTF-8; what would end the quotes or the line,
   * or be taken for an escape, in percent. The form {@code filename*} is not allowed here.
   */
  private static String quoted(String text) {
    StringBuilder written = new StringBuilder();
    text.chars()
        .forEach(
            letter -> {
              if (letter == '"' || letter == '\\' || letter < ' ' || letter == 0x7F) {
                written.append("%%%02X".formatted(letter));
              } else {
                written.append((char) letter);
              }
            });
    return written.toString();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
