package org.bellcrank.source.rest;

import java.lang.annotation.Annotation;

/** Settings as a test wants them. */
record Given(
    int port,
    String address,
    String host,
    String keystore,
    String key_alias,
    boolean client_certificate,
    boolean payloads,
    String signature)
    implements Config {

  Given(int port, String address, String host) {
    this(port, address, host, "", "", false);
  }

  Given(int port, String address, String host, String keystore, String alias, boolean certificate) {
    this(port, address, host, keystore, alias, certificate, false, "none");
  }

  Given(int port, boolean payloads, String signature) {
    this(port, "127.0.0.1", "gateway.plant.example", "", "", false, payloads, signature);
  }

  @Override
  public String signature_header() {
    return "X-Hub-Signature-256";
  }

  @Override
  public String signature_secret() {
    return "";
  }

  @Override
  public String signature_secret_before() {
    return "";
  }

  @Override
  public int signature_tolerance() {
    return 300;
  }

  @Override
  public String[] hosts() {
    return new String[] {host};
  }

  @Override
  public int max_bytes() {
    return 4096;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return Config.class;
  }
}
