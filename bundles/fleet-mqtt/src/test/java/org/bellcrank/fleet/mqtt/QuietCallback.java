package org.bellcrank.fleet.mqtt;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the client library tells that nobody here acts upon. */
abstract class QuietCallback implements MqttCallback {

  private static final Logger LOG = LoggerFactory.getLogger(QuietCallback.class);

  @Override
  public final void mqttErrorOccurred(MqttException exception) {
    LOG.debug("MQTT: {}", exception.getMessage());
  }

  @Override
  public final void deliveryComplete(IMqttToken token) {
    // nothing waits for it: only a reply says that a gateway understood
  }

  @Override
  public final void connectComplete(boolean reconnect, String serverUri) {
    // who connects goes on by itself
  }

  @Override
  public final void authPacketArrived(int reasonCode, MqttProperties properties) {
    LOG.debug("Unexpected authentication packet, reason {}", reasonCode);
  }
}
