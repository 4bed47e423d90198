package org.bellcrank.keys;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key itself, for protocols that sign and open messages on their own. Who can do with
 * {@link TlsKeys} or {@link SigningKey} takes those.
 *
 * @param alias as the keystore has it
 * @param key never logged, never kept on disk by who asks
 * @param chain the key's own certificate first
 */
public record HeldKey(String alias, PrivateKey key, List<X509Certificate> chain) {

  /** Keeps a copy of the chain. */
  public HeldKey {
    chain = List.copyOf(chain);
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "key " + alias;
  }
}
