package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that is ended: a small gateway that says {@code ack ID} for each observation that is
 * safe, {@code halted KIND WHAT} as its last word at the boundary, or {@code rest}.
 */
final class HaltChild {

  /** As after SIGKILL. */
  static final int HALTED = 137;

  private static final Duration REST = Duration.ofSeconds(90);
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private HaltChild() {}

  /**
   * @param arguments checkout, folder, addresses of the native and the searchable system, seed of
   *     the story, how many tellings it has, how many defects, boundary
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[1]);
    Map<String, URI> addresses =
        Map.of(Plant.NATIVE, URI.create(arguments[2]), "custom-rest", URI.create(arguments[3]));
    List<Telling> tellings =
        new Story(
                Long.parseLong(arguments[4]),
                Integer.parseInt(arguments[5]),
                Integer.parseInt(arguments[6]))
            .tellings();
    Set<String> told = new HashSet<>(Files.readAllLines(folder.resolve(Halts.ACKNOWLEDGED)));
    Layout layout = new Layout(Path.of(arguments[0]), folder.resolve("layout"));
    SmallGateway gateway =
        new SmallGateway(
            layout, addresses, folder.resolve("data"), end(Long.parseLong(arguments[7])));
    gateway.feed(
        tellings.stream().filter(each -> !told.contains(each.id())).toList(),
        id -> OUT.println("ack " + id));
    if (!gateway.awaitRest(REST)) {
      OUT.println("no rest in %s: %s".formatted(REST, gateway.state()));
      Runtime.getRuntime().halt(1);
    }
    gateway.close();
    OUT.println("rest");
  }

  /** Ends the process without a hook and without a flush at the numbered boundary. */
  private static Watch end(long number) {
    AtomicLong passed = new AtomicLong();
    return boundary -> {
      if (passed.incrementAndGet() == number) {
        OUT.println("halted " + boundary.words());
        Runtime.getRuntime().halt(HALTED);
      }
    };
  }
}
