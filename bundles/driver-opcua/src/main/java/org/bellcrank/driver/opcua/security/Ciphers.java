package org.bellcrank.driver.opcua.security;

import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;

/**
 * The library asks Java for the ciphers of Aes256_Sha256_RsaPss under names that only Bouncy
 * Castle's provider has. It is added to Java's list, at its end, while somebody with this policy is
 * there; nothing else in the process picks it that finds what it wants before it.
 */
public final class Ciphers {

  private Ciphers() {}

  /** Somebody with this policy comes. */
  public static void need(SecurityPolicy policy) {
    if (policy == SecurityPolicy.Aes256_Sha256_RsaPss) {
      SharedLibrary.needCiphers();
    }
  }

  /** It went. */
  public static void leave(SecurityPolicy policy) {
    if (policy == SecurityPolicy.Aes256_Sha256_RsaPss) {
      SharedLibrary.leaveCiphers();
    }
  }
}
