package org.bellcrank.store.jdbc;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Keeping;
import org.bellcrank.journal.Room;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.Work;

/**
 * The store on SQLite in a data directory, or on PostgreSQL beside one. Opened once per directory
 * and process; closing waits until everything submitted is on disk. Usable without a framework, for
 * example in tests.
 *
 * <p>What hangs on a future of {@link #submit} runs on the thread that tells all who wait: it must
 * be short and must not wait. {@code submit} itself waits while 8192 units are queued, except on
 * the store's own threads.
 */
public final class JdbcStore implements Store, AutoCloseable {

  private final DataDirectory directory;
  private final DirectoryLock lock;
  private final Acknowledger acknowledger = new Acknowledger();
  private final Database database;
  private final Writer writer;
  private final Readers readers;
  private final Thread writing;
  private final Thread acknowledging;
  private final RoomGauge gauge;
  private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
  private boolean closed;

  private JdbcStore(DataDirectory directory, DirectoryLock lock, Database database) {
    this.directory = directory;
    this.lock = lock;
    this.database = database;
    writer = new Writer(database, acknowledger);
    readers = new Readers(database);
    gauge =
        new RoomGauge(
            directory.root(), () -> read(unit -> unit.port(EvidenceBook.class).totalBytes()));
    writing = new Thread(writer, "bellcrank-store-writer");
    acknowledging = new Thread(acknowledger, "bellcrank-store-acknowledger");
  }

  /**
   * Creates the directory where it is missing (owner-only rights), locks it, brings the tables to
   * the state this version needs and opens the store.
   *
   * @param root the data directory
   * @throws StoreException when the directory cannot be used or another process holds it
   */
  public static JdbcStore open(Path root) {
    return open(root, StoreSettings.NONE);
  }

  /**
   * As {@link #open(Path)}, with the rows where the settings say; evidence, documents, models and
   * keys are in the directory all the same.
   *
   * @param settings must not contradict what the directory began with
   */
  public static JdbcStore open(Path root, StoreSettings settings) {
    return openWithAtMost(root, settings, Integer.MAX_VALUE);
  }

  /** As {@link #open}; the database refuses to grow beyond so many pages, as on a full disk. */
  static JdbcStore openWithAtMost(Path root, int pages) {
    return openWithAtMost(root, StoreSettings.NONE, pages);
  }

  private static JdbcStore openWithAtMost(Path root, StoreSettings settings, int pages) {
    Path created = OwnedDirectory.create(root.toAbsolutePath().normalize());
    DirectoryLock lock = DirectoryLock.take(created);
    try {
      Database database = ChosenDatabase.of(created, settings, pages);
      database.prepare();
      JdbcStore store = new JdbcStore(new DataDirectory(created), lock, database);
      store.writer.open();
      ChosenDatabase.keep(created, settings);
      store.writing.start();
      store.acknowledging.start();
      return store;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The directory this store lives in. */
  public DataDirectory directory() {
    return directory;
  }

  @Override
  public String place() {
    return database.toString();
  }

  @Override
  public <T> T commit(Work<T> work) {
    if (onStoreThread()) {
      throw new IllegalStateException(
          "commit was called from a thread of the store and would wait for itself; use submit");
    }
    try {
      return submit(work).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public <T> CompletableFuture<T> submit(Work<T> work) {
    WriteTask<T> task = new WriteTask<>(work, !onStoreThread());
    if (task.waits) {
      writer.awaitRoom();
    }
    closing.readLock().lock();
    try {
      if (closed) {
        if (task.waits) {
          writer.giveRoom(); // nobody takes it from a queue any more: the next would wait for ever
        }
        return CompletableFuture.failedFuture(
            new StoreException("the store is closed; nothing was written", null));
      }
      writer.add(task);
    } finally {
      closing.readLock().unlock();
    }
    return task.future;
  }

  private boolean onStoreThread() {
    Thread current = Thread.currentThread();
    return current == writing || current == acknowledging;
  }

  @Override
  public <T> T read(Work<T> work) {
    return readers.read(work);
  }

  @Override
  public Registration onCommit(Runnable listener) {
    return acknowledger.listen(listener);
  }

  @Override
  public Room room() {
    return gauge.room();
  }

  /**
   * What the data directory may take from now on, whatever the disk has.
   *
   * @param bytes at least 1
   */
  public void limit(long bytes, Keeping keeping) {
    limit(new Quota(new Quota.Size(bytes, false), new Quota.Size(0, false), keeping));
  }

  /** What the data directory may take from now on. */
  void limit(Quota quota) {
    gauge.limit(quota);
  }

  /** Writes what was submitted, tells those who wait, closes the files and frees the directory. */
  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      writer.end();
    } finally {
      closing.writeLock().unlock();
    }
    Threads.join(writing);
    acknowledger.end();
    Threads.join(acknowledging);
    readers.close();
    lock.close();
  }
}
