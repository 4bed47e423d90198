package org.bellcrank.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Debian package: files at their places, owned by root, all with one time, and the scripts of the
 * maintainer. Made without root; the same content is the same file.
 */
final class DebianPackage {

  private static final int READABLE = 0644;
  private static final int EXECUTABLE = 0755;
  private static final double BYTES_PER_KIB = 1024;

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, byte[]> control = new TreeMap<>();
  private final List<String> conffiles = new ArrayList<>();

  /**
   * Adds a file.
   *
   * @param place absolute, on the gateway
   */
  void file(String place, byte[] content) {
    files.put(place, content);
  }

  /** Adds a file that an update leaves as the administrator made it. */
  void conffile(String place, byte[] content) {
    file(place, content);
    conffiles.add(place);
  }

  /** Adds a maintainer's script. */
  void script(String name, String text) {
    control.put(name, bytes(text));
  }

  /**
   * Writes the package.
   *
   * @param fields of the control file but Installed-Size, each with its line's end
   * @param time of every file in it
   */
  void write(Path file, String fields, Instant time) throws IOException {
    control.put(
        "control", bytes(fields.replace("\nDepends:", "\n" + installedSize() + "Depends:")));
    control.put("md5sums", bytes(md5sums()));
    if (!conffiles.isEmpty()) {
      control.put("conffiles", bytes(String.join("\n", conffiles) + "\n"));
    }
    TarArchive scripts = new TarArchive(time);
    control.forEach(
        (name, content) -> {
          boolean script = name.startsWith("pre") || name.startsWith("post");
          scripts.file("/" + name, script ? EXECUTABLE : READABLE, content);
        });
    TarArchive data = new TarArchive(time);
    files.forEach((place, content) -> data.file(place, READABLE, content));
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes("!<arch>\n"));
      member(out, "debian-binary", bytes("2.0\n"), time);
      member(out, "control.tar.gz", Gzip.best(scripts.bytes()), time);
      member(out, "data.tar.gz", Gzip.fast(data.bytes()), time);
    }
  }

  private static void member(OutputStream out, String name, byte[] content, Instant time)
      throws IOException {
    String head =
        "%-16s%-12d%-6d%-6d%-8s%-10d`\n"
            .formatted(name, time.getEpochSecond(), 0, 0, "100644", content.length);
    out.write(bytes(head));
    out.write(content);
    if (content.length % 2 == 1) {
      out.write('\n');
    }
  }

  /** Kibibytes, each file rounded up, as Debian counts them. */
  private String installedSize() {
    long size = 0;
    for (byte[] content : files.values()) {
      size += (long) Math.ceil(content.length / BYTES_PER_KIB);
    }
    return "Installed-Size: " + size + "\n";
  }

  private String md5sums() {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (place, content) -> {
          if (!conffiles.contains(place)) {
            String sum = HexFormat.of().formatHex(md5().digest(content));
            lines.append(sum).append("  ").append(place.substring(1)).append('\n');
          }
        });
    return lines.toString();
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A tar archive in the old portable form, with every folder above its files. */
  private static final class TarArchive {

    private static final int BLOCK = 512;
    private static final int NAME = 100;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> folders = new ArrayList<>();
    private final long time;

    TarArchive(Instant time) {
      this.time = time.getEpochSecond();
      folder("./");
    }

    private void folder(String path) {
      if (!folders.contains(path)) {
        folders.add(path);
        head(path, EXECUTABLE, 0, '5');
      }
    }

    void file(String place, int mode, byte[] content) {
      for (int slash = place.indexOf('/', 1); slash > 0; slash = place.indexOf('/', slash + 1)) {
        folder("." + place.substring(0, slash + 1));
      }
      head("." + place, mode, content.length, '0');
      out.writeBytes(content);
      pad(content.length);
    }

    private void pad(int length) {
      out.writeBytes(new byte[(BLOCK - length % BLOCK) % BLOCK]);
    }

    private void head(String path, int mode, int size, char type) {
      byte[] head = new byte[BLOCK];
      int cut = path.length() <= NAME ? -1 : path.indexOf('/', path.length() - NAME - 1);
      put(head, 0, path.substring(cut + 1));
      put(head, 100, "%07o".formatted(mode));
      put(head, 108, "0000000");
      put(head, 116, "0000000");
      put(head, 124, "%011o".formatted(size));
      put(head, 136, "%011o".formatted(time));
      put(head, 148, "        ");
      head[156] = (byte) type;
      put(head, 257, "ustar\0" + "00");
      put(head, 265, "root");
      put(head, 297, "root");
      put(head, 345, cut < 0 ? "" : path.substring(0, cut));
      int sum = 0;
      for (byte each : head) {
        sum += each & 0xff;
      }
      put(head, 148, "%06o\0 ".formatted(sum));
      out.writeBytes(head);
    }

    private static void put(byte[] head, int at, String text) {
      byte[] bytes = DebianPackage.bytes(text);
      System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    byte[] bytes() {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(out.toByteArray());
      whole.writeBytes(new byte[2 * BLOCK]);
      return whole.toByteArray();
    }
  }
}
