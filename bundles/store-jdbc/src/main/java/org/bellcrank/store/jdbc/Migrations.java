package org.bellcrank.store.jdbc;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.bellcrank.journal.StoreException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * Brings the tables to the state this version needs. The scripts are listed here by name, since
 * Flyway in a framework can find none and call that a success. A new script is its file under
 * {@code db/sqlite} and {@code db/postgresql}, and one line here; a script that was ever released
 * is never changed.
 */
final class Migrations implements ResourceProvider {

  private static final List<String> SCRIPTS =
      List.of(
          "V1__foundation.sql",
          "V2__decision.sql",
          "V3__delivery.sql",
          "V4__review.sql",
          "V5__room.sql",
          "V6__cause.sql",
          "V7__newest_first.sql",
          "V8__closure.sql",
          "V9__register.sql",
          "V10__condition.sql",
          "V11__stream.sql",
          "V12__timeline.sql",
          "V13__passage.sql");

  static final String SQLITE = "db/sqlite/";
  static final String POSTGRESQL = "db/postgresql/";

  private final String folder;

  private Migrations(String folder) {
    this.folder = folder;
  }

  /**
   * Runs what has not run yet.
   *
   * @param folder {@link #SQLITE} or {@link #POSTGRESQL}
   * @param schema made where it is missing; empty where the database knows none
   * @throws StoreException when a script fails, was changed since it ran, or was not found
   */
  static void run(DataSource source, String folder, String schema) {
    ClassLoader loader = Migrations.class.getClassLoader();
    FluentConfiguration configuration =
        Flyway.configure(loader)
            .dataSource(source)
            .locations(new String[0])
            .resourceProvider(new Migrations(folder))
            .loggers("slf4j");
    if (!schema.isEmpty()) {
      configuration.schemas(schema).defaultSchema(schema);
    }
    Flyway flyway = configuration.load();
    try {
      flyway.migrate();
      // Making a schema is noted as applied too; it has no version.
      long applied =
          Arrays.stream(flyway.info().applied()).filter(each -> each.getVersion() != null).count();
      if (applied != SCRIPTS.size()) {
        throw new StoreException(
            "%d of %d database scripts are applied; the store does not open"
                .formatted(applied, SCRIPTS.size()),
            null);
      }
    } catch (FlywayException e) {
      throw new StoreException("the tables could not be prepared: " + e.getMessage(), e);
    }
  }

  @Override
  public LoadableResource getResource(String name) {
    return SCRIPTS.contains(name) ? new Script(name) : null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return SCRIPTS.stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> List.of(suffixes).stream().anyMatch(name::endsWith))
        .map(name -> (LoadableResource) new Script(name))
        .toList();
  }

  private final class Script extends LoadableResource {

    private final String name;

    private Script(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      InputStream in = Migrations.class.getClassLoader().getResourceAsStream(folder + name);
      if (in == null) {
        throw new StoreException("database script %s is not in the bundle".formatted(name), null);
      }
      return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return folder + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return folder + name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
