package org.bellcrank.keys.kura.password;

import java.util.regex.Pattern;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A password in the three forms in which a gateway hands it over: a {@code Password}, plain text,
 * or, after an update, text that the gateway sealed.
 */
public final class Passwords {

  private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

  /** Base64 of a random start, a dash, base64 of the rest: how a gateway writes what it sealed. */
  private static final Pattern SEALED =
      Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}-[A-Za-z0-9+/]{22,}={0,2}");

  private Passwords() {}

  /**
   * The plain password; empty when there is none. What the gateway cannot open is taken as it
   * stands, since a plain password may look like anything.
   *
   * @param given the value of the setting, or null
   * @param crypto opens what the gateway sealed; null while it is not there
   * @param whose named in the log
   */
  public static String plain(Object given, CryptoService crypto, String whose) {
    String text = text(given);
    if (!SEALED.matcher(text).matches()) {
      return text;
    }
    if (crypto == null) {
      LOG.warn("{}: the password looks sealed and no CryptoService is there to open it", whose);
      return text;
    }
    try {
      return new String(crypto.decryptAes(text.toCharArray()));
    } catch (KuraException | RuntimeException e) { // Kura's own lets broken base64 escape
      LOG.warn("{}: the password looks sealed, but not by this gateway; taken as it stands", whose);
      return text;
    }
  }

  /**
   * Whether it looks like what a gateway sealed, so that it is worth waiting for what opens it.
   *
   * @param given the value of the setting, or null
   */
  public static boolean looksSealed(Object given) {
    return SEALED.matcher(text(given)).matches();
  }

  private static String text(Object given) {
    return given instanceof Password password
        ? new String(password.getPassword())
        : given == null ? "" : given.toString();
  }
}
