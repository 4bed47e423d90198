package org.bellcrank.driver.opcua;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.driver.opcua.security.Identity;
import org.bellcrank.keys.HeldKey;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.MissingKeysException;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;

/**
 * Who the gateway is to a server: as an application, and as a user. Asked anew with each
 * connection, so that what a keystore holds and how a password is sealed may change.
 *
 * @param folder of the application's own certificate where no keystore is named
 * @param keys the keystore and the application's alias in it
 * @param userAlias the key in that keystore that the user shows; empty for none
 * @param user empty for nobody
 */
record Login(
    Path folder,
    KeyChoice keys,
    String keyAlias,
    String userAlias,
    String user,
    Supplier<String> password) {

  /** The application's certificate and key. */
  Identity application() throws IOException, MissingKeysException {
    if (keys.none() || keyAlias.isEmpty()) {
      return Identity.in(folder);
    }
    HeldKey held = keys.held(keyAlias);
    return new Identity(held.key(), held.chain());
  }

  /** The certificate that the user shows, if any. */
  Optional<X509Certificate> shown() throws MissingKeysException {
    return userAlias.isEmpty()
        ? Optional.empty()
        : Optional.of(keys.held(userAlias).chain().get(0));
  }

  /**
   * The user.
   *
   * @param trust of the certificate that a password is sealed for
   */
  IdentityProvider user(CertificateValidator trust) throws MissingKeysException {
    if (!userAlias.isEmpty()) {
      HeldKey held = keys.held(userAlias);
      return new X509IdentityProvider(held.chain(), held.key());
    }
    if (!user.isEmpty()) {
      return new UsernameProvider(user, password.get(), trust);
    }
    return AnonymousProvider.INSTANCE;
  }

  /** Never the password. */
  @Override
  public String toString() {
    return userAlias.isEmpty() ? user : "key " + userAlias;
  }
}
