package org.bellcrank.publish.opcua;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;

/**
 * What a server is to be, as its settings say.
 *
 * @param bind address that it listens on
 * @param port 1 to 65535
 * @param hosts names or addresses under which clients reach it; empty for the gateway's own name
 * @param policies how messages may be protected, at least one
 * @param modes of all policies but None
 * @param anonymous whether who gives no name and no certificate may come in
 * @param user name that may come in with the password; empty for none
 * @param folder of own, trusted and rejected certificates
 * @param keyAlias key of the keystore that is shown; empty: an own one is made
 * @param results newest results that are shown
 * @param orders newest orders that are shown
 */
record Plan(
    String bind,
    int port,
    List<String> hosts,
    Set<SecurityPolicy> policies,
    Set<MessageSecurityMode> modes,
    boolean anonymous,
    String user,
    Path folder,
    String keyAlias,
    int results,
    int orders) {

  Plan {
    hosts = List.copyOf(hosts);
    policies = Set.copyOf(policies);
    modes = Set.copyOf(modes);
  }

  boolean open() {
    return policies.contains(SecurityPolicy.None);
  }

  /**
   * Names or addresses under which clients reach it, at least one. May ask the network for the
   * gateway's own name and wait for it.
   */
  List<String> names() {
    return hosts.isEmpty() ? List.of(ownName()) : hosts;
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** A name or address as it stands in an address of the server: IPv6 in brackets. */
  static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Where a client finds it; may wait as {@link #names} does. */
  String url() {
    return "opc.tcp://%s:%d%s".formatted(inUrl(names().get(0)), port, ServerMaking.PATH);
  }
}
