package org.bellcrank.itests.kura;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * A Modbus TCP device that knows one function: 3, holding registers, 0 where none was given. It
 * answers until it is closed.
 */
final class ModbusDevice implements AutoCloseable {

  private static final int READ_HOLDING_REGISTERS = 3;
  private static final int ILLEGAL_FUNCTION = 1;

  private final Map<Integer, Integer> registers;
  private final ServerSocket server;

  ModbusDevice(Map<Integer, Integer> registers) throws IOException {
    this.registers = registers;
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    daemon(this::listen);
  }

  int port() {
    return server.getLocalPort();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "modbus-device");
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon(() -> answer(socket));
      } catch (SocketException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void answer(Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      while (!server.isClosed()) {
        int transaction = in.readUnsignedShort();
        in.readUnsignedShort();
        byte[] request = in.readNBytes(in.readUnsignedShort());
        byte[] answer = answer(request);
        out.writeShort(transaction);
        out.writeShort(0);
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      }
    } catch (EOFException e) {
      LoggerFactory.getLogger(ModbusDevice.class).debug("the driver went");
    } catch (IOException e) {
      LoggerFactory.getLogger(ModbusDevice.class).warn("the line to the driver broke", e);
    }
  }

  /** Unit, function and what follows; the same of the answer. */
  private byte[] answer(byte[] request) {
    if (request[1] != READ_HOLDING_REGISTERS) {
      return new byte[] {request[0], (byte) (request[1] | 0x80), ILLEGAL_FUNCTION};
    }
    int first = (request[2] & 0xff) << 8 | request[3] & 0xff;
    int count = (request[4] & 0xff) << 8 | request[5] & 0xff;
    byte[] answer = new byte[3 + 2 * count];
    answer[0] = request[0];
    answer[1] = READ_HOLDING_REGISTERS;
    answer[2] = (byte) (2 * count);
    for (int i = 0; i < count; i++) {
      int value = registers.getOrDefault(first + i, 0);
      answer[3 + 2 * i] = (byte) (value >> 8);
      answer[4 + 2 * i] = (byte) value;
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
