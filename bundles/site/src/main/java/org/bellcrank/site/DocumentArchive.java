package org.bellcrank.site;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Mark;
import org.bellcrank.document.Problem;

/** A folder of site documents as one zip file, and back. The same documents give the same bytes. */
public final class DocumentArchive {

  /** Unpacked bytes that an archive may hold. */
  public static final int MOST_BYTES = 16 * 1024 * 1024;

  private static final int MOST_ENTRIES = 2000;
  private static final LocalDateTime NO_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private DocumentArchive() {}

  /** Packs texts by file name. */
  public static byte[] pack(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a packed folder as the folder itself would be read: documents at its top count, other
   * files and folders below do not. Where everything lies in one folder, that one is meant.
   *
   * @return texts by file name
   * @throws InvalidDocumentException when these are no zip file, or more than {@link #MOST_BYTES}
   */
  public static SortedMap<String, String> unpack(byte[] bytes) throws InvalidDocumentException {
    SortedMap<String, byte[]> entries = entries(bytes);
    String top = top(entries.keySet());
    SortedMap<String, String> files = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      String name = entry.getKey().substring(top.length());
      if (SiteFolder.isDocument(name)) {
        files.put(name, text(name, entry.getValue()));
      }
    }
    if (files.isEmpty()) {
      throw refused(entries.size() + " files, none of them a document", SiteFolder.NAMES);
    }
    return files;
  }

  private static SortedMap<String, byte[]> entries(byte[] bytes) throws InvalidDocumentException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    int left = MOST_BYTES;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readNBytes(left + 1);
        left -= content.length;
        if (left < 0 || entries.size() >= MOST_ENTRIES) {
          throw refused(
              "a larger archive",
              "%d bytes unpacked in %d files".formatted(MOST_BYTES, MOST_ENTRIES));
        }
        if (!entry.isDirectory()) {
          entries.put(entry.getName().replaceFirst("^(\\./)+", ""), content);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw refused("a broken zip file: " + e.getMessage(), "a zip file of documents");
    }
    if (entries.isEmpty()) {
      throw refused(
          bytes.length + " bytes that are no zip file or an empty one", "a zip file of documents");
    }
    return entries;
  }

  /** The one folder in which everything lies, with its slash; empty where there is none. */
  private static String top(Set<String> names) {
    Set<String> tops = new HashSet<>();
    for (String name : names) {
      tops.add(name.substring(0, name.indexOf('/') + 1));
    }
    return tops.size() == 1 ? tops.iterator().next() : "";
  }

  private static String text(String name, byte[] bytes) throws InvalidDocumentException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidDocumentException(
          new Problem(new Mark(name, 1, 1), "", "bytes that are no text", "UTF-8 text", ""));
    }
  }

  private static InvalidDocumentException refused(String given, String allowed) {
    return new InvalidDocumentException(
        new Problem(new Mark("archive", 1, 1), "", given, allowed, ""));
  }
}
