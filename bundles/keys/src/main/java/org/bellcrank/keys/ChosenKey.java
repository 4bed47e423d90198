package org.bellcrank.keys;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows one key of several. A client shows it whatever authorities the server names: who chose it
 * knows better than a server that names none or too few.
 */
final class ChosenKey extends X509ExtendedKeyManager {

  private final X509ExtendedKeyManager keys;
  private final String alias;

  ChosenKey(X509ExtendedKeyManager keys, String alias) {
    this.keys = keys;
    // A PKCS12 store keeps its aliases in lower case.
    this.alias = keys.getPrivateKey(alias) != null ? alias : alias.toLowerCase(Locale.ROOT);
  }

  /** The key itself; null when the store does not hand it out. */
  PrivateKey key() {
    return keys.getPrivateKey(alias);
  }

  private String chosen(String... keyTypes) {
    PrivateKey key = keys.getPrivateKey(alias);
    boolean fits =
        key != null
            && Arrays.stream(keyTypes)
                .anyMatch(
                    type ->
                        type.equals(key.getAlgorithm())
                            || type.startsWith(key.getAlgorithm() + "_"));
    return fits ? alias : null;
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return chosen(keyTypes);
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return chosen(keyTypes);
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return chosen(keyType);
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return chosen(keyType);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return chosen(keyType) == null ? null : new String[] {alias};
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return chosen(keyType) == null ? null : new String[] {alias};
  }

  @Override
  public X509Certificate[] getCertificateChain(String wanted) {
    return keys.getCertificateChain(wanted);
  }

  @Override
  public PrivateKey getPrivateKey(String wanted) {
    return keys.getPrivateKey(wanted);
  }
}
