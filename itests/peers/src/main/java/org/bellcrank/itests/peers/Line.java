package org.bellcrank.itests.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A line to a server of this machine that can go dead without either side being told. Safe for any
 * thread.
 */
public class Line implements AutoCloseable {

  private final ServerSocket door;
  private final int behind;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile int dead;

  /**
   * A line on a free port of the loopback address.
   *
   * @param behind port of the server
   */
  public Line(int behind) throws IOException {
    this.behind = behind;
    door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** Where it is reached. */
  public int port() {
    return door.getLocalPort();
  }

  /** The connections of now carry nothing any more; later ones do. */
  public void freeze() {
    dead = sockets.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket front = door.accept();
        Socket back = new Socket(InetAddress.getLoopbackAddress(), behind);
        int number = sockets.size();
        sockets.add(front);
        sockets.add(back);
        daemon(() -> carry(front, back, number));
        daemon(() -> carry(back, front, number));
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  private void carry(Socket from, Socket to, int number) {
    byte[] some = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        if (number >= dead) {
          out.write(some, 0, count);
        }
      }
      to.close();
    } catch (IOException e) {
      // One of both went; so does the other.
      try {
        to.close();
      } catch (IOException closing) {
        // It is gone.
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "line");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket each : sockets) {
      each.close();
    }
  }
}
