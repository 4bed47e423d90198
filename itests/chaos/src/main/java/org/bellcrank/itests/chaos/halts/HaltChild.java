package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that is ended: a small gateway that says {@code ack ID} for each observation that is
 * safe, {@code crash KIND WHAT} at the boundary at which it waits until its database's server was
 * ended and started again, {@code halted KIND WHAT} as its last word at the boundary at which it
 * ends, or {@code rest}.
 */
final class HaltChild {

  /** As after SIGKILL. */
  static final int HALTED = 137;

  private static final Duration REST = Duration.ofSeconds(90);
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private HaltChild() {}

  /**
   * What it is told, as words of a command line.
   *
   * @param layout folder of documents and connectors
   * @param folder of the chain
   * @param addresses of the maintenance systems, by kind
   * @param rows address of the database; empty for SQLite
   * @param story its seed
   * @param length how many tellings it has so far
   * @param spots how many defects
   * @param attended whether a person sits at the workbench
   * @param crash the boundary at which the database's server ends; 0 for none
   * @param halt the boundary at which the process ends
   */
  record Words(
      Path layout,
      Path folder,
      Map<String, URI> addresses,
      String rows,
      long story,
      int length,
      int spots,
      boolean attended,
      long crash,
      long halt) {

    List<String> list() {
      List<String> words = new ArrayList<>(List.of(layout.toString(), folder.toString(), rows));
      words.addAll(List.of("" + story, "" + length, "" + spots, "" + attended));
      words.addAll(List.of("" + crash, "" + halt));
      addresses.forEach((kind, address) -> words.addAll(List.of(kind, address.toString())));
      return words;
    }

    static Words of(String... words) {
      Map<String, URI> addresses = new HashMap<>();
      for (int i = 9; i < words.length; i += 2) {
        addresses.put(words[i], URI.create(words[i + 1]));
      }
      return new Words(
          Path.of(words[0]),
          Path.of(words[1]),
          addresses,
          words[2],
          Long.parseLong(words[3]),
          Integer.parseInt(words[4]),
          Integer.parseInt(words[5]),
          Boolean.parseBoolean(words[6]),
          Long.parseLong(words[7]),
          Long.parseLong(words[8]));
    }
  }

  /** Takes {@link Words}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Words words = Words.of(arguments);
    Path folder = words.folder();
    List<Telling> tellings = new Story(words.story(), words.length(), words.spots()).tellings();
    Set<String> told = new HashSet<>(Files.readAllLines(folder.resolve(Halts.ACKNOWLEDGED)));
    SmallGateway gateway =
        new SmallGateway(
            new Layout(words.layout()),
            words.addresses(),
            folder.resolve("data"),
            Server.at(words.rows()),
            words.attended(),
            end(words.crash(), words.halt()));
    gateway.feed(
        tellings.stream().filter(each -> !told.contains(each.id())).toList(),
        id -> OUT.println("ack " + id));
    if (!gateway.awaitRest(REST)) {
      OUT.println("no rest in %s: %s".formatted(REST, gateway.state().replace('\n', ' ')));
      Runtime.getRuntime().halt(1);
    }
    gateway.close();
    OUT.println("rest");
  }

  /** Ends the process without a hook and without a flush at the numbered boundary. */
  private static Watch end(long crash, long halt) {
    AtomicLong passed = new AtomicLong();
    return boundary -> {
      long number = passed.incrementAndGet();
      if (number == crash) {
        OUT.println("crash " + boundary.words());
        await();
      }
      if (number == halt) {
        OUT.println("halted " + boundary.words());
        Runtime.getRuntime().halt(HALTED);
      }
    };
  }

  /** Until we are told that the server is back. */
  private static void await() {
    try {
      System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
