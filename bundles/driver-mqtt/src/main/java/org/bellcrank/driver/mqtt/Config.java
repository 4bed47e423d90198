package org.bellcrank.driver.mqtt;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Settings of {@link MqttDriver}. */
@ObjectClassDefinition(
    localization = "OSGI-INF/l10n/driver-mqtt",
    id = MqttDriver.PID,
    name = "%Bellcrank MQTT driver",
    description = "%Reads the topics of a broker for the gateway's assets")
public @interface Config {

  /** Broker address. */
  @AttributeDefinition(
      name = "%Broker",
      description = "%Address of the broker: tcp://host:port or ssl://host:port")
  String broker_uri() default "tcp://127.0.0.1:1883";

  /** Version. */
  @AttributeDefinition(
      name = "%MQTT version",
      description = "%5, or 3.1.1 for a broker that knows no other",
      options = {@Option(label = "5", value = "5"), @Option(label = "3.1.1", value = "3.1.1")})
  String version() default "5";

  /** Client id. */
  @AttributeDefinition(
      name = "%Client id",
      description = "%1 to 64 letters, digits, dot, dash or underscore; unique at the broker")
  String client_id() default "bellcrank-driver";

  /** User name. */
  @AttributeDefinition(name = "%User name", description = "%Empty means none", required = false)
  String username() default "";

  /** Password. */
  @AttributeDefinition(
      name = "%Password",
      description = "%Empty means none",
      type = AttributeType.PASSWORD,
      required = false)
  String password() default "";

  /** Keystore. */
  @AttributeDefinition(
      name = "%Keystore",
      description =
          "%Name of the gateway's keystore for ssl://, for example SSLKeystore: its trusted"
              + " certificates alone are believed; empty means those of Java",
      required = false)
  String keystore() default "";

  /** Alias of the key. */
  @AttributeDefinition(
      name = "%Key alias",
      description =
          "%Key of that keystore to show to a broker that asks for one; empty lets the broker's"
              + " authorities choose",
      required = false)
  String key_alias() default "";

  /** How long the first reading waits. */
  @AttributeDefinition(
      name = "%Patience",
      description =
          "%Milliseconds that a reading waits for the connection, and for the first message of a"
              + " topic that was never read before, 0 to 60000")
  int wait_millis() default 2000;

  /** Largest message. */
  @AttributeDefinition(
      name = "%Largest message",
      description = "%Bytes a message may have, 1024 to 1048576")
  int max_bytes() default 65536;
}
