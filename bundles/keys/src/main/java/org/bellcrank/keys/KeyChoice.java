package org.bellcrank.keys;

/**
 * The keystore and key that a component's settings name, and the cabinet they are looked for in,
 * which may come, go and change at any time. Safe for any thread.
 */
public final class KeyChoice {

  private final String keystore;
  private final String alias;
  private KeyCabinet cabinet;
  private KeyCabinet.Registration listening = () -> {};

  /**
   * Takes the settings {@code keystore} and {@code key.alias}.
   *
   * @param whose named in the refusal
   * @param keystore blank or null means none: Java's own trust, no key
   * @param alias blank or null leaves the choice of the key to the other side's wishes
   * @throws IllegalArgumentException for an alias without a keystore
   */
  public KeyChoice(String whose, String keystore, String alias) {
    this.keystore = keystore == null ? "" : keystore.strip();
    this.alias = alias == null ? "" : alias.strip();
    if (this.keystore.isEmpty() && !this.alias.isEmpty()) {
      throw new IllegalArgumentException(
          "%s key.alias: given '%s' without keystore; allowed: the keystore that holds it, or none"
              .formatted(whose, this.alias));
    }
  }

  /** Whether no keystore is named. */
  public boolean none() {
    return keystore.isEmpty();
  }

  /** The name of the keystore; empty for none. */
  public String keystore() {
    return keystore;
  }

  /**
   * Follows a cabinet; {@code changed} is called, and must return at once, when the keystore is
   * another.
   */
  public synchronized void follow(KeyCabinet there, Runnable changed) {
    listening.close();
    cabinet = there;
    listening =
        there.onChange(
            name -> {
              if (name.equals(keystore)) {
                changed.run();
              }
            });
  }

  /** The cabinet went. */
  public synchronized void leave(KeyCabinet gone) {
    if (cabinet == gone) {
      listening.close();
      cabinet = null;
    }
  }

  /**
   * For one who connects; only where a keystore is named.
   *
   * @throws MissingKeysException when it cannot be had: nothing may be sent
   */
  public TlsKeys client() throws MissingKeysException {
    return open().client(alias);
  }

  /**
   * For one who listens; only where a keystore is named.
   *
   * @param clientsToo whether clients' certificates are held against its authorities
   * @throws MissingKeysException when it cannot be had: nothing may be listened on
   */
  public TlsKeys server(boolean clientsToo) throws MissingKeysException {
    return open().server(alias, clientsToo);
  }

  /**
   * The key of another alias in the same keystore, itself; only where a keystore is named.
   *
   * @throws MissingKeysException when it cannot be had
   */
  public HeldKey held(String which) throws MissingKeysException {
    return open().held(which);
  }

  private KeyMaterial open() throws MissingKeysException {
    KeyCabinet there;
    synchronized (this) {
      there = cabinet;
    }
    if (there == null) {
      throw new MissingKeysException(
          "keystore: given '%s'; allowed: none, since nothing offers keystores here"
              .formatted(keystore));
    }
    return there.open(keystore);
  }
}
