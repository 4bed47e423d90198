package org.bellcrank.driver.opcua;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Settings of {@link OpcUaDriver}. */
@ObjectClassDefinition(
    localization = "OSGI-INF/l10n/driver-opcua",
    id = OpcUaDriver.PID,
    name = "%Bellcrank OPC UA driver",
    description = "%Reads OPC UA servers for the gateway's assets")
public @interface Config {

  /** Where. */
  @AttributeDefinition(
      name = "%Endpoint",
      description = "%Address of the server, opc.tcp://host:port/path")
  String endpoint() default "opc.tcp://127.0.0.1:4840";

  /** How it is encrypted. */
  @AttributeDefinition(
      name = "%Security policy",
      description = "%How messages are signed and encrypted",
      options = {
        @Option(label = "Basic256Sha256", value = "BASIC256SHA256"),
        @Option(label = "Aes128_Sha256_RsaOaep", value = "AES128_SHA256_RSAOAEP"),
        @Option(label = "Aes256_Sha256_RsaPss", value = "AES256_SHA256_RSAPSS"),
        @Option(label = "%None, only where it is allowed below", value = "NONE")
      })
  String security_policy() default "BASIC256SHA256";

  /** Whether messages are encrypted too. */
  @AttributeDefinition(
      name = "%Security mode",
      description = "%Signed and encrypted, or signed alone",
      options = {
        @Option(label = "%Sign and encrypt", value = "SIGN_AND_ENCRYPT"),
        @Option(label = "%Sign", value = "SIGN")
      })
  String security_mode() default "SIGN_AND_ENCRYPT";

  /** Whether it may be open. */
  @AttributeDefinition(
      name = "%Allow none",
      description = "%Whether the policy None, without any protection, is allowed")
  boolean allow_none() default false;

  /** User. */
  @AttributeDefinition(name = "%User", description = "%Empty for none", required = false)
  String user() default "";

  /** Password. */
  @AttributeDefinition(
      name = "%Password",
      description = "%Password of the user",
      type = AttributeType.PASSWORD,
      required = false)
  String password() default "";

  /** Keystore. */
  @AttributeDefinition(
      name = "%Keystore",
      description =
          "%Name of the gateway's keystore with the keys below; empty: an own key is made",
      required = false)
  String keystore() default "";

  /** Key of the application. */
  @AttributeDefinition(
      name = "%Key alias",
      description = "%Key that the gateway shows as an application; empty: an own one is made",
      required = false)
  String key_alias() default "";

  /** Key of the user. */
  @AttributeDefinition(
      name = "%User key alias",
      description = "%Key that the user shows in place of a password; empty for none",
      required = false)
  String user_alias() default "";

  /** Where certificates lie. */
  @AttributeDefinition(
      name = "%Folder",
      description =
          "%Folder with own, trusted and rejected certificates; empty: in the gateway's data",
      required = false)
  String folder() default "";

  /** What its signals are called. */
  @AttributeDefinition(
      name = "%Profile",
      description =
          "%Where the signals of such a machine are: fanuc, heidenhain, mitsubishi, siemens,"
              + " wirelesshart, or a file in profiles in the folder; empty: channels name nodes",
      required = false)
  String profile() default "";

  /** How long to wait. */
  @AttributeDefinition(
      name = "%Time-out",
      description = "%Milliseconds for connecting and for each answer, 100 to 60000")
  int timeout_millis() default 5000;

  /** How soon a dead connection is noticed. */
  @AttributeDefinition(
      name = "%Keep alive",
      description =
          "%Milliseconds between two signs of life; two that stay away end the session, 500 to 60000")
  int keep_alive_millis() default 5000;

  /** How often the server notifies. */
  @AttributeDefinition(
      name = "%Publishing interval",
      description = "%Milliseconds between two notifications of the server, 10 to 3600000")
  int publishing_millis() default 500;

  /** How often the server looks. */
  @AttributeDefinition(
      name = "%Sampling interval",
      description =
          "%Milliseconds between two looks of the server at a value, 0 (as fast as it can) to 3600000")
  int sampling_millis() default 500;

  /** What is kept between notifications. */
  @AttributeDefinition(
      name = "%Queue size",
      description = "%Count of changes that the server keeps between two notifications, 1 to 10000")
  int queue_size() default 10;

  /** How far a value must move. */
  @AttributeDefinition(
      name = "%Deadband",
      description = "%How far a value must move to be told: 0.5 in its unit, or 2 % of its range",
      required = false)
  String deadband() default "";

  /** Whether gaps are filled. */
  @AttributeDefinition(
      name = "%Fill gaps",
      description =
          "%Whether what an outage left out is read from the server's history and told late; a"
              + " channel may say otherwise")
  boolean fill_gaps() default false;

  /** How far back. */
  @AttributeDefinition(
      name = "%Fill hours",
      description =
          "%Hours before now from which a gap is filled, 1 to 720; what is older stays out")
  int fill_hours() default 24;

  /** How much. */
  @AttributeDefinition(
      name = "%Fill values",
      description =
          "%Count of values of one gap that are told, 1 to 100000, the oldest first; more stay out")
  int fill_values() default 10000;

  /** What may be written. */
  @AttributeDefinition(
      name = "%Write allowed",
      description =
          "%Nodes and methods that may be written and called, as nsu=http://namespace;s=name; empty:"
              + " none",
      required = false)
  String[] write_allowed() default {};
}
