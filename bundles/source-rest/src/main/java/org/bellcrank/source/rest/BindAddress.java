package org.bellcrank.source.rest;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where the source may listen: on this machine always; where others reach it only if the line is
 * sealed and who sends is known.
 */
final class BindAddress {

  private BindAddress() {}

  /**
   * The address of the settings.
   *
   * @param scheme how senders sign
   * @throws IllegalArgumentException for a port or an address that is not allowed
   */
  static InetSocketAddress of(Config config, Signing.Scheme scheme) {
    int port = config.port();
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "%s port: given %d; allowed 0 to 65535".formatted(RestSource.PID, port));
    }
    InetAddress address = known(config);
    if (!address.isLoopbackAddress() && !isProven(config, scheme)) {
      throw new IllegalArgumentException(
          ("%s address: given %s, with keystore '%s', client.certificate %s and signature %s; allowed:"
                  + " a loopback address such as 127.0.0.1, or another with keystore and one of"
                  + " client.certificate true, signature body, signature standard-webhooks")
              .formatted(
                  RestSource.PID,
                  config.address(),
                  config.keystore(),
                  config.client_certificate(),
                  config.signature()));
    }
    return new InetSocketAddress(address, port);
  }

  private static boolean isProven(Config config, Signing.Scheme scheme) {
    boolean sealed = config.keystore() != null && !config.keystore().isBlank();
    return sealed && (config.client_certificate() || scheme != Signing.Scheme.NONE);
  }

  private static InetAddress known(Config config) {
    try {
      return InetAddress.getByName(config.address());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "%s address: given %s; allowed: an address of this machine, such as 127.0.0.1"
              .formatted(RestSource.PID, config.address()));
    }
  }
}
