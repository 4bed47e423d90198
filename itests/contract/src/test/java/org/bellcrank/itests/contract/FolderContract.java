package org.bellcrank.itests.contract;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.bellcrank.itests.doubles.DoubleOptions;

/** All promises, kept against the double that a folder declares. */
abstract class FolderContract extends ClosureContract {

  private final UnaryOperator<Path> connector;

  /**
   * @param connector its folder, which may lie in that of the test
   */
  FolderContract(UnaryOperator<Path> connector) {
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
