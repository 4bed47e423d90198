package org.bellcrank.itests.doubles;

import java.util.List;

/**
 * A system that a connector's folder declares in {@code double.yaml}: plain JSON or SOAP, and
 * nothing that keeps one order from being created twice. Quirks beyond that want a double of their
 * own. Safe for all threads.
 */
public final class DeclaredDouble extends CmmsDouble {

  private DeclaredDouble(DoubleOptions options, Declaration declaration) {
    super(
        options,
        "declared",
        List.of(),
        (settings, books) -> new DeclaredApi(declaration, settings, books));
  }

  /**
   * @throws IllegalArgumentException if the declaration lacks something, or names a field that the
   *     facts do not know
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static DeclaredDouble start(DoubleOptions options, Declaration declaration) {
    return new DeclaredDouble(options, declaration);
  }

  /** Forgets all tokens; nothing where there are none. */
  public void endSessions() {
    ((DeclaredApi) cmms()).endSessions();
  }
}
