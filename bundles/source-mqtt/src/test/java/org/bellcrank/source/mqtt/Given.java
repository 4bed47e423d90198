package org.bellcrank.source.mqtt;

import java.lang.annotation.Annotation;

/** Settings as a test wants them. */
record Given(
    String broker_uri,
    String username,
    String keystore,
    String key_alias,
    String version,
    String client_id,
    boolean payloads,
    String[] topics)
    implements MqttSource.Config {

  Given(String broker, String username, String keystore, String alias, String[] topics) {
    this(broker, username, keystore, alias, "5", "bellcrank-test", false, topics);
  }

  Given(String broker, String username, String... topics) {
    this(broker, username, "", "", topics);
  }

  static Given withKeys(String broker, String keystore, String alias) {
    return new Given(broker, "", keystore, alias, new String[] {"bellcrank/observations/#"});
  }

  Given in(String other) {
    return new Given(broker_uri, username, keystore, key_alias, other, client_id, payloads, topics);
  }

  Given mapped() {
    return new Given(broker_uri, username, keystore, key_alias, version, client_id, true, topics);
  }

  Given named(String other) {
    return new Given(broker_uri, username, keystore, key_alias, version, other, payloads, topics);
  }

  @Override
  public String platform() {
    return "none";
  }

  @Override
  public String password() {
    return "";
  }

  @Override
  public int max_bytes() {
    return 4096;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return MqttSource.Config.class;
  }
}
