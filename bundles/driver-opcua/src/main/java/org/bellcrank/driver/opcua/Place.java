package org.bellcrank.driver.opcua;

import java.time.Duration;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;

/**
 * Where a server is and how it is spoken to.
 *
 * @param url {@code opc.tcp://host:port/path}
 * @param timeout for connecting and for each answer
 * @param keepAlive between two signs of life that the server is asked for; two that stay away end
 *     the connection
 */
record Place(
    String url,
    SecurityPolicy policy,
    MessageSecurityMode mode,
    Duration timeout,
    Duration keepAlive) {

  @Override
  public String toString() {
    return url;
  }
}
