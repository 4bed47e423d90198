package org.bellcrank.itests.command;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.Permission;

/**
 * Writes down every attempt of a Java program to reach another host, and forbids nothing: sockets,
 * channels, datagrams and the look-up of names all ask it first. What native libraries do by
 * themselves it does not see.
 */
@SuppressWarnings({"deprecation", "removal"})
public final class NetworkSpy extends SecurityManager {

  private final OutputStream seen;

  /** Writes to the file that the property {@code spy.file} names, one line {@code host port}. */
  public NetworkSpy() throws IOException {
    seen = new FileOutputStream(System.getProperty("spy.file"), true);
  }

  @Override
  public void checkPermission(Permission permission) {
    // Everything is allowed.
  }

  @Override
  public void checkPermission(Permission permission, Object context) {
    // Everything is allowed.
  }

  @Override
  public void checkConnect(String host, int port) {
    try {
      synchronized (seen) {
        seen.write((host + " " + port + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void checkConnect(String host, int port, Object context) {
    checkConnect(host, port);
  }
}
