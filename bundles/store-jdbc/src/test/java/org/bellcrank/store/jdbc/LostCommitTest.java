package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A commit that the server does not answer: done or not, the unit is told the truth. */
@Timeout(60)
class LostCommitTest {

  private enum Fate {
    ANSWERED,
    DONE,
    NOT_DONE
  }

  @TempDir Path folder;
  private volatile Fate fate = Fate.ANSWERED;
  private Database database;
  private Writer writer;
  private Acknowledger acknowledger;
  private Thread writing;
  private Thread acknowledging;

  @BeforeEach
  void open() {
    database = new Losing(new PostgresDatabase(Stores.settings(folder)));
    database.prepare();
    acknowledger = new Acknowledger();
    writer = new Writer(database, acknowledger);
    writer.open();
    writing = new Thread(writer);
    acknowledging = new Thread(acknowledger);
    writing.start();
    acknowledging.start();
  }

  @AfterEach
  void close() {
    if (writing == null) {
      return; // without a server
    }
    writer.end();
    Threads.join(writing);
    acknowledger.end();
    Threads.join(acknowledging);
  }

  @Test
  void whatWasDoneAllTheSameIsToldAsDone() throws Exception {
    assertThat(append("before").get(30, TimeUnit.SECONDS)).isEqualTo("before");
    fate = Fate.DONE;
    assertThat(append("lost answer").get(30, TimeUnit.SECONDS)).isEqualTo("lost answer");
    assertThat(append("after").get(30, TimeUnit.SECONDS)).isEqualTo("after");
    assertThat(chain()).isEqualTo(new ChainCheck.Intact(3));
  }

  @Test
  void whatWasNotDoneIsToldAsNotWritten() throws Exception {
    append("before").get(30, TimeUnit.SECONDS);
    fate = Fate.NOT_DONE;
    assertThatThrownBy(() -> append("lost").get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining("nothing was written");
    append("after").get(30, TimeUnit.SECONDS);
    assertThat(chain()).isEqualTo(new ChainCheck.Intact(2));
  }

  private CompletableFuture<String> append(String subject) {
    WriteTask<String> task =
        new WriteTask<>(
            unit -> {
              unit.append(Samples.NOON, "test.done", subject, Facts.empty());
              return subject;
            },
            false);
    writer.add(task);
    return task.future;
  }

  private ChainCheck chain() {
    try (Readers readers = new Readers(database)) {
      return readers.read(unit -> unit.port(Journal.class).verify());
    }
  }

  /** Loses one answer, and the connection with it. */
  private final class Losing implements Database {

    private final PostgresDatabase real;

    private Losing(PostgresDatabase real) {
      this.real = real;
    }

    @Override
    public void prepare() {
      real.prepare();
    }

    @Override
    public Connection writing() {
      Connection connection = real.writing();
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("commit") && fate != Fate.ANSWERED) {
                  lose(connection);
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private void lose(Connection connection) throws SQLException {
      if (fate == Fate.DONE) {
        connection.commit();
      }
      fate = Fate.ANSWERED;
      connection.abort(Runnable::run);
      throw new SQLException("an I/O error while the answer was awaited", "08006");
    }

    @Override
    public Session reader() {
      return real.reader();
    }

    @Override
    public boolean isMistake(SQLException refusal) {
      return real.isMistake(refusal);
    }

    @Override
    public boolean recovers() {
      return real.recovers();
    }

    @Override
    public Duration patience() {
      return real.patience();
    }
  }
}
