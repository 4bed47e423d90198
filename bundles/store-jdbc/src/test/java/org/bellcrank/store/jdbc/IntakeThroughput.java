package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ObservationIntake.Accepted;

/**
 * How many observations a second become durable. Not a test: run its {@code main} with the test
 * class path, the folder to use as the first argument, seconds per round as the second.
 */
final class IntakeThroughput {

  private static final int THREADS = 4;
  private static final int IMAGE_BYTES = 100 * 1024;

  private final Path folder;
  private final Duration round;

  private IntakeThroughput(Path folder, Duration round) {
    this.folder = folder;
    this.round = round;
  }

  /** Runs all rounds and prints a line for each. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder);
    IntakeThroughput bench =
        new IntakeThroughput(folder, Duration.ofSeconds(Long.parseLong(arguments[1])));
    bench.say("bare SQLite, a commit for each row", bench.bare(1));
    bench.say("bare SQLite, 16 rows a commit", bench.bare(16));
    bench.say("bare SQLite, 256 rows a commit", bench.bare(256));
    bench.say("bare file system, a file of 100 KiB each", bench.bareFiles());
    bench.intake();
  }

  /** The necessary minimum of durable files: write, fsync, rename, fsync of the folder. */
  private double bareFiles() throws IOException {
    Path root = Files.createTempDirectory(folder, "files");
    return pump(
        n -> {
          try {
            Path temporary = root.resolve("t" + n);
            try (FileChannel out =
                FileChannel.open(
                    temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
              out.write(ByteBuffer.wrap(image(n)));
              out.force(true);
            }
            Files.move(temporary, root.resolve("f" + n), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel names = FileChannel.open(root, StandardOpenOption.READ)) {
              names.force(true);
            }
            return CompletableFuture.completedFuture(null);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        0);
  }

  private void say(String what, double perSecond) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    System.out.printf("%-55s %,10.0f /s   (load %.2f)%n", what, perSecond, load);
  }

  private double bare(int rows) throws IOException, SQLException {
    Path root = Files.createTempDirectory(folder, "bare");
    SqliteDatabase database = new SqliteDatabase(root, Integer.MAX_VALUE);
    String text = Samples.inspection("x", 0).facts().json();
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE row (place INTEGER PRIMARY KEY, facts TEXT)");
      long done = 0;
      long start = System.nanoTime();
      try (var insert = connection.prepareStatement("INSERT INTO row (facts) VALUES (?)")) {
        while (System.nanoTime() - start < round.toNanos()) {
          statement.execute("BEGIN IMMEDIATE");
          for (int i = 0; i < rows; i++) {
            insert.setString(1, text);
            insert.executeUpdate();
          }
          statement.execute("COMMIT");
          done += rows;
        }
      }
      return done * 1e9 / (System.nanoTime() - start);
    }
  }

  private void intake() throws IOException {
    try (JdbcStore store = Stores.open(Files.createTempDirectory(folder, "intake"))) {
      Clock clock = Clock.systemUTC();
      DurableIntake intake = new DurableIntake(store, clock);
      String run = Long.toHexString(System.nanoTime());
      LongFunction<CompletableFuture<?>> plain =
          n -> intake.submit(Samples.inspection(run + ":" + n, 0));
      pump(plain, 1_000_000_000L);
      say("durable observations, no detections", pump(plain, 2_000_000_000L));
      say(
          "durable observations, one detection",
          pump(n -> intake.submit(Samples.inspection(run + ":" + n, 1)), 3_000_000_000L));
      say(
          "accepted and disposed (two units), one detection",
          pump(
              n ->
                  intake
                      .submit(Samples.inspection(run + ":" + n, 1))
                      .thenCompose(accepted -> store.submit(unit -> dispose(unit, accepted))),
              4_000_000_000L));
      FileEvidenceStore evidence = new FileEvidenceStore(store.directory(), store, clock);
      say(
          "durable observations with an image of 100 KiB each",
          pump(
              n -> {
                EvidenceReference image = evidence.keep(image(n), "image/jpeg");
                return intake.submit(
                    Samples.inspection(image.sha256().substring(0, 20) + ":" + n, 1));
              },
              5_000_000_000L));
    }
  }

  private static Accepted dispose(UnitOfWork unit, Accepted accepted) {
    Inspection inspection = Samples.inspection(accepted.id(), 1);
    FindingBook.State state =
        new FindingBook.State(
            Disposition.LOGGED,
            "confidence 0.50 below 0.75",
            Optional.empty(),
            Optional.empty(),
            Facts.with("rule", "pitting-low").put("tier", 0.5).put("version", 3).build());
    unit.port(FindingBook.class).open(inspection.findings().get(0), clockNow(), state);
    return accepted;
  }

  private static Instant clockNow() {
    return Clock.systemUTC().instant();
  }

  private static byte[] image(long seed) {
    byte[] bytes = new byte[IMAGE_BYTES];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Calls from several threads for a round and waits until everything is done. */
  private double pump(LongFunction<CompletableFuture<?>> call, long first) {
    AtomicLong next = new AtomicLong(first);
    AtomicLong done = new AtomicLong();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                CompletableFuture<?> last = CompletableFuture.completedFuture(null);
                while (System.nanoTime() - start < round.toNanos()) {
                  last = call.apply(next.getAndIncrement()).thenRun(done::incrementAndGet);
                }
                last.join();
              });
      threads.add(thread);
      thread.start();
    }
    threads.forEach(Threads::join);
    return done.get() * 1e9 / (System.nanoTime() - start);
  }
}
