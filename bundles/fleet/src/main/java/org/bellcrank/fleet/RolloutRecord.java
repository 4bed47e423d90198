package org.bellcrank.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/**
 * The file that a roll-out lives in: the plan, then one line for each event, each on disk before
 * what it announces is done. One process at a time. A last line that was cut off by a crash was not
 * acted upon and is taken away. Safe for any thread.
 */
public final class RolloutRecord implements AutoCloseable {

  private final FileChannel file;
  private final FileLock lock;
  private final Clock clock;
  private Rollout state;
  private Instant began;
  private Instant last;

  private RolloutRecord(FileChannel file, FileLock lock, Clock clock) {
    this.file = file;
    this.lock = lock;
    this.clock = clock;
  }

  /**
   * Opens the record, or begins it.
   *
   * @param plan what is to be done; empty to go on with a record that is there
   * @throws IOException when it cannot be read, is in use, or holds another plan
   */
  public static RolloutRecord open(Path path, Optional<RolloutPlan> plan, Clock clock)
      throws IOException {
    if (plan.isEmpty() && !Files.exists(path)) {
      throw new IOException(path + ": no such record of a roll-out");
    }
    Files.createDirectories(path.toAbsolutePath().getParent());
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = lock(file);
      if (lock == null) {
        throw new IOException(path + ": another process carries this roll-out out");
      }
      RolloutRecord record = new RolloutRecord(file, lock, clock);
      record.read(path, plan);
      return record;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Where a roll-out stands, for a look from outside; the one who carries it out may go on
   * meanwhile.
   *
   * @throws IOException when it cannot be read
   */
  public static Rollout look(Path path) throws IOException {
    String text = Files.readString(path);
    Rollout state = null;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      state = step(path, state, line);
    }
    if (state == null) {
      throw new IOException(path + ": holds no plan");
    }
    return state;
  }

  private static Rollout step(Path path, Rollout state, String line) throws IOException {
    try {
      Facts facts = Facts.parse(line);
      return state == null
          ? Rollout.begin(RolloutEvents.plan(facts))
          : state.after(RolloutEvents.event(facts));
    } catch (FactsException | IllegalArgumentException e) {
      throw new IOException("%s: %s in line %s".formatted(path, e.getMessage(), line), e);
    }
  }

  private void read(Path path, Optional<RolloutPlan> plan) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    file.truncate(whole);
    file.position(whole);
    for (String line : new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList()) {
      state = step(path, state, line);
      last = Facts.parse(line).requireInstant("at");
      began = began == null ? last : began;
    }
    if (state == null) {
      if (plan.isEmpty()) {
        throw new IOException(path + ": holds no plan");
      }
      began = clock.instant();
      last = began;
      write(RolloutEvents.facts(plan.get()).toBuilder().put("at", began).build());
      state = Rollout.begin(plan.get());
    } else if (plan.isPresent() && !plan.get().equals(state.plan())) {
      throw new IOException(
          "%s: holds a roll-out with another plan; finish or abort that one, or choose a new name"
              .formatted(path));
    }
  }

  /**
   * Takes an event in, on disk first.
   *
   * @return whether it changed anything; what fits nowhere is not written
   * @throws IOException when it cannot be written; the state is as before
   */
  public synchronized boolean add(RolloutEvent event) throws IOException {
    Rollout next = state.after(event);
    if (next == state) {
      return false;
    }
    Instant now = clock.instant();
    write(RolloutEvents.facts(event, now));
    last = now;
    state = next;
    return true;
  }

  private void write(Facts line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line.json() + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
  }

  public synchronized Rollout state() {
    return state;
  }

  /** When the plan was begun. */
  public Instant began() {
    return began;
  }

  /** When something happened last. */
  public synchronized Instant last() {
    return last;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    file.close();
  }
}
