package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.itests.chaos.Folders;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.store.jdbc.StoreSettings;

/**
 * Halts inside one process: at the boundary the world stands still, the files are copied as they
 * lie, and another gateway goes on from the copy. Many times as fast as ending processes.
 */
final class Images {

  private static final int LENGTH = 50;
  private static final int SPOTS = 6;
  private static final double AGAIN = 0.85;
  private static final int AGAIN_WITHIN = 60;
  private static final double TEAR = 0.5;
  private static final Duration LOOK = Duration.ofMillis(3);
  private static final Duration STANDSTILL = Duration.ofSeconds(90);
  private static final long STORIES = 1_000_003;

  private final Layout layout;
  private final Path folder;
  private final Path empty;
  private final long seed;
  private final Tally tally;
  private int number;

  /**
   * @param folder for data directories; those of halts that went well are removed
   */
  Images(Layout layout, Path folder, long seed, Tally tally) {
    this.layout = layout;
    this.folder = folder;
    this.seed = seed;
    this.tally = tally;
    empty = folder.resolve("empty");
    JdbcStore.open(empty).close();
    Thread.setDefaultUncaughtExceptionHandler(Images::died);
  }

  /** Threads of a gateway that was halted are meant to die. */
  private static void died(Thread thread, Throwable why) {
    if (!(why instanceof HaltedError)) {
      System.err.println("thread " + thread.getName() + " died:");
      why.printStackTrace();
    }
  }

  /**
   * Plays a story, halts at one boundary, and perhaps again while going on from there.
   *
   * @param story which one, from 0
   * @param boundary which one, from 1
   * @return false when the story came to its end before that boundary
   */
  boolean halt(long story, long boundary) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed * STORIES + story * 10_007 + boundary);
    List<Telling> tellings = new Story(seed * STORIES + story, LENGTH, SPOTS).tellings();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    boolean reached = false;
    long next = boundary;
    Path data = folder.resolve("image-" + number++);
    DataImage.copy(empty, data);
    try (Plant plant = new Plant()) {
      plant.weather(random.split());
      while (true) {
        Life life = new Life(layout, plant, data, new Standstill(next));
        Optional<Boundary> halted = life.live(tellings, acknowledged);
        if (halted.isEmpty()) {
          break;
        }
        reached = true;
        tally.boundary(halted.get().words());
        Path image = folder.resolve("image-" + number++);
        life.image(image, random, tally);
        Folders.remove(data);
        data = image;
        next = random.nextDouble() < AGAIN ? random.nextInt(1, AGAIN_WITHIN) : Long.MAX_VALUE;
      }
      tally.add("faultsOfTheDoubles", plant.faults());
    }
    if (tally.verdict().clean()) {
      Folders.remove(data);
    }
    return reached;
  }

  /** One gateway from its start to its halt or to its rest. */
  private final class Life {

    private final Plant plant;
    private final Path data;
    private final Standstill standstill;
    private final SmallGateway gateway;
    private Thread feeder;

    Life(Layout layout, Plant plant, Path data, Standstill standstill) {
      this.plant = plant;
      this.data = data;
      this.standstill = standstill;
      gateway =
          new SmallGateway(layout, plant.addresses(), data, StoreSettings.NONE, true, standstill);
    }

    /** Where it was halted; empty when it came to rest and was audited and closed. */
    Optional<Boundary> live(List<Telling> tellings, Set<String> acknowledged)
        throws InterruptedException {
      List<Telling> open =
          tellings.stream().filter(each -> !acknowledged.contains(each.id())).toList();
      feeder = new Thread(() -> gateway.feed(open, acknowledged::add), "feeder");
      feeder.setUncaughtExceptionHandler((thread, why) -> failed(why));
      feeder.start();
      long deadline = System.nanoTime() + STANDSTILL.toNanos();
      while (System.nanoTime() < deadline) {
        Optional<Boundary> halted = standstill.await(LOOK);
        if (halted.isPresent()) {
          return halted;
        }
        if (!feeder.isAlive() && gateway.atRest()) {
          return rested(tellings);
        }
      }
      tally.verdict().wrong("no rest in %s: %s", STANDSTILL, gateway.state());
      return rested(tellings);
    }

    private void failed(Throwable why) {
      if (!standstill.halted()) {
        tally.verdict().wrong("an observation was refused: %s", why);
      }
    }

    private Optional<Boundary> rested(List<Telling> tellings) throws InterruptedException {
      if (tally.verdict().clean()) {
        Reckoning.of(gateway.store(), layout, tellings, plant.books(), tally);
      }
      end();
      return Optional.empty();
    }

    /** Takes the files as they lie, then ends the gateway. */
    void image(Path image, SplittableRandom random, Tally tally)
        throws IOException, InterruptedException {
      standstill.awaitCalls(STANDSTILL);
      Files.createDirectories(image);
      DataImage.copy(data, image);
      tally.add(Tally.IMAGES, 1);
      Optional<Long> untold = standstill.untold();
      Path log = image.resolve(SmallGateway.LOG);
      long length = Files.exists(log) ? Files.size(log) : 0;
      if (untold.isPresent() && untold.get() < length && random.nextDouble() < TEAR) {
        DataImage.tear(image, random.nextLong(untold.get(), length));
        tally.add(Tally.TORN, 1);
      }
      end();
    }

    private void end() throws InterruptedException {
      standstill.release();
      gateway.close();
      // Or it would tell a gateway that is gone again and again, for a minute.
      feeder.interrupt();
      feeder.join();
    }
  }
}
