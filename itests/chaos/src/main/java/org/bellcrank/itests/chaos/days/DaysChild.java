package org.bellcrank.itests.chaos.days;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Room;

/**
 * The process that is killed: a gateway that lives through a month. It says what happens, a line
 * each: {@code state}, {@code refused}, {@code raised} with facts, {@code over} when the month is,
 * {@code rest} when all is delivered.
 */
final class DaysChild {

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final long STATE_EVERY = TimeUnit.SECONDS.toNanos(1);
  private static final long HEAP_EVERY = TimeUnit.SECONDS.toNanos(20);
  private static final long TICK_MILLIS = 2;

  private final DaysGateway gateway;
  private final SharedTime time;
  private final Path data;
  private long heapAt = System.nanoTime();
  private volatile boolean over;

  private DaysChild(DaysGateway gateway, SharedTime time, Path data) {
    this.gateway = gateway;
    this.time = time;
    this.data = data;
  }

  /**
   * @param arguments checkout, folder, address of the CMMS, seed, days, orders
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Month month =
        new Month(
            Long.parseLong(arguments[3]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]));
    SharedTime time = new SharedTime(folder.resolve("time"));
    Path data = folder.resolve("data");
    long begun = System.nanoTime();
    DaysGateway gateway =
        new DaysGateway(home, data, URI.create(arguments[2]), time, Source.quota(folder));
    DaysChild child = new DaysChild(gateway, time, data);
    say("opened", Facts.with("millis", (System.nanoTime() - begun) / 1_000_000).build());
    Thread telling = new Thread(child::tellOften, "telling");
    telling.setDaemon(true);
    telling.start();
    new Source(month, gateway, time, folder, DaysChild::say).run();
    while (gateway.undecided() > 0) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
    }
    child.over = true;
    child.tell(true);
    say("over", Facts.empty());
    child.drain();
    child.tell(true);
    telling.interrupt();
    telling.join();
    gateway.close();
    say("rest", Facts.empty());
    System.exit(0);
  }

  /** From now on its time passes as the machine's does. */
  private void drain() throws InterruptedException {
    long before = System.nanoTime();
    long looked = before;
    while (true) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      long now = System.nanoTime();
      time.pass(Duration.ofNanos(now - before));
      before = now;
      if (now - looked > TimeUnit.MILLISECONDS.toNanos(50)) {
        looked = now;
        if (gateway.queued() == 0) {
          return;
        }
      }
    }
  }

  private void tellOften() {
    try {
      while (true) {
        tell(System.nanoTime() - heapAt > HEAP_EVERY);
        TimeUnit.NANOSECONDS.sleep(STATE_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) { // the outermost: the parent has to see it
      OUT.println("telling ended: " + e);
    }
  }

  private synchronized void tell(boolean heap) throws IOException {
    Room room = gateway.store().room();
    Facts.Builder state =
        Facts.with("at", time.instant())
            .put("over", over)
            .put("queued", gateway.queued())
            .put("used", room.used())
            .put("limit", room.limit())
            .put("database", size("bellcrank.db") + size("bellcrank.db-wal"))
            .put(
                "evidence",
                gateway.store().<Long>read(unit -> unit.port(EvidenceBook.class).totalBytes()));
    if (heap) {
      heapAt = System.nanoTime();
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      state.put("heapMiB", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
    say("state", state.build());
  }

  private long size(String name) throws IOException {
    Path file = data.resolve(name);
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static void say(String what, Facts facts) {
    OUT.println(what + " " + facts.json());
  }
}
