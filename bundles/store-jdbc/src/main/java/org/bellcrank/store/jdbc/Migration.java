package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.StoreException;
import org.bellcrank.verb.Terminal;

/**
 * Moves the rows of a gateway that does not run between the SQLite file of its data directory and
 * PostgreSQL. All or nothing: the target gets everything in one transaction, is read back value by
 * value and its hash chain walked before that is committed; the source is never changed.
 */
final class Migration {

  private static final String UNDER_WAY = SqliteDatabase.FILE + ".migrating";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path root;
  private final StoreSettings settings;
  private final Terminal terminal;
  private final Clock clock;

  /**
   * A migration.
   *
   * @param root the data directory
   * @param settings where in PostgreSQL
   */
  Migration(Path root, StoreSettings settings, Terminal terminal, Clock clock) {
    this.root = root;
    this.settings =
        new StoreSettings(
            settings.address(),
            settings.schema(),
            settings.user(),
            DatabaseNote.password(root, settings.password()));
    this.terminal = terminal;
    this.clock = clock;
  }

  /** From the SQLite file to PostgreSQL; afterwards the directory names PostgreSQL. */
  void toPostgres() throws InterruptedException {
    if (!Files.exists(root.resolve(SqliteDatabase.FILE)) || DatabaseNote.read(root).isPresent()) {
      throw new StoreException(
          "%s has no state in %s; allowed: the data directory of a gateway on SQLite"
              .formatted(root, SqliteDatabase.FILE),
          null);
    }
    try (DirectoryLock lock = DirectoryLock.take(root)) {
      Database target = ChosenDatabase.postgres(settings);
      move(new SqliteDatabase(root, Integer.MAX_VALUE), target);
      DatabaseNote.write(root, settings);
      Path kept = root.resolve(SqliteDatabase.FILE + ".moved-" + STAMP.format(clock.instant()));
      rename(root.resolve(SqliteDatabase.FILE), kept);
      terminal.line("the SQLite file stays as %s; the gateway no longer reads it".formatted(kept));
    }
  }

  /** From PostgreSQL to the SQLite file; afterwards the directory names no database any more. */
  void toSqlite() throws InterruptedException {
    if (Files.exists(root.resolve(SqliteDatabase.FILE))) {
      throw new StoreException(
          "%s is there already; allowed: a data directory without it"
              .formatted(root.resolve(SqliteDatabase.FILE)),
          null);
    }
    DatabaseNote.read(root)
        .filter(
            note ->
                !note.address().equals(settings.address())
                    || !note.schema().equals(settings.schema()))
        .ifPresent(
            note -> {
              throw new StoreException(
                  "the state of %s lies in %s; given %s".formatted(root, note, settings), null);
            });
    try (DirectoryLock lock = DirectoryLock.take(OwnedDirectory.create(root))) {
      Database source = ChosenDatabase.postgres(settings);
      removeLeftovers();
      move(source, new SqliteDatabase(root, UNDER_WAY, Integer.MAX_VALUE));
      rename(root.resolve(UNDER_WAY), root.resolve(SqliteDatabase.FILE));
      DatabaseNote.remove(root);
      terminal.line("the rows in %s stay; nothing reads them any more".formatted(settings));
    }
  }

  /** What a migration that was killed left behind. */
  private void removeLeftovers() {
    try {
      for (String end : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(root.resolve(UNDER_WAY + end));
      }
    } catch (IOException e) {
      throw new StoreException("%s cannot be used: %s".formatted(root, e), e);
    }
  }

  private static void rename(Path from, Path to) {
    try {
      DatabaseNote.sync(from);
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      DatabaseNote.sync(to.getParent());
    } catch (IOException e) {
      throw new StoreException("%s cannot be renamed to %s: %s".formatted(from, to, e), e);
    }
  }

  private void move(Database source, Database target) throws InterruptedException {
    source.prepare();
    target.prepare();
    try (Connection from = source.writing();
        Connection to = target.writing()) {
      List<TableCopy> tables = TableCopy.all(to);
      requireEmpty(tables, to, target);
      for (TableCopy table : tables) {
        long rows = table.rows(from);
        table.copy(from, to, done -> progress("moved", table, done, rows));
        table.compare(from, to, done -> progress("compared", table, done, rows));
        terminal.line("%-16s %,12d rows".formatted(table.name(), rows));
      }
      long entries = walk(to);
      to.commit();
      terminal.line(
          "moved to %s: every value compared, the chain of %,d journal entries whole"
              .formatted(target, entries));
    } catch (SQLException e) {
      throw new StoreException("nothing was moved: " + e.getMessage(), e);
    }
  }

  private void progress(String what, TableCopy table, long done, long rows) {
    terminal.progress("%s: %,d of %,d rows %s".formatted(table.name(), done, rows, what));
  }

  private static void requireEmpty(List<TableCopy> tables, Connection to, Database target)
      throws SQLException {
    for (TableCopy table : tables) {
      long rows = table.rows(to);
      if (rows > 0) {
        throw new StoreException(
            "%s is not empty: table %s has %,d rows; allowed: a new schema; nothing was moved"
                .formatted(target, table.name(), rows),
            null);
      }
    }
  }

  private static long walk(Connection connection) {
    Session session = new Session(connection, false);
    session.enter();
    ChainCheck check = new JdbcJournal(session).verify();
    session.leave();
    if (check instanceof ChainCheck.Intact intact) {
      return intact.entries();
    }
    throw new StoreException("the journal is broken: %s; nothing was moved".formatted(check), null);
  }
}
