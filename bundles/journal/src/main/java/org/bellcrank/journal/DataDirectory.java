package org.bellcrank.journal;

import java.nio.file.Path;

/**
 * The one directory where the gateway keeps its state: database, evidence, documents, models, keys.
 * Offered as a service by the store, which creates it with owner-only rights and locks it against a
 * second process.
 *
 * @param root the directory; exists and is writable while the service is there
 */
public record DataDirectory(Path root) {

  /** Evidence by content hash. */
  public Path evidence() {
    return root.resolve("evidence");
  }

  /** Active and earlier versions of the site documents. */
  public Path documents() {
    return root.resolve("documents");
  }

  /** Models that were put beside the shipped ones. */
  public Path models() {
    return root.resolve("models");
  }
}
