package org.bellcrank.source.mqtt.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets that name one application protocol in their handshake. */
final class AlpnSockets extends SSLSocketFactory {

  private final SSLSocketFactory sockets;
  private final String protocol;

  AlpnSockets(SSLSocketFactory sockets, String protocol) {
    this.sockets = sockets;
    this.protocol = protocol;
  }

  private Socket named(Socket made) {
    return new AlpnSocket((SSLSocket) made, protocol);
  }

  @Override
  public Socket createSocket() throws IOException {
    return named(sockets.createSocket());
  }

  @Override
  public Socket createSocket(Socket through, String host, int port, boolean close)
      throws IOException {
    return named(sockets.createSocket(through, host, port, close));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return named(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int from)
      throws IOException {
    return named(sockets.createSocket(host, port, local, from));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return named(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int from)
      throws IOException {
    return named(sockets.createSocket(host, port, local, from));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }
}
