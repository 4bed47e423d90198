package org.bellcrank.container.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.bellcrank.container.InContainer;
import org.bellcrank.container.inside.Inside;
import org.eclipse.kura.driver.Driver;
import org.junit.jupiter.api.Test;

/** The OPC UA driver resolves, its library works, and nobody there is told in words. */
@InContainer(
    bundles = {"verb", "kura-api", "keys"},
    features = "bellcrank-opcua")
class OpcUaTest {

  @Test
  void theDriverConnectsByTheLibraryAndTellsThatNobodyIsThere() throws Exception {
    int closed;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = free.getLocalPort();
    }
    String url = "opc.tcp://127.0.0.1:" + closed;
    Inside.configure("org.bellcrank.driver.opcua.OpcUaDriver", "endpoint", url);
    Driver driver = Inside.service(Driver.class);

    assertThat(driver.getChannelDescriptor().getDescriptor()).isNotNull();
    assertThatThrownBy(driver::connect)
        .isInstanceOf(Driver.ConnectionException.class)
        .hasMessageContaining(url);
    assertThat(Inside.whatIsDown()).isEmpty();
  }
}
