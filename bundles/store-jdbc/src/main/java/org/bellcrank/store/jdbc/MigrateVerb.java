package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bellcrank.journal.StoreException;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Component;

/** {@code migrate}: moves a gateway's rows from SQLite to PostgreSQL or back. */
@Component
public final class MigrateVerb implements Verb {

  private static final String SQLITE = "sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final Set<String> OPTIONS =
      Set.of("--from", "--to", "--schema", "--user", "--password-file");

  @Override
  public String name() {
    return "migrate";
  }

  @Override
  public String summary() {
    return "move a gateway's database from SQLite to PostgreSQL, or back";
  }

  @Override
  public String help() {
    return """
        migrate --from sqlite:DIR --to jdbc:postgresql://HOST:PORT/DB [options]
        migrate --from jdbc:postgresql://HOST:PORT/DB --to sqlite:DIR [options]
          DIR                   the data directory of a gateway that does not run
          --schema NAME         schema of this gateway alone (default: bellcrank)
          --user NAME           role that connects (default: the operating system's user)
          --password-file FILE  its password, one line (default: DIR/keys/database, if it is there)
        All or nothing: everything in one transaction, every value compared, the journal's chain
        walked. A target that is not empty is refused; the source stays as it was. Evidence and
        documents are files of DIR and stay there. Ends with 0; 2 for wrong usage; 3 when nothing
        was moved.""";
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    Map<String, String> given = options(arguments);
    String from = given.getOrDefault("--from", "");
    String to = given.getOrDefault("--to", "");
    boolean there = from.startsWith(SQLITE) && to.startsWith(POSTGRESQL);
    boolean back = from.startsWith(POSTGRESQL) && to.startsWith(SQLITE);
    return given.size() * 2 == arguments.size() && (there || back)
        ? Optional.empty()
        : Optional.of(
            "migrate: given %s; allowed: --from and --to, one sqlite:DIR and one jdbc:postgresql://…, then --schema, --user, --password-file"
                .formatted(arguments));
  }

  private static Map<String, String> options(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      if (OPTIONS.contains(arguments.get(i))) {
        given.put(arguments.get(i), arguments.get(i + 1));
      }
    }
    return given;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    Optional<String> complaint = complaint(arguments);
    if (complaint.isPresent()) {
      terminal.error(complaint.get());
      return 2;
    }
    Map<String, String> given = options(arguments);
    boolean there = given.get("--from").startsWith(SQLITE);
    String folder = given.get(there ? "--from" : "--to").substring(SQLITE.length());
    try {
      StoreSettings settings =
          new StoreSettings(
              given.get(there ? "--to" : "--from"),
              given.get("--schema"),
              given.get("--user"),
              password(given.get("--password-file")));
      Migration migration =
          new Migration(
              Path.of(folder).toAbsolutePath().normalize(), settings, terminal, Clock.systemUTC());
      if (there) {
        migration.toPostgres();
      } else {
        migration.toSqlite();
      }
      return 0;
    } catch (StoreException | InvalidPathException e) {
      terminal.error("migrate: " + e.getMessage());
      return 3;
    }
  }

  private static Supplier<String> password(String file) {
    return () -> {
      try {
        return file == null ? "" : Files.readString(Path.of(file)).strip();
      } catch (IOException e) {
        throw new StoreException("password file %s cannot be read: %s".formatted(file, e), e);
      }
    };
  }
}
