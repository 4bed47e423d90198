package org.bellcrank.source.mqtt.link;

/** Which MQTT a broker is spoken to in. */
public enum MqttVersion {
  /**
   * MQTT 3.1.1 (OASIS, 2014). The broker alone decides how long a session is kept and how many
   * unacknowledged messages are sent ahead, gives no reasons, and lets a refused message vanish.
   */
  V3_1_1("3.1.1"),
  /** MQTT 5 (OASIS, 2019). */
  V5("5");

  private final String word;

  MqttVersion(String word) {
    this.word = word;
  }

  /** As it stands in settings. */
  public String word() {
    return word;
  }

  /**
   * The version of a setting; nothing means 5.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static MqttVersion of(String whose, String given) {
    String wanted = given == null || given.isBlank() ? V5.word : given.strip();
    for (MqttVersion each : values()) {
      if (each.word.equals(wanted)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "%s version: given '%s'; allowed: 3.1.1, 5".formatted(whose, wanted));
  }
}
