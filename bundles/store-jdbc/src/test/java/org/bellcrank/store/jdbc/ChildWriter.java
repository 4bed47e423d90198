package org.bellcrank.store.jdbc;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.DurableIntake;

/**
 * What a killed process runs: prints {@code open}, then the id and place of every observation that
 * was acknowledged to it.
 */
final class ChildWriter {

  private static final int UNACKNOWLEDGED = 200;

  private ChildWriter() {}

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    JdbcStore store;
    try {
      store = Stores.open(Path.of(arguments[0]));
    } catch (StoreException e) {
      out.println(e.getMessage());
      System.exit(1);
      return;
    }
    out.println("open");
    if (arguments[1].equals("hold")) {
      Thread.currentThread().join();
    }
    write(store, arguments[1], out);
  }

  private static void write(JdbcStore store, String run, PrintStream out)
      throws InterruptedException {
    DurableIntake intake = new DurableIntake(store, Clock.systemUTC());
    FileEvidenceStore evidence = new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
    Semaphore room = new Semaphore(UNACKNOWLEDGED);
    for (int n = 0; ; n++) {
      room.acquire();
      if (n % 50 == 0) {
        byte[] image = (run + " image " + n).repeat(500).getBytes(StandardCharsets.UTF_8);
        out.println("evidence " + evidence.keep(image, "image/jpeg").sha256());
      }
      intake
          .submit(Samples.inspection(run + ":" + n, n % 3))
          .thenAccept(
              accepted -> {
                out.println("accepted " + accepted.id() + " " + accepted.position());
                room.release();
              });
    }
  }
}
