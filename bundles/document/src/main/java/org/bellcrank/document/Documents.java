package org.bellcrank.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads YAML 1.2 (core schema; JSON is a part of it) into nodes that know their places. */
public final class Documents {

  private Documents() {}

  /**
   * Reads one document with the default {@link Limits}.
   *
   * @param sourceName what messages call it, for example the file's path
   * @throws InvalidDocumentException for broken syntax, duplicate keys, more than one document in
   *     the text, unknown tags, merge keys, numbers that are not finite and anything beyond the
   *     limits
   */
  public static Node parse(String sourceName, String text) throws InvalidDocumentException {
    return parse(sourceName, text, Limits.DEFAULT);
  }

  /** As {@link #parse(String, String)} with limits of the caller's. */
  public static Node parse(String sourceName, String text, Limits limits)
      throws InvalidDocumentException {
    return new YamlReading(sourceName, limits).read(text);
  }

  /**
   * Reads a file of UTF-8 text; messages name it by the given path.
   *
   * @throws IOException when the file cannot be read
   */
  public static Node read(Path file) throws IOException, InvalidDocumentException {
    String name = file.toString();
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(Limits.DEFAULT.characters() * 4 + 1);
    }
    try {
      return parse(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      throw new InvalidDocumentException(
          new Problem(new Mark(name, 1, 1), "", "", "UTF-8 text", "the file is not text in UTF-8"));
    }
  }
}
