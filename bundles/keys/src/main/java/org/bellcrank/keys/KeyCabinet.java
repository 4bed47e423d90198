package org.bellcrank.keys;

import java.util.List;
import java.util.function.Consumer;

/**
 * The keystores of this gateway, by name. A service; safe for any thread. What it hands out stands
 * still: who wants to follow a renewal asks again when told.
 */
public interface KeyCabinet {

  /**
   * Opens a keystore. May read a file, so never in activation.
   *
   * @param name as the gateway calls it, for example {@code SSLKeystore}
   * @throws MissingKeysException when there is none of this name, or it cannot be opened
   */
  KeyMaterial open(String name) throws MissingKeysException;

  /** The names of the keystores that are there now, sorted. */
  List<String> names();

  /**
   * Calls the listener with the name of a keystore that came, changed or went, from any thread; the
   * listener must return at once.
   */
  Registration onChange(Consumer<String> listener);

  /** Ends a registration; closing twice is harmless. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
