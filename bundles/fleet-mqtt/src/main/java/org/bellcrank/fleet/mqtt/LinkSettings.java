package org.bellcrank.fleet.mqtt;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/**
 * How the command connects: user, password and TLS from the options. With MQTT 3.1.1, as gateways
 * themselves do: every broker of a fleet knows it, and not every one knows 5.
 */
final class LinkSettings {

  private static final int IN_FLIGHT = 1000;

  private LinkSettings() {}

  static MqttConnectOptions of(FleetOptions options) throws IOException {
    MqttConnectOptions settings = new MqttConnectOptions();
    settings.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    settings.setCleanSession(true);
    settings.setAutomaticReconnect(false);
    settings.setConnectionTimeout(10);
    settings.setKeepAliveInterval(20);
    settings.setMaxInflight(IN_FLIGHT);
    Optional<String> user = options.value("user");
    if (user.isPresent()) {
      settings.setUserName(user.get());
      settings.setPassword(options.password().toCharArray());
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
