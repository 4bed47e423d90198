package org.bellcrank.fleet.courier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bellcrank.journal.Facts;

/**
 * Writes what a courier carries: a zip file with the entries, {@code manifest.json} that names each
 * with its SHA-256 and size, {@code manifest.sig} over it, and {@code custody/0001.json} and so on,
 * each signed by whom the file passed.
 */
final class CourierFile {

  static final String MANIFEST = "manifest.json";
  static final String SIGNATURE = "manifest.sig";
  static final String CUSTODY = "custody/";
  static final String JSON = ".json";
  static final String SIG = ".sig";

  private CourierFile() {}

  /**
   * Writes a file anew.
   *
   * @param entries files by the path they get in the archive
   * @param about kind, origin and whatever else the manifest says
   * @throws IOException when the file is there already or cannot be written
   */
  static void write(Path file, Facts about, Map<String, Path> entries, CourierKey key, Instant at)
      throws IOException {
    if (Files.exists(file)) {
      throw new IOException(file + " is there already; allowed: a file that is not there yet");
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".part");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(fresh))) {
      List<Facts> list = new ArrayList<>();
      for (Map.Entry<String, Path> each : entries.entrySet()) {
        try (DigestInputStream in =
            new DigestInputStream(Files.newInputStream(each.getValue()), sha256())) {
          zip.putNextEntry(new ZipEntry(each.getKey()));
          long bytes = in.transferTo(zip);
          zip.closeEntry();
          list.add(
              Facts.with("path", each.getKey())
                  .put("sha256", HexFormat.of().formatHex(in.getMessageDigest().digest()))
                  .put("bytes", bytes)
                  .build());
        }
      }
      byte[] manifest =
          Facts.with("courier", "bellcrank")
              .put("format", 1)
              .put("at", at)
              .put("key", key.text())
              .putAll(about)
              .put("entries", list)
              .build()
              .json()
              .getBytes(StandardCharsets.UTF_8);
      put(zip, MANIFEST, manifest);
      put(zip, SIGNATURE, key.sign(manifest));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Appends a hop to the chain of custody.
   *
   * @param content of the file, as it was verified just now
   * @param by who has it now
   * @param action for example {@code carried}, {@code imported}
   */
  static void hand(
      Path file, CourierContent content, String by, String action, CourierKey key, Instant at)
      throws IOException {
    int hop = content.custody().size() + 1;
    byte[] text =
        Facts.with("hop", hop)
            .put("at", at)
            .put("by", by)
            .put("action", action)
            .put("key", key.text())
            .put("previous", content.last())
            .build()
            .json()
            .getBytes(StandardCharsets.UTF_8);
    Path fresh = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(fresh);
        ZipOutputStream zip = new ZipOutputStream(out);
        ZipInputStream old = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry each = old.getNextEntry(); each != null; each = old.getNextEntry()) {
        zip.putNextEntry(new ZipEntry(each.getName()));
        old.transferTo(zip);
        zip.closeEntry();
      }
      String name = CUSTODY + "%04d".formatted(hop);
      put(zip, name + JSON, text);
      put(zip, name + SIG, key.sign(text));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Every file below a folder, by the path it gets in the archive; hidden ones are left out. */
  static Map<String, Path> below(Path folder, String prefix) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (var walk = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) walk.sorted()::iterator) {
        String name = folder.relativize(each).toString();
        if (Files.isRegularFile(each) && !("/" + name).contains("/.")) {
          files.put(prefix + name, each);
        }
      }
    }
    return files;
  }

  static String hash(InputStream in) throws IOException {
    try (DigestInputStream digest = new DigestInputStream(in, sha256())) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
