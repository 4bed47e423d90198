package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.bellcrank.journal.StoreException;

/**
 * Which database holds the state of a data directory, written into the directory, so that neither a
 * lost setting nor a word of the command line begins anew beside what is there.
 */
final class DatabaseNote {

  private static final String FILE = "database.properties";
  private static final String PASSWORD = "keys/database";

  private DatabaseNote() {}

  /** What the directory says; empty where its state is the SQLite file in it. */
  static Optional<StoreSettings> read(Path root) {
    Path file = root.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException e) {
      throw new StoreException("file %s cannot be read: %s".formatted(file, e), e);
    }
    return Optional.of(
        new StoreSettings(
            read.getProperty("database", ""),
            read.getProperty("schema", ""),
            read.getProperty("user", ""),
            password(root, () -> "")));
  }

  /** The given password, or else the one in the directory's keys, or none. */
  static Supplier<String> password(Path root, Supplier<String> given) {
    return () -> {
      String first = given.get();
      Path file = root.resolve(PASSWORD);
      if (!first.isEmpty() || !Files.exists(file)) {
        return first;
      }
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw new StoreException("file %s cannot be read: %s".formatted(file, e), e);
      }
    };
  }

  /** Writes it; whole or not at all. */
  static void write(Path root, StoreSettings settings) {
    Properties said = new Properties();
    said.setProperty("database", settings.address());
    said.setProperty("schema", settings.schema());
    said.setProperty("user", settings.user());
    Path file = root.resolve(FILE);
    Path before = root.resolve(FILE + ".new");
    StringWriter text = new StringWriter();
    try {
      said.store(text, "The state of this directory lies there.");
      Files.writeString(before, text.toString(), StandardCharsets.UTF_8);
      sync(before);
      Files.move(before, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(root);
    } catch (IOException e) {
      throw new StoreException("file %s cannot be written: %s".formatted(file, e), e);
    }
  }

  /** The state is the directory's own again. */
  static void remove(Path root) {
    try {
      Files.deleteIfExists(root.resolve(FILE));
      sync(root);
    } catch (IOException e) {
      throw new StoreException("file %s cannot be removed: %s".formatted(root.resolve(FILE), e), e);
    }
  }

  /** Puts a file, or a folder's list of names, on disk. */
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
