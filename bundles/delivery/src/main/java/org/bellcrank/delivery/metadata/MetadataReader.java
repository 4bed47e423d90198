package org.bellcrank.delivery.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bellcrank.delivery.connector.MetadataPlace;

/** Reads metadata of one kind. */
public sealed interface MetadataReader
    permits ColumnsReader, EdmxReader, JsonSchemaReader, WsdlReader {

  /** Most bytes of metadata; the biggest known are those of whole enterprise systems. */
  int MOST = 64 << 20;

  /**
   * Reads a document. Nothing but the document is ever opened: neither entities nor imports.
   *
   * @throws UnreadableMetadataException when it is something else, or too long
   */
  ForeignSchema read(byte[] document) throws UnreadableMetadataException;

  /**
   * What asks a database for the columns that the facts are about; empty for other kinds, which a
   * GET fetches.
   */
  static byte[] statements(MetadataPlace place) {
    if (place.kind() != MetadataPlace.Kind.COLUMNS) {
      return new byte[0];
    }
    Set<String> tables = new TreeSet<>(place.elsewhere().values());
    tables.add(place.entity());
    return ColumnsReader.question(tables);
  }

  /** The reader of a kind. */
  static MetadataReader of(MetadataPlace.Kind kind) {
    return switch (kind) {
      case ODATA -> new EdmxReader();
      case JSON_SCHEMA -> new JsonSchemaReader(false);
      case OPENAPI -> new JsonSchemaReader(true);
      case WSDL -> new WsdlReader();
      case COLUMNS -> new ColumnsReader();
    };
  }

  /**
   * Refuses what is surely something else.
   *
   * @param wanted in words
   * @param first how such a document begins, as a pattern
   */
  static void begins(byte[] document, String wanted, String first)
      throws UnreadableMetadataException {
    if (document.length > MOST) {
      throw new UnreadableMetadataException(
          "given %d bytes; allowed %d MiB".formatted(document.length, MOST >> 20));
    }
    String head = head(document);
    if (Pattern.matches(
        "(?is)(?:<!--.*?-->\\s*|<\\?xml.*?\\?>\\s*)*+<(!doctype\\s+)?html\\b.*", head)) {
      throw new UnreadableMetadataException(
          "given an HTML page, perhaps one to sign in; allowed: " + wanted);
    }
    if (!Pattern.matches("(?is)" + first + ".*", head)) {
      throw new UnreadableMetadataException(
          "given %s; allowed: %s".formatted(head.isEmpty() ? "nothing" : shown(head), wanted));
    }
  }

  /** Its first words without mark of order and blanks. */
  private static String head(byte[] document) {
    String text = new String(document, 0, Math.min(document.length, 2000), StandardCharsets.UTF_8);
    return text.replace("\uFEFF", "").strip();
  }

  private static String shown(String head) {
    String line = head.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}|\uFFFD", "?");
    return "a text that begins \"%s\""
        .formatted(line.length() > 40 ? line.substring(0, 40) + "…" : line);
  }
}
