package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportListTest {

  @ParameterizedTest
  @CsvSource({
    "https, https://cmms.example, ''",
    "https, http://localhost:8080, ''",
    "https, http://[::1]:8080, ''",
    "https, http://cmms.example, 'given http; allowed: https'",
    "https, rfc://sap/00, 'given rfc; allowed: https'",
    "jdbc, jdbc:postgresql://127.0.0.1:5432/orders, ''",
    "jdbc, jdbc:postgresql://db.example/orders?ssl=x&sslmode=verify-full, ''",
    "jdbc, jdbc:postgresql://db.example/orders?sslmode=prefer, 'given jdbc; allowed: jdbc:postgresql with sslmode'",
    "jdbc, https://db.example, 'given https; allowed: jdbc'",
    "rfc, rfc://sap/00, ''",
    "file, http://eam.example, ''"
  })
  void anAddressHasAProtocolInCommonAndTlsToAnotherMachine(
      String speaks, URI address, String complaint) {
    TransportList list = new TransportList(Map.of(), Set.of(speaks), List.of());
    if (complaint.isEmpty()) {
      assertThat(list.complaint(address)).isEmpty();
    } else {
      assertThat(list.complaint(address).orElseThrow()).contains(complaint);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https, http://127.0.0.1:8482, no TLS (this machine)",
    "https, https://eam.example, TLS 1.2",
    "jdbc, jdbc:postgresql://127.0.0.1:5432/orders, no TLS (this machine)",
    "file, http://eam.example, TLS 1.2"
  })
  void theLineOfAnAddressWithoutTlsDoesNotSayThatItHasSome(String speaks, URI address, String tls) {
    TransportList list = new TransportList(Map.of("tls", "TLS 1.2"), Set.of(speaks), List.of());
    assertThat(list.line(address)).isEqualTo(tls);
  }
}
