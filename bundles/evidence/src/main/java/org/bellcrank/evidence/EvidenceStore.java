package org.bellcrank.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps images, trends and documents under the hash of their content; what is kept is never
 * altered. Safe for use by any number of threads.
 */
public interface EvidenceStore {

  /**
   * Writes the content durably (write, fsync, rename) and returns its name; the same content twice
   * is kept once.
   *
   * @throws EvidenceException when the disk is full or the folder cannot be written
   */
  EvidenceReference keep(byte[] content, String mediaType);

  /**
   * The same for content that is written piece by piece and need not be in memory as a whole; a
   * store may gather it there nevertheless.
   *
   * @throws EvidenceException when the disk is full or the folder cannot be written
   */
  default EvidenceReference keep(Writing content, String mediaType) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try {
      content.to(whole);
    } catch (IOException e) {
      throw new EvidenceException(
          "evidence cannot be gathered: %s; nothing was kept".formatted(e), e);
    }
    return keep(whole.toByteArray(), mediaType);
  }

  /**
   * Keeps what belongs together, in the order given. Nothing of it is named in the store before all
   * of it is durable, so that a crash leaves all or, once swept, nothing.
   *
   * @throws EvidenceException when the disk is full or the folder cannot be written
   */
  default List<EvidenceReference> keepAll(List<Content> contents) {
    return contents.stream().map(content -> keep(content.bytes(), content.mediaType())).toList();
  }

  /**
   * Keeps what no observation will name, such as a message that was refused, for a person to look
   * at: as long as evidence of a finding without an order.
   *
   * @throws EvidenceException when the disk is full or the folder cannot be written
   */
  default EvidenceReference keepAside(byte[] content, String mediaType) {
    return keep(content, mediaType);
  }

  /**
   * The content, checked against its hash.
   *
   * @return empty when there is no such evidence
   * @throws EvidenceException when the file was altered or cannot be read
   */
  Optional<byte[]> read(String sha256);

  /** The file that holds the content; empty when there is none. */
  Optional<Path> file(String sha256);

  /** Content that writes itself, at least one byte; once. */
  @FunctionalInterface
  interface Writing {

    /**
     * Writes all of it. The stream is buffered and stays open.
     *
     * @throws IOException the stream's
     */
    void to(OutputStream out) throws IOException;
  }

  /**
   * Something to keep.
   *
   * @param bytes at least one; not copied
   * @param mediaType 1 to 128 characters, like {@code image/jpeg}
   */
  record Content(byte[] bytes, String mediaType) {}
}
