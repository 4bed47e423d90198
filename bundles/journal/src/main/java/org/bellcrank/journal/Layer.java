package org.bellcrank.journal;

import java.util.Arrays;
import java.util.Optional;

/** A way out of the gateway, by what it is for. */
public enum Layer {
  /** Machines, SCADA and MES, at once: our OPC UA server. */
  OPC_UA("opcua"),
  /** Whoever listens to a stream of events: brokers of MQTT, Sparkplug among them. */
  MQTT("mqtt"),
  /** Maintenance systems and ERP: the connectors, whatever they speak. */
  REST("rest");

  private final String word;

  Layer(String word) {
    this.word = word;
  }

  /** As it stands in documents. */
  public String word() {
    return word;
  }

  /** The layer of a word; empty for any other. */
  public static Optional<Layer> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
