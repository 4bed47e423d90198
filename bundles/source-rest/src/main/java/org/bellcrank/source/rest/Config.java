package org.bellcrank.source.rest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Settings of {@link RestSource}. */
@ObjectClassDefinition(
    localization = "OSGI-INF/l10n/source-rest",
    id = RestSource.PID,
    name = "%Bellcrank REST source",
    description = "%Takes observations posted as JSON, and messages that mappings read")
public @interface Config {

  /** TCP port. */
  @AttributeDefinition(name = "%Port", description = "%TCP port, 0 to 65535; 0 takes a free one")
  int port() default 8421;

  /** Address to bind to. */
  @AttributeDefinition(
      name = "%Address",
      description =
          "%Address to bind to; other than loopback only with a keystore, and client certificates"
              + " or signatures")
  String address() default "127.0.0.1";

  /** Names under which requests are answered. */
  @AttributeDefinition(
      name = "%Hosts",
      description =
          "%Host names, beside localhost and loopback addresses, under which requests are"
              + " answered, for example a proxy's; without port",
      required = false)
  String[] hosts() default {};

  /** Keystore. */
  @AttributeDefinition(
      name = "%Keystore",
      description =
          "%Name of the gateway's keystore whose key makes this port speak https, for example"
              + " HttpsKeystore; empty means http",
      required = false)
  String keystore() default "";

  /** Alias of the key. */
  @AttributeDefinition(
      name = "%Key alias",
      description = "%Key of that keystore to show; empty takes one that suits the client",
      required = false)
  String key_alias() default "";

  /** Whether clients prove who they are. */
  @AttributeDefinition(
      name = "%Client certificate",
      description =
          "%Whether only clients are heard whose certificate an authority of that keystore"
              + " signed",
      required = false)
  boolean client_certificate() default false;

  /** Mappings. */
  @AttributeDefinition(
      name = "%Payload mappings",
      description =
          "%What is posted to /v1/payloads/TOPIC, and line protocol to /write, is read by mappings"
              + " under payloads of the site documents")
  boolean payloads() default false;

  /** Largest message. */
  @AttributeDefinition(
      name = "%Largest message",
      description = "%Bytes a message may have, 1024 to 67108864; images inside it count")
  int max_bytes() default 8388608;

  /** How senders sign. */
  @AttributeDefinition(
      name = "%Signature",
      description =
          "%How senders prove what they post by a keyed hash (HMAC-SHA256): none; body, with the"
              + " hash of the body in one header; standard-webhooks, with webhook-id,"
              + " webhook-timestamp and webhook-signature",
      options = {
        @Option(label = "%None", value = "none"),
        @Option(label = "%Body", value = "body"),
        @Option(label = "%Standard Webhooks", value = "standard-webhooks")
      })
  String signature() default "none";

  /** Header with the signature. */
  @AttributeDefinition(
      name = "%Signature header",
      description =
          "%Header in which the hash of the body stands, as hexadecimal digits or base64, with or"
              + " without sha256= before it",
      required = false)
  String signature_header() default "X-Hub-Signature-256";

  /** Secret. */
  @AttributeDefinition(
      name = "%Signature secret",
      description = "%What sender and gateway both know; base64 behind whsec_, else its letters",
      type = AttributeType.PASSWORD,
      required = false)
  String signature_secret() default "";

  /** Secret before it. */
  @AttributeDefinition(
      name = "%Earlier signature secret",
      description = "%Taken as well, while senders change from it to the other; empty for none",
      type = AttributeType.PASSWORD,
      required = false)
  String signature_secret_before() default "";

  /** Tolerance. */
  @AttributeDefinition(
      name = "%Signature tolerance",
      description =
          "%Seconds by which webhook-timestamp may be away from the gateway's clock, 1 to 86400")
  int signature_tolerance() default 300;
}
