package org.bellcrank.source.mqtt.link;

import java.util.Base64;
import org.bellcrank.source.mqtt.link.Platform.Entry;

/**
 * The password of a device at a platform, looked at before anybody is asked. What is told of it is
 * its form and never a part of it.
 */
final class DeviceSecret {

  private static final String KEY =
      "the device's key in base64, or none and a keystore with its certificate";

  private DeviceSecret() {}

  /**
   * Whether a platform that lets devices in this way could take it at all.
   *
   * @param whose in front of the words
   * @param username empty for none
   * @param certificate whether there may be one to show instead
   * @throws IllegalArgumentException when it could not
   */
  static void check(
      String whose, Entry entry, String username, String password, boolean certificate) {
    switch (entry) {
      case FREE -> {}
      case TOKEN -> {
        if (password.isBlank() && username.isEmpty()) {
          throw refused(whose, "none", "the device's token, or a username beside it");
        }
      }
      case CERTIFICATE -> {
        if (!password.isEmpty()) {
          throw refused(whose, "one", "none, the platform knows the device by its certificate");
        }
      }
      case DEVICE_KEY -> {
        if (!password.isBlank() || !certificate) {
          key(whose, password);
        }
      }
    }
  }

  /**
   * The bytes of a key that is written as base64.
   *
   * @throws IllegalArgumentException for what is none
   */
  static byte[] key(String whose, String password) {
    String given = password.strip();
    if (given.isEmpty()) {
      throw refused(whose, "none", KEY);
    }
    if (given.contains("SharedAccessKey=")) {
      throw refused(whose, "a connection string", "what stands in it behind SharedAccessKey=");
    }
    if (given.startsWith("SharedAccessSignature")) {
      throw refused(whose, "a signed token", KEY + ", tokens are made of it here");
    }
    try {
      return Base64.getDecoder().decode(given);
    } catch (IllegalArgumentException e) {
      throw refused(whose, "what is no base64", KEY); // without the cause, which shows a letter
    }
  }

  private static IllegalArgumentException refused(String whose, String given, String allowed) {
    return BrokerAddress.refused(whose, "password", given, allowed);
  }
}
