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
import org.bellcrank.store.jdbc.JdbcStore;

/**
 * Halts for real: a process is ended at a boundary, the next one goes on with its directory and is
 * ended at the next boundary, until a last one comes to rest and everything is audited.
 */
final class Halts {

  /** The file with the ids of the observations that are safe. */
  static final String ACKNOWLEDGED = "acknowledged";

  private static final int TELLINGS = 8;
  private static final int SPOTS = 18;
  private static final int BOUNDARIES = 120;
  private static final long STORIES = 1_000_033;

  private final Path home;
  private final Path folder;
  private final Children children;
  private final long seed;
  private final Tally tally;

  /**
   * @param folder for data directories; those of chains that went well are removed
   */
  Halts(Path home, Path folder, Children children, long seed, Tally tally) {
    this.home = home;
    this.folder = folder;
    this.children = children;
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
    DataImage.remove(place);
    Files.createDirectories(place);
    Files.createFile(place.resolve(ACKNOWLEDGED));
    JdbcStore.open(place.resolve("data")).close();
    long story = seed * STORIES + chain;
    int length = 0;
    try (Plant plant = new Plant()) {
      plant.weather(new SplittableRandom(story));
      if (children.archives() && !Files.exists(children.archive())) {
        life(plant, place, story, length, Long.MAX_VALUE); // has nothing to do but to leave it
      }
      for (int i = 0; i < halts && tally.verdict().clean(); i++) {
        length += TELLINGS;
        long boundary = 1 + (chain * halts + i) % BOUNDARIES;
        life(plant, place, story, length, boundary).ifPresent(this::ended);
      }
      Optional<String> left = life(plant, place, story, length, Long.MAX_VALUE);
      if (left.isPresent() || !tally.verdict().clean()) {
        tally.verdict().wrong("the last process of chain %d did not rest: %s", chain, left);
        return;
      }
      JdbcStore store = JdbcStore.open(place.resolve("data"));
      try (store) {
        Reckoning.of(store, new Story(story, length, SPOTS).tellings(), plant.books(), tally);
      }
      tally.add("faultsOfTheDoubles", plant.faults());
    }
    if (tally.verdict().clean()) {
      DataImage.remove(place);
    }
  }

  private void ended(String boundary) {
    tally.add(Tally.HALTS, 1);
    tally.boundary(boundary);
  }

  /** One process; the boundary at which it ended, empty when it came to rest before. */
  private Optional<String> life(Plant plant, Path place, long story, int length, long boundary)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(children.words(!Files.exists(children.archive())));
    command.addAll(List.of(HaltChild.class.getName(), home.toString(), place.toString()));
    command.add(plant.addresses().get(Plant.NATIVE).toString());
    command.add(plant.addresses().get("custom-rest").toString());
    command.addAll(List.of("" + story, "" + length, "" + SPOTS, "" + boundary));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(place.resolve("children.log").toFile()))
            .start();
    Optional<String> halted = Optional.empty();
    boolean rested = false;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("ack ")) {
          Files.writeString(
              place.resolve(ACKNOWLEDGED), line.substring(4) + "\n", StandardOpenOption.APPEND);
        } else if (line.startsWith("halted ")) {
          halted = Optional.of(line.substring(7));
        } else if (line.equals("rest")) {
          rested = true;
        } else {
          tally.verdict().wrong("a process said: %s", line);
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    if (halted.isEmpty() && !rested) {
      tally.verdict().wrong("a process ended with %d; see %s", process.exitValue(), place);
    }
    return halted;
  }
}
