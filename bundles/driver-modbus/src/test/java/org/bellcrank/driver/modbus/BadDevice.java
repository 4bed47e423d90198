package org.bellcrank.driver.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A device over TCP whose answers a test makes byte by byte. */
final class BadDevice implements AutoCloseable {

  private final ServerSocket server;
  private final Answers answers;
  private final boolean rtu;
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();

  /** What goes back for a request. */
  interface Answers {
    /**
     * Bytes to send; null closes the connection.
     *
     * @param connection which one it is, from 1
     */
    byte[] to(Request request, int connection) throws InterruptedException;
  }

  /** A request as it came, with its header. */
  record Request(int transaction, int unit, int function, int first, int count) {

    /** Registers that hold their own addresses. */
    byte[] right() {
      return framed(transaction, unit, function);
    }

    byte[] framed(int ofTransaction, int ofUnit, int ofFunction) {
      ByteBuffer answer = ByteBuffer.allocate(9 + 2 * count);
      answer.putShort((short) ofTransaction).putShort((short) 0).putShort((short) (3 + 2 * count));
      answer.put((byte) ofUnit).put((byte) ofFunction).put((byte) (2 * count));
      for (int i = 0; i < count; i++) {
        answer.putShort((short) (first + i));
      }
      return answer.array();
    }
  }

  /** A device with frames of Modbus TCP. */
  BadDevice(Answers answers) throws IOException {
    this(false, answers);
  }

  /**
   * A device.
   *
   * @param rtu whether its frames are those of a serial line; answers are made as for TCP
   */
  BadDevice(boolean rtu, Answers answers) throws IOException {
    this.rtu = rtu;
    this.answers = answers;
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "bad-device");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        int connection = connections.incrementAndGet();
        daemon(() -> serve(socket, connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        int transaction = rtu ? 0 : in.readUnsignedShort();
        if (!rtu) {
          in.readInt();
        }
        Request request =
            new Request(
                transaction,
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readUnsignedShort(),
                in.readUnsignedShort());
        if (rtu) {
          in.readUnsignedShort();
        }
        requests.incrementAndGet();
        byte[] answer = answers.to(request, connection);
        if (answer == null) {
          return;
        }
        out.write(rtu ? serial(answer) : answer);
      }
    } catch (IOException | InterruptedException e) {
      // The driver left.
    }
  }

  /** Without the header, with a check sum (MODBUS over serial line V1.02, section 6.2.2). */
  private static byte[] serial(byte[] answer) {
    byte[] frame = Arrays.copyOfRange(answer, 6, answer.length + 2);
    int sum = 0xffff;
    for (int i = 0; i < frame.length - 2; i++) {
      sum ^= frame[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum & 1) == 0 ? sum >> 1 : sum >> 1 ^ 0xa001;
      }
    }
    frame[frame.length - 2] = (byte) sum;
    frame[frame.length - 1] = (byte) (sum >> 8);
    return frame;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
