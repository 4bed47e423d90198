package org.bellcrank.itests.chaos.halts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bellcrank.itests.chaos.ChaosException;
import org.bellcrank.itests.chaos.Folders;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.store.jdbc.StoreSettings;

/**
 * Halts for real: a process is ended at a boundary, the next one goes on with its directory and is
 * ended at the next boundary, until a last one comes to rest and everything is audited.
 *
 * <p>In every other chain nobody sits at the workbench until then: what cannot be looked up has to
 * wait meanwhile. On PostgreSQL, in every third life the server ends at a boundary before.
 */
final class Halts {

  /** The file with the ids of the observations that are safe. */
  static final String ACKNOWLEDGED = "acknowledged";

  private static final int TELLINGS = 8;
  private static final int SPOTS = 18;
  private static final int BOUNDARIES = 120;
  private static final int CRASH_EVERY = 3;
  private static final long STORIES = 1_000_033;

  private final Path folder;
  private final Layout layout;
  private final Children children;
  private final Optional<Server> server;
  private final long seed;
  private final Tally tally;

  /**
   * @param folder for data directories; those of chains that went well are removed
   * @param server where rows are kept; empty for SQLite
   */
  Halts(
      Path folder,
      Layout layout,
      Children children,
      Optional<Server> server,
      long seed,
      Tally tally) {
    this.folder = folder;
    this.layout = layout;
    this.children = children;
    this.server = server;
    this.seed = seed;
    this.tally = tally;
  }

  /**
   * Ends so many processes, one after the other, on one directory; the last one lives.
   *
   * @param chain which one, from 0; tells the story, and at which boundaries is halted
   */
  void chain(long chain, int halts) throws IOException, InterruptedException {
    Path place = folder.resolve("chain-" + chain);
    Folders.remove(place);
    Files.createDirectories(place);
    Files.createFile(place.resolve(ACKNOWLEDGED));
    StoreSettings rows = server.map(Server::fresh).orElse(StoreSettings.NONE);
    JdbcStore.open(place.resolve("data"), rows).close();
    try (Plant plant = new Plant()) {
      Chain of = new Chain(plant, place, rows, seed * STORIES + chain);
      plant.weather(new SplittableRandom(of.story));
      if (children.archives() && !Files.exists(children.archive())) {
        of.life(true, 0, Long.MAX_VALUE); // has nothing to do but to leave it
      }
      boolean attended = chain % 2 == 0;
      for (int i = 0; i < halts && tally.verdict().clean(); i++) {
        of.length += TELLINGS;
        long boundary = 1 + (chain * halts + i) % BOUNDARIES;
        long crash = server.isPresent() && i % CRASH_EVERY == 0 ? boundary : 0;
        of.life(attended, crash, crash + boundary).ifPresent(this::ended);
      }
      if (!attended && of.rests(false)) {
        of.read(store -> Reckoning.unattended(store, layout, plant.books(), tally));
      }
      if (of.rests(true)) {
        List<Telling> told = new Story(of.story, of.length, SPOTS).tellings();
        of.read(store -> Reckoning.of(store, layout, told, plant.books(), tally));
      }
      tally.add("faultsOfTheDoubles", plant.faults());
    }
    if (tally.verdict().clean()) {
      Folders.remove(place);
      server.ifPresent(each -> each.drop(rows));
    }
  }

  private void ended(String boundary) {
    tally.add(Tally.HALTS, 1);
    tally.boundary(boundary);
  }

  /** Reads a store that nobody else has open. */
  @FunctionalInterface
  private interface Reading {
    void of(JdbcStore store) throws InterruptedException;
  }

  /** The lives on one directory. */
  private final class Chain {

    private final Plant plant;
    private final Path place;
    private final StoreSettings rows;
    private final long story;
    private int length;

    Chain(Plant plant, Path place, StoreSettings rows, long story) {
      this.plant = plant;
      this.place = place;
      this.rows = rows;
      this.story = story;
    }

    /** Whether a process that is not ended comes to rest. */
    boolean rests(boolean attended) throws IOException, InterruptedException {
      Optional<String> halted =
          tally.verdict().clean() ? life(attended, 0, Long.MAX_VALUE) : Optional.empty();
      if (halted.isPresent()) {
        tally.verdict().wrong("the last process in %s did not rest: %s", place, halted);
      }
      return tally.verdict().clean();
    }

    void read(Reading reading) throws InterruptedException {
      try (JdbcStore store = JdbcStore.open(place.resolve("data"), rows)) {
        reading.of(store);
      }
    }

    /** One process; the boundary at which it ended, empty when it came to rest before. */
    Optional<String> life(boolean attended, long crash, long halt)
        throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(children.words(!Files.exists(children.archive())));
      command.add(HaltChild.class.getName());
      command.addAll(
          new HaltChild.Words(
                  layout.folder(),
                  place,
                  plant.addresses(),
                  rows.address(),
                  story,
                  length,
                  SPOTS,
                  attended,
                  crash,
                  halt)
              .list());
      Process process =
          new ProcessBuilder(command)
              .redirectError(
                  ProcessBuilder.Redirect.appendTo(place.resolve("children.log").toFile()))
              .start();
      try {
        return follow(process);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }

    private Optional<String> follow(Process process) throws IOException, InterruptedException {
      Optional<String> halted = Optional.empty();
      boolean rested = false;
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          if (line.startsWith("ack ")) {
            Files.writeString(
                place.resolve(ACKNOWLEDGED), line.substring(4) + "\n", StandardOpenOption.APPEND);
          } else if (line.startsWith("crash ")) {
            crash(line.substring(6), process);
          } else if (line.startsWith("halted ")) {
            halted = Optional.of(line.substring(7));
          } else if (line.equals("rest")) {
            rested = true;
          } else {
            tally.verdict().wrong("a process said: %s", line);
          }
        }
      }
      if (halted.isEmpty() && !rested) {
        tally.verdict().wrong("a process ended with %d; see %s", process.waitFor(), place);
      }
      return halted;
    }

    private void crash(String boundary, Process process) throws IOException, InterruptedException {
      server.orElseThrow(() -> new ChaosException("no server to end")).crash();
      tally.add(Tally.CRASHES, 1);
      tally.boundary("server ended " + boundary);
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }
  }
}
