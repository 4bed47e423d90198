package org.bellcrank.source.mqtt;

import java.lang.annotation.Annotation;

/** Settings as a test wants them. */
record Given(String broker_uri, String username, String keystore, String key_alias, String[] topics)
    implements MqttSource.Config {

  Given(String broker, String username, String... topics) {
    this(broker, username, "", "", topics);
  }

  static Given withKeys(String broker, String keystore, String alias) {
    return new Given(broker, "", keystore, alias, new String[] {"bellcrank/observations/#"});
  }

  @Override
  public String client_id() {
    return "bellcrank-test";
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
