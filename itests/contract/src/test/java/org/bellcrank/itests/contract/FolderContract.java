package org.bellcrank.itests.contract;

import java.nio.file.Path;
import org.bellcrank.itests.doubles.DoubleOptions;

/** All promises, kept against the double that a folder declares. */
class FolderContract extends ClosureContract {

  private final Path connector;

  FolderContract(Path connector) {
    this.connector = connector;
  }

  /** The connector's folder. */
  Path connector() {
    return connector;
  }

  @Override
  Plant plant(DoubleOptions options) {
    return new DeclaredPlant(DeclaredFolder.read(connector()), options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", DeclaredFolder.read(connector()).priorityAt());
  }
}
