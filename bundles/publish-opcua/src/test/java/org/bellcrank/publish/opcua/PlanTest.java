package org.bellcrank.publish.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.junit.jupiter.api.Test;

/** Under which addresses clients reach it. */
class PlanTest {

  private static Plan plan(String... hosts) {
    return new Plan(
        "::",
        4842,
        List.of(hosts),
        Set.of(SecurityPolicy.Basic256Sha256),
        Set.of(MessageSecurityMode.SignAndEncrypt),
        false,
        "",
        Path.of("opcua"),
        "",
        100,
        200);
  }

  @Test
  void anIpv6AddressStandsInBracketsAndANameDoesNot() {
    URI address = URI.create(plan("fe80::1").url());
    assertThat(address.getHost()).isEqualTo("[fe80::1]");
    assertThat(address.getPort()).isEqualTo(4842);
    assertThat(plan("press-4.works").url()).isEqualTo("opc.tcp://press-4.works:4842/bellcrank");
    assertThat(plan("192.0.2.7").url()).isEqualTo("opc.tcp://192.0.2.7:4842/bellcrank");
  }

  @Test
  void withoutHostsItGoesByTheGatewaysOwnName() {
    assertThat(URI.create(plan().url()).getRawAuthority()).endsWith(":4842").doesNotStartWith(":");
  }
}
