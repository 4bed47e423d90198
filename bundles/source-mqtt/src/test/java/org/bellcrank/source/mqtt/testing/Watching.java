package org.bellcrank.source.mqtt.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Writes down what comes. */
public record Watching(List<String> said) implements MqttCallback {

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    said.add(new String(message.getPayload(), StandardCharsets.UTF_8));
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    // the end of the test
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    said.add(exception.toString());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // nothing to do
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // nothing to do
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // none
  }
}
