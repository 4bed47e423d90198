package org.bellcrank.itests.contract;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.bellcrank.itests.doubles.DoubleOptions;

/** All promises of a connector to a database, kept against the tables that its folder declares. */
abstract class SqlFolderContract extends SqlContract {

  private final UnaryOperator<Path> connector;

  /**
   * @param connector its folder, which may lie in that of the test
   */
  SqlFolderContract(UnaryOperator<Path> connector) {
    this.connector = connector;
  }

  private DeclaredFolder declared() {
    return DeclaredFolder.read(connector.apply(folder));
  }

  @Override
  Plant plant(DoubleOptions options) {
    return new DeclaredPlant(declared(), options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", declared().priorityAt());
  }
}
