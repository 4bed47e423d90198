package org.bellcrank.store.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bellcrank.journal.StoreException;

/** From settings and what a data directory says of itself to the database that is opened. */
final class ChosenDatabase {

  private ChosenDatabase() {}

  /**
   * Chooses. A directory keeps the database it began with until {@code migrate} moves it.
   *
   * @param root the data directory, locked
   * @param mostPages how far an SQLite file may grow
   * @throws StoreException when settings and directory contradict each other
   */
  static Database of(Path root, StoreSettings given, int mostPages) {
    Optional<StoreSettings> noted = DatabaseNote.read(root);
    if (given.address().isEmpty() && noted.isEmpty()) {
      return new SqliteDatabase(root, mostPages);
    }
    StoreSettings wanted = given.address().isEmpty() ? noted.get() : given;
    noted
        .filter(note -> !samePlace(note, wanted))
        .ifPresent(
            note -> {
              throw contradiction(root, note.toString(), wanted);
            });
    if (noted.isEmpty() && Files.exists(root.resolve(SqliteDatabase.FILE))) {
      throw contradiction(root, SqliteDatabase.FILE + " in it", wanted);
    }
    return postgres(
        new StoreSettings(
            wanted.address(),
            wanted.schema(),
            wanted.user(),
            DatabaseNote.password(root, given.password())));
  }

  /** Lets the directory say where its state lies, once that could be opened. */
  static void keep(Path root, StoreSettings given) {
    boolean said = DatabaseNote.read(root).filter(given::samePlace).isPresent();
    if (!given.address().isEmpty() && !said) {
      DatabaseNote.write(root, given);
    }
  }

  private static boolean samePlace(StoreSettings one, StoreSettings other) {
    return one.address().equals(other.address()) && one.schema().equals(other.schema());
  }

  /** A gateway without the driver runs on SQLite; the driver may come while this one runs. */
  static Database postgres(StoreSettings settings) {
    try {
      ChosenDatabase.class.getClassLoader().loadClass("org.postgresql.Driver");
    } catch (ClassNotFoundException e) {
      throw new StoreException(
          "%s needs the driver for PostgreSQL; install the package bellcrank-postgresql"
              .formatted(settings),
          e);
    }
    return new PostgresDatabase(settings);
  }

  private static StoreException contradiction(Path root, String kept, StoreSettings wanted) {
    return new StoreException(
        ("the state of %s lies in %s; given %s; allowed: what the directory has, until"
                + " 'bellcrank migrate' has moved it")
            .formatted(root, kept, wanted),
        null);
  }
}
