package org.bellcrank.itests.kura.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Fetches a package from where a request says it lies. */
public final class Downloads {

  private static final int BLOCK = 64 * 1024;
  private static final int TIMEOUT_MILLIS = 10_000;

  private Downloads() {}

  /**
   * @param progress told the bytes that came so far
   */
  public static void fetch(String address, Path target, LongConsumer progress) throws IOException {
    URLConnection connection = URI.create(address).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    long expected = connection.getContentLengthLong();
    try (InputStream in = connection.getInputStream();
        OutputStream out = Files.newOutputStream(target)) {
      byte[] block = new byte[BLOCK];
      long total = 0;
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        out.write(block, 0, count);
        total += count;
        progress.accept(total);
      }
      if (expected >= 0 && total != expected) {
        throw new IOException("%d of %d bytes came".formatted(total, expected));
      }
    }
  }

  /**
   * Whether a file has the hash a request gave.
   *
   * @param wanted such as {@code SHA1:<hex>}
   */
  public static boolean matches(Path file, String wanted) throws IOException {
    String[] parts = wanted.split(":", 2);
    try {
      MessageDigest digest = MessageDigest.getInstance(parts[0]);
      byte[] hash = digest.digest(Files.readAllBytes(file));
      return parts.length == 2 && HexFormat.of().formatHex(hash).equalsIgnoreCase(parts[1].strip());
    } catch (NoSuchAlgorithmException e) {
      return false;
    }
  }
}
