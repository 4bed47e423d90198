package org.bellcrank.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of files, and the list that {@code sha256sum -c} checks. */
final class Checksums {

  static final String FILE = "SHA256SUMS";

  private Checksums() {}

  /** 64 hexadecimal digits. */
  static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  static String of(InputStream content) throws IOException {
    try (DigestInputStream in = new DigestInputStream(content, BundleJar.sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  /** Writes the list beside the files, by name. */
  static Path write(Path folder, List<Path> files) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : files.stream().sorted().toList()) {
      lines.append(of(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return Files.writeString(folder.resolve(FILE), lines, StandardCharsets.US_ASCII);
  }
}
