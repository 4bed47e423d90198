package org.bellcrank.delivery.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** A line to the database that breaks once: when a word passes it for the first time. */
final class BrokenLine implements AutoCloseable {

  private final ServerSocket listening;
  private final int target;
  private final String word;
  private final boolean delivered;
  private final String after;
  private final AtomicBoolean broken = new AtomicBoolean();

  /**
   * @param delivered whether what holds the word still arrives; its answer never does
   */
  BrokenLine(int target, String word, boolean delivered) throws IOException {
    this(target, word, delivered, "");
  }

  /**
   * As above.
   *
   * @param after a word that has to pass first on the same connection
   */
  BrokenLine(int target, String word, boolean delivered, String after) throws IOException {
    this.after = after;
    this.target = target;
    this.word = word;
    this.delivered = delivered;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(this::serve);
  }

  /** Whether the word has passed. */
  boolean isBroken() {
    return broken.get();
  }

  int port() {
    return listening.getLocalPort();
  }

  private void serve() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      run(() -> serve(client));
    }
  }

  private void serve(Socket accepted) throws IOException {
    try (Socket client = accepted;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      InputStream answers = server.getInputStream();
      OutputStream back = client.getOutputStream();
      run(() -> pass(answers, back));
      OutputStream out = server.getOutputStream();
      byte[] buffer = new byte[65_536];
      InputStream in = client.getInputStream();
      boolean armed = false;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        armed |= text.contains(after);
        boolean last = armed && text.contains(word) && broken.compareAndSet(false, true);
        if (last) {
          client.shutdownOutput();
        }
        if (!last || delivered) {
          out.write(buffer, 0, read);
          out.flush();
        }
        if (last) {
          awaitEnd(delivered, server);
          return;
        }
      }
    }
  }

  /** What arrived is done before the line to the server closes. */
  private static void awaitEnd(boolean delivered, Socket server) throws IOException {
    if (delivered) {
      server.shutdownOutput();
    }
    server.close();
  }

  private static void pass(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[65_536];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // that is what this line is for
              }
            },
            "broken-line");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
