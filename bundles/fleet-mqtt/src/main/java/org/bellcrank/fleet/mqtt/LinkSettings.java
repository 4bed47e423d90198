package org.bellcrank.fleet.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/** How the command connects: user, password and TLS from the options. */
final class LinkSettings {

  private static final int IN_FLIGHT = 1000;

  private LinkSettings() {}

  static MqttConnectionOptions of(FleetOptions options) throws IOException {
    MqttConnectionOptions settings = new MqttConnectionOptions();
    settings.setCleanStart(true);
    settings.setAutomaticReconnect(false);
    settings.setConnectionTimeout(10);
    settings.setKeepAliveInterval(20);
    settings.setReceiveMaximum(IN_FLIGHT);
    Optional<String> user = options.value("user");
    if (user.isPresent()) {
      settings.setUserName(user.get());
      settings.setPassword(options.password().getBytes(StandardCharsets.UTF_8));
    }
    if (options.broker().getScheme().equals("ssl")) {
      try {
        settings.setSocketFactory(TrustedSockets.of(options.path("ca")));
      } catch (GeneralSecurityException e) {
        throw new IOException("--ca: %s".formatted(e.getMessage()), e);
      }
      settings.setHttpsHostnameVerificationEnabled(true);
    }
    return settings;
  }
}
