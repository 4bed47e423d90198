package org.bellcrank.publish.opcua;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of {@link OpcUaPublisher}. */
@ObjectClassDefinition(
    localization = "OSGI-INF/l10n/publish-opcua",
    id = OpcUaPublisher.PID,
    name = "%Bellcrank OPC UA publisher",
    description = "%Shows results, work orders and asset conditions to OPC UA clients, read only")
public @interface Config {

  /** Where it listens. */
  @AttributeDefinition(
      name = "%Bind address",
      description = "%Address that it listens on; 0.0.0.0 for all of the gateway's")
  String bind_address() default "127.0.0.1";

  /** Port. */
  @AttributeDefinition(name = "%Port", description = "%TCP port, 1 to 65535")
  int port() default 4842;

  /** Names. */
  @AttributeDefinition(
      name = "%Hosts",
      description =
          "%Names or addresses under which clients reach it; empty: the bind address, or the"
              + " gateway's own name where it listens on all",
      required = false)
  String[] hosts() default {};

  /** Policies. */
  @AttributeDefinition(
      name = "%Security policies",
      description =
          "%How messages may be protected: BASIC256SHA256, AES128_SHA256_RSAOAEP,"
              + " AES256_SHA256_RSAPSS; NONE only where it is allowed below")
  String[] security_policies() default {
    "BASIC256SHA256", "AES128_SHA256_RSAOAEP", "AES256_SHA256_RSAPSS"
  };

  /** Modes. */
  @AttributeDefinition(
      name = "%Security modes",
      description = "%SIGN_AND_ENCRYPT, SIGN: signed and encrypted, or signed alone")
  String[] security_modes() default {"SIGN_AND_ENCRYPT"};

  /** Whether it may be open. */
  @AttributeDefinition(
      name = "%Allow none",
      description = "%Whether the policy None, without any protection, is allowed")
  boolean allow_none() default false;

  /** Whether anybody may come in. */
  @AttributeDefinition(
      name = "%Allow anonymous",
      description = "%Whether a believed client needs neither user name nor certificate of a user")
  boolean allow_anonymous() default false;

  /** User. */
  @AttributeDefinition(
      name = "%User",
      description = "%Name that may come in with the password; empty: only users' certificates",
      required = false)
  String user() default "";

  /** Password. */
  @AttributeDefinition(
      name = "%Password",
      description = "%Password of the user; empty: nobody comes in by name",
      type = AttributeType.PASSWORD,
      required = false)
  String password() default "";

  /** Keystore. */
  @AttributeDefinition(
      name = "%Keystore",
      description = "%Name of the gateway's keystore with the key below; empty: an own key is made",
      required = false)
  String keystore() default "";

  /** Key. */
  @AttributeDefinition(
      name = "%Key alias",
      description = "%Key that the server shows; empty: an own one is made",
      required = false)
  String key_alias() default "";

  /** Where certificates lie. */
  @AttributeDefinition(
      name = "%Folder",
      description =
          "%Folder with own, trusted, rejected and users' certificates; empty: in the gateway's data",
      required = false)
  String folder() default "";

  /** How many results. */
  @AttributeDefinition(
      name = "%Results",
      description = "%Number of newest results shown, 1 to 1000")
  int results() default 100;

  /** How many orders. */
  @AttributeDefinition(
      name = "%Orders",
      description =
          "%Number of newest orders shown, 1 to 1000; closed ones go first when there are more")
  int orders() default 200;
}
