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
    boolean payloads)
    implements RestSource.Config {

  Given(int port, String address, String host) {
    this(port, address, host, "", "", false);
  }

  Given(int port, String address, String host, String keystore, String alias, boolean certificate) {
    this(port, address, host, keystore, alias, certificate, false);
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
    return RestSource.Config.class;
  }
}
