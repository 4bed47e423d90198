package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellcrank.driver.opcua.security.OwnerOnly;
import org.bellcrank.keys.CertificateTerms.Term;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate that the gateway shows does not last for ever. */
class EndingTest {

  @TempDir Path folder;
  private Instant now;

  private static X509Certificate certificate(KeyPair pair, LocalDate end) throws Exception {
    return new SelfSignedCertificateBuilder(pair)
        .setCommonName("Bellcrank gateway")
        .setApplicationUri("urn:bellcrank:gateway:test")
        .addDnsName("localhost")
        .setValidityPeriod(Period.between(LocalDate.now(), end))
        .build();
  }

  private static KeyPair pair() throws Exception {
    return SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @Test
  void itIsToldOnceADayFromThirtyDaysBeforeTheEnd() throws Exception {
    X509Certificate shown = certificate(pair(), LocalDate.now().plusYears(1));
    Instant end = shown.getNotAfter().toInstant();
    List<String> told = new ArrayList<>();
    Ending ending = new Ending(clock(), told::add);
    now = end.minus(Duration.ofDays(31));
    ending.look();
    ending.shows(shown);
    assertThat(told).isEmpty();
    assertThat(ending.words()).isEmpty();

    now = end.minus(Duration.ofDays(29));
    ending.look();
    ending.look();
    ending.shows(shown);
    assertThat(told).singleElement().asString().contains("CN=Bellcrank gateway", "ends at " + end);
    now = end.minus(Duration.ofDays(28));
    ending.look();
    assertThat(told).hasSize(2);
    now = end;
    ending.look();
    assertThat(told).hasSize(3).last().asString().contains("ended at " + end, "allowed");

    ending.shows(certificate(pair(), LocalDate.now().plusYears(9)));
    assertThat(told).hasSize(3);
    assertThat(ending.words()).isEmpty();
  }

  /** A server that refuses it seldom says why. */
  @Test
  void everyFailureToConnectTellsThatItHasEnded() throws Exception {
    KeyPair pair = pair();
    Path own = folder.resolve("own");
    OwnerOnly.folder(folder);
    OwnerOnly.folder(own);
    OwnerOnly.write(own.resolve("key.der"), pair.getPrivate().getEncoded());
    X509Certificate ended = certificate(pair, LocalDate.now().minusDays(1));
    OwnerOnly.write(own.resolve("certificate.der"), ended.getEncoded());
    try (Bench bench = new Bench(folder)) {
      OpcUaDriver driver = bench.driver(Map.of("endpoint", "opc.tcp://127.0.0.1:1"));

      assertThatThrownBy(driver::connect)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContainingAll(
              "no session",
              "the gateway's own certificate",
              "ended at " + ended.getNotAfter().toInstant(),
              "allowed");
      assertThat(driver.terms())
          .as("for its lamp")
          .containsExactly(
              new Term(
                  "press-4/own",
                  ended.getSubjectX500Principal().getName(),
                  ended.getNotAfter().toInstant()));
    }
  }
}
