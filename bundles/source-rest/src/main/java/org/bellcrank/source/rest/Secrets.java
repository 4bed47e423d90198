package org.bellcrank.source.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bellcrank.keys.kura.password.Passwords;
import org.eclipse.kura.crypto.CryptoService;

/**
 * What senders may have signed with, opened once and not for each request. What the gateway sealed
 * is no key until something is there that opens it. Safe for any thread.
 */
final class Secrets {

  private static final String BASE64 = "whsec_";

  private final List<Object> given;
  private final String whose;
  private volatile Opened opened;

  /**
   * Keys, and whether there may be more of them.
   *
   * @param waiting whether one is sealed, with nothing there to open it
   */
  record Opened(List<byte[]> keys, boolean waiting) {}

  /**
   * Secrets of one source.
   *
   * @param given as settings have them
   * @param whose named in the log
   */
  Secrets(List<Object> given, String whose) {
    this.given = List.copyOf(given);
    this.whose = whose;
    open(null);
  }

  /** Opens them anew; {@code crypto} is null while nothing is there to open them. */
  void open(CryptoService crypto) {
    List<Object> usable =
        given.stream().filter(each -> crypto != null || !Passwords.looksSealed(each)).toList();
    opened =
        new Opened(
            usable.stream()
                .map(each -> Passwords.plain(each, crypto, whose))
                .flatMap(secret -> key(secret).stream())
                .toList(),
            usable.size() < given.size());
  }

  Opened opened() {
    return opened;
  }

  /** Base64 behind {@value #BASE64}, else its letters; empty for what is neither. */
  static Optional<byte[]> key(String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    if (secret.startsWith(BASE64)) {
      try {
        key = Base64.getDecoder().decode(secret.substring(BASE64.length()));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return key.length == 0 ? Optional.empty() : Optional.of(key);
  }
}
