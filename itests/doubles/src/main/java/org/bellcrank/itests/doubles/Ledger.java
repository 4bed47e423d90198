package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where the books lie: one line of JSON per change, attachments beside them by content hash. What
 * was written survives the end of the process, not the end of the machine.
 */
final class Ledger implements AutoCloseable {

  private static final String BOOKS = "books.jsonl";

  private final Path folder;
  private final boolean passing;

  private Ledger(Path folder, boolean passing) {
    this.folder = folder;
    this.passing = passing;
  }

  /** A lasting ledger in the folder, or one that goes when it is closed. */
  static Ledger in(Optional<Path> folder) {
    try {
      return folder.isPresent()
          ? new Ledger(Files.createDirectories(folder.get()), false)
          : new Ledger(Files.createTempDirectory("cmms-double"), true);
    } catch (IOException refused) {
      throw new UncheckedIOException("no folder for the books at " + folder, refused);
    }
  }

  /** A ledger in a folder below, which lasts as long as this one. */
  Ledger below(String name) {
    return in(Optional.of(folder.resolve(name)));
  }

  void replay(Consumer<Map<String, Object>> reader) {
    Path file = folder.resolve(BOOKS);
    if (!Files.exists(file)) {
      return;
    }
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      if (!lines.isEmpty() && torn(lines.get(lines.size() - 1))) {
        lines.remove(lines.size() - 1); // the process ended inside it, so nobody was answered
        Files.write(file, lines);
      }
      lines.forEach(each -> reader.accept(line(each)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  synchronized void append(Map<String, Object> line) {
    try {
      Files.writeString(
          folder.resolve(BOOKS),
          Json.write(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** Keeps the bytes and says their SHA-256. */
  String keep(byte[] bytes) {
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      Path file = folder.resolve(hash);
      if (!Files.exists(file)) {
        Files.write(file, bytes);
      }
      return hash;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  byte[] content(String hash) throws IOException {
    return Files.readAllBytes(folder.resolve(hash));
  }

  @Override
  public void close() {
    if (!passing) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException left) {
      throw new UncheckedIOException("the passing books at " + folder + " stay", left);
    }
  }

  private Map<String, Object> line(String text) {
    try {
      return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    } catch (Json.Malformed broken) {
      throw new IllegalStateException(
          folder.resolve(BOOKS) + " holds a broken line: " + text, broken);
    }
  }

  private static boolean torn(String text) {
    try {
      Json.readObject(text.getBytes(StandardCharsets.UTF_8));
      return false;
    } catch (Json.Malformed broken) {
      return true;
    }
  }
}
