package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A key for one test. */
final class ThrowAwayKey {

  static final String ALIAS = "packages";

  private static final String PASSWORD = "throw-away";

  private ThrowAwayKey() {}

  static char[] password() {
    return PASSWORD.toCharArray();
  }

  /** Makes a keystore in a folder. */
  static Path in(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    ProcessBuilder builder =
        new ProcessBuilder(keytool, "-genkeypair", "-alias", ALIAS, "-keyalg", "RSA");
    builder.command().addAll(java.util.List.of("-storetype", "PKCS12", "-validity", "2"));
    builder.command().addAll(java.util.List.of("-keystore", store.toString()));
    builder.command().addAll(java.util.List.of("-storepass", PASSWORD, "-dname", "CN=test"));
    Process made = builder.inheritIO().start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
    return store;
  }
}
