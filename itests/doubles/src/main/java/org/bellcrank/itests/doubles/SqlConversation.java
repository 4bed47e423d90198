package org.bellcrank.itests.doubles;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a sender's, read message by message as PostgreSQL's protocol 3 writes them. */
final class SqlConversation implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SqlConversation.class);
  private static final int SSL_WANTED = 80_877_103;
  private static final int GSS_WANTED = 80_877_104;
  private static final int CANCEL = 80_877_102;

  private final SqlLine line;
  private final Socket client;
  private final Socket server;
  private volatile int pid;
  private volatile Fault struck;
  private boolean told;
  private Connection held;
  private volatile boolean ending;

  SqlConversation(SqlLine line, Socket client, Socket server) {
    this.line = line;
    this.client = client;
    this.server = server;
  }

  /** Passes all on until one side ends. */
  void run() throws IOException {
    client.setTcpNoDelay(true); // messages are small and many
    server.setTcpNoDelay(true);
    DataInputStream in = new DataInputStream(client.getInputStream());
    DataOutputStream out = new DataOutputStream(server.getOutputStream());
    if (!begin(in, out)) {
      return;
    }
    SqlLine.thread("sql-answers", this::answers);
    for (int type = in.read(); type >= 0; type = in.read()) {
      byte[] message = new byte[in.readInt() - Integer.BYTES];
      in.readFully(message);
      if (type == 'P' || type == 'Q') {
        statement(type, message);
      }
      write(out, type, message);
    }
  }

  /** The first message has no type; encryption is declined, as a server without it does. */
  private boolean begin(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      byte[] message = new byte[in.readInt() - Integer.BYTES];
      in.readFully(message);
      int code = ByteBuffer.wrap(message).getInt();
      if (code == SSL_WANTED || code == GSS_WANTED) {
        client.getOutputStream().write('N');
        continue;
      }
      out.writeInt(message.length + Integer.BYTES);
      out.write(message);
      out.flush();
      return code != CANCEL;
    }
  }

  private static void write(DataOutputStream out, int type, byte[] message) throws IOException {
    byte[] head = ByteBuffer.allocate(5).put((byte) type).putInt(message.length + 4).array();
    byte[] all = new byte[head.length + message.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(message, 0, all, head.length, message.length);
    out.write(all);
    out.flush();
  }

  private void statement(int type, byte[] message) throws IOException {
    int from = 0;
    if (type == 'P') { // behind the statement's name
      while (message[from++] != 0) {}
    }
    int to = from;
    while (message[to] != 0) {
      to++;
    }
    String sql = new String(message, from, to - from, StandardCharsets.UTF_8);
    if (sql.equalsIgnoreCase("commit")) {
      beforeCommit();
    } else if (!told && line.tells(sql)) {
      told = true;
      Optional<Fault> fault = line.strike(sql);
      if (fault.isPresent()) {
        struck = fault.get();
        before(struck);
      }
    }
  }

  /** What happens before the statement arrives. */
  private void before(Fault fault) throws IOException {
    try {
      switch (fault.kind()) {
        case CLOSED_BEFORE_PROCESSING -> throw new IOException("closed before processing");
        case SERVER_ERROR, SILENT_200 -> line.side().strike(pid, fault.kind());
        case UNAVAILABLE -> hold();
        case TIMEOUT_AFTER_COMMIT, SERVER_ERROR_AFTER_COMMIT, HANG, HANG_AFTER_COMMIT -> {
          // at the commit
        }
        default -> throw new IllegalStateException(fault.kind() + " is no fault of a database");
      }
    } catch (SQLException refused) {
      throw new IOException(refused);
    }
  }

  private synchronized void hold() throws SQLException {
    held = line.side().hold(line.plan().orders());
  }

  private synchronized void release() {
    if (held != null) {
      try {
        held.close();
      } catch (SQLException gone) {
        LOG.debug("what was held is free: {}", gone.getMessage());
      }
      held = null;
    }
  }

  private void beforeCommit() throws IOException {
    if (struck != null && struck.kind() == FaultKind.HANG) {
      pause(struck);
    }
  }

  private static void pause(Fault fault) throws IOException {
    try {
      Thread.sleep(fault.pause().toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  private void answers() throws IOException {
    try {
      DataInputStream in = new DataInputStream(server.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      for (int type = in.read(); type >= 0; type = in.read()) {
        byte[] message = new byte[in.readInt() - Integer.BYTES];
        in.readFully(message);
        if (type == 'K') {
          pid = ByteBuffer.wrap(message).getInt();
        }
        if (type == 'E') {
          release();
        }
        if (passes(type, message)) {
          write(out, type, message);
        }
      }
    } finally {
      close();
    }
  }

  /** What was committed is answered, or not. */
  private boolean passes(int type, byte[] message) throws IOException {
    boolean committed =
        type == 'C' && new String(message, StandardCharsets.UTF_8).startsWith("COMMIT");
    if (!committed || struck == null) {
      return !ending || type == 'E';
    }
    switch (struck.kind()) {
      case TIMEOUT_AFTER_COMMIT -> throw new IOException("closed after the commit");
      case HANG_AFTER_COMMIT -> pause(struck);
      case SERVER_ERROR_AFTER_COMMIT -> {
        // The server's own last words take the place of the answer.
        ending = true;
        try {
          line.side().end(pid);
        } catch (SQLException refused) {
          throw new IOException(refused);
        }
      }
      default -> {
        // over already
      }
    }
    return !ending;
  }

  @Override
  public void close() {
    release();
    try {
      client.close();
      server.close();
      if (struck != null) {
        line.side().spare(pid);
      }
    } catch (IOException | SQLException gone) {
      LOG.debug("the conversation had ended: {}", gone.getMessage());
    }
  }
}
