package org.bellcrank.driver.opcua;

import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;

/**
 * The library asks Java for the ciphers of Aes256_Sha256_RsaPss under names that only Bouncy
 * Castle's provider has. It is added to Java's list, at its end, while a driver with this policy is
 * there; nothing else in the process picks it that finds what it wants before it.
 */
final class Ciphers {

  private static final Provider OURS = new BouncyCastleProvider();

  private static int users;
  private static boolean added;

  private Ciphers() {}

  /** A driver with this policy comes. */
  static synchronized void need(SecurityPolicy policy) {
    if (policy == SecurityPolicy.Aes256_Sha256_RsaPss && users++ == 0) {
      // Minus one where somebody else has added it already.
      added = Security.addProvider(OURS) >= 0;
    }
  }

  /** It went. */
  static synchronized void leave(SecurityPolicy policy) {
    if (policy == SecurityPolicy.Aes256_Sha256_RsaPss && --users == 0 && added) {
      Security.removeProvider(OURS.getName());
    }
  }
}
