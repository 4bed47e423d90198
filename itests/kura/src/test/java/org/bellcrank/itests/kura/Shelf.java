package org.bellcrank.itests.kura;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A package lying on an HTTP server. */
final class Shelf implements AutoCloseable {

  private final HttpServer server;
  private final byte[] content;

  private Shelf(HttpServer server, byte[] content) {
    this.server = server;
    this.content = content;
  }

  static Shelf of(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    InetAddress here = InetAddress.getByName(System.getProperty("kura.shelf.address", "127.0.0.1"));
    HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
    server.createContext(
        "/package.dp",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
          }
        });
    server.start();
    return new Shelf(server, content);
  }

  String address() {
    InetSocketAddress at = server.getAddress();
    return "http://%s:%d/package.dp".formatted(at.getAddress().getHostAddress(), at.getPort());
  }

  String hash() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA1").digest(content);
      return "SHA1:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
