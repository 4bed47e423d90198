package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The line between a sender and its database, on a port of its own. Each connection of the sender's
 * is a request, as its first statement tells which; the line breaks or holds it as the faults say.
 */
final class SqlLine implements AutoCloseable {

  private final ServerSocket listening;
  private final int target;
  private final SqlSide side;
  private final Faults faults;
  private final SqlPlan plan;
  private final Function<String, Optional<Operation>> operations;
  private final Set<SqlConversation> open = ConcurrentHashMap.newKeySet();

  SqlLine(int target, SqlSide side, SqlPlan plan, Faults faults) {
    this.target = target;
    this.side = side;
    this.faults = faults;
    this.plan = plan;
    operations = new SqlOperations(plan)::of;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    thread("sql-line", this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** What a connection of this kind meets; counts as a hit. */
  Optional<Fault> strike(String sql) {
    return operations.apply(sql).flatMap(faults::strike);
  }

  boolean tells(String sql) {
    return operations.apply(sql).isPresent();
  }

  SqlSide side() {
    return side;
  }

  SqlPlan plan() {
    return plan;
  }

  private void serve() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      thread(
          "sql-conversation",
          () -> {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            try (SqlConversation conversation = new SqlConversation(this, client, server)) {
              open.add(conversation);
              conversation.run();
              open.remove(conversation);
            }
          });
    }
  }

  /** Work that ends when its line does. */
  interface Work {
    void run() throws IOException;
  }

  static void thread(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // that is how lines end
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    open.forEach(SqlConversation::close);
  }
}
