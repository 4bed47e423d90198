package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import org.bellcrank.itests.chaos.ChaosException;
import org.bellcrank.itests.chaos.Http;
import org.bellcrank.itests.chaos.mixed.Leftovers;
import org.bellcrank.itests.chaos.mixed.Postgres;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.store.jdbc.StoreSettings;

/** A PostgreSQL server of this run, with a database for each story. */
final class Server implements AutoCloseable {

  private static final String TEMPLATE = "untouched";

  private final Leftovers leftovers;
  private final Postgres postgres;
  private int number;

  private Server(Leftovers leftovers, Postgres postgres) {
    this.leftovers = leftovers;
    this.postgres = postgres;
  }

  /** Starts one and makes the tables that each story begins with. */
  static Server start(Path folder) throws IOException, InterruptedException {
    Leftovers leftovers = Leftovers.begin(folder.resolveSibling("leftovers"));
    int port = Http.freePort(new SplittableRandom(System.nanoTime()));
    Postgres postgres =
        Postgres.start(leftovers::folder, port)
            .orElseThrow(
                () ->
                    new ChaosException(
                        "--database postgresql needs Debian's package postgresql, which is absent"));
    Server server = new Server(leftovers, postgres);
    server.say("CREATE DATABASE " + TEMPLATE);
    JdbcStore.open(folder.resolve("template"), server.settings(TEMPLATE)).close();
    return server;
  }

  /** What a process is told, to what it opens. */
  static StoreSettings at(String address) {
    return address.isEmpty()
        ? StoreSettings.NONE
        : new StoreSettings(address, "", Postgres.USER, () -> Postgres.PASSWORD);
  }

  private StoreSettings settings(String name) {
    return at(postgres.address().replaceFirst("/postgres$", "/" + name));
  }

  /** A database with empty tables. */
  StoreSettings fresh() {
    String name = "story" + number++;
    say("CREATE DATABASE %s TEMPLATE %s".formatted(name, TEMPLATE));
    return settings(name);
  }

  void drop(StoreSettings settings) {
    say("DROP DATABASE %s WITH (FORCE)".formatted(name(settings)));
  }

  /** Ends the server without a word to anybody, and starts it again. */
  void crash() throws IOException, InterruptedException {
    postgres.kill();
    postgres.up();
  }

  private static String name(StoreSettings settings) {
    return settings.address().substring(settings.address().lastIndexOf('/') + 1);
  }

  private void say(String sql) {
    try (Connection connection =
            DriverManager.getConnection(postgres.address(), Postgres.USER, Postgres.PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new ChaosException("%s: %s".formatted(sql, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    postgres.close();
    leftovers.close();
  }
}
