package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bellcrank.itests.chaos.Http;
import org.bellcrank.itests.doubles.CmmsDouble;
import org.bellcrank.itests.doubles.CustomRestDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.MaximoDouble;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.journal.Facts;

/**
 * Three maintenance systems with their books: the connector of one is native, that of the next
 * searchable, that of the last confirmed. They outlive every gateway that is halted.
 */
public final class Plant implements AutoCloseable {

  public static final String NATIVE = "maximo";
  static final String SEARCHABLE = "custom-rest";
  static final String NATIVE_SECRET = "bedford-api-key";
  static final String SEARCHABLE_SECRET = "gateway:lyon-gateway";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Http http = new Http();
  private final MaximoDouble maximo;
  private final CustomRestDouble custom;
  private final CustomRestDouble blind;

  /** Starts them with empty books. */
  public Plant() {
    maximo = MaximoDouble.start(DoubleOptions.free());
    custom = CustomRestDouble.start(DoubleOptions.free());
    blind = CustomRestDouble.start(DoubleOptions.free());
  }

  /** The addresses of the connector instances, by kind. */
  public Map<String, URI> addresses() {
    return Map.of(
        NATIVE,
        URI.create(maximo.uri() + "/maximo"),
        SEARCHABLE,
        custom.uri(),
        Confirmed.KIND,
        blind.uri());
  }

  /** From now on they misbehave now and then; the last more often, for a person to decide. */
  void weather(SplittableRandom random) {
    for (CmmsDouble each : List.of(maximo, custom, blind)) {
      arm(each, FaultKind.TIMEOUT_AFTER_COMMIT, Operation.CREATE, 0.10, random);
      arm(each, FaultKind.TIMEOUT_AFTER_COMMIT, Operation.ATTACH, 0.10, random);
      arm(each, FaultKind.TIMEOUT_AFTER_COMMIT, Operation.UPDATE, 0.10, random);
      arm(each, FaultKind.SERVER_ERROR_AFTER_COMMIT, Operation.CREATE, 0.05, random);
      arm(each, FaultKind.SILENT_204, Operation.CREATE, 0.03, random);
      each.faults().add(rare(FaultKind.CLOSED_BEFORE_PROCESSING, 0.02, random));
      each.faults().add(rare(FaultKind.UNAVAILABLE, 0.01, random));
      each.faults().add(rare(FaultKind.TOO_MANY_REQUESTS, 0.01, random));
    }
    arm(blind, FaultKind.TIMEOUT_AFTER_COMMIT, Operation.CREATE, 0.15, random);
    arm(blind, FaultKind.CLOSED_BEFORE_PROCESSING, Operation.CREATE, 0.15, random);
  }

  private static void arm(
      CmmsDouble cmms, FaultKind kind, Operation on, double share, SplittableRandom random) {
    cmms.faults().add(rare(kind, share, random).on(on));
  }

  private static Fault rare(FaultKind kind, double share, SplittableRandom random) {
    return Fault.random(kind, share, random.nextLong()).retryAfter(Duration.ZERO);
  }

  /** The one that can be neither searched nor told twice fails its next creates in this way. */
  void blind(FaultKind kind, int times) {
    blind.faults().add(Fault.next(kind, times).on(Operation.CREATE));
  }

  /** How often one of them misbehaved. */
  long faults() {
    return maximo.faults().hits() + custom.faults().hits() + blind.faults().hits();
  }

  /** What each of them holds. */
  public List<Facts> books() throws InterruptedException {
    return List.of(books(maximo), books(custom), Confirmed.book(books(blind)));
  }

  private Facts books(CmmsDouble cmms) throws InterruptedException {
    try {
      return http.get(cmms.uri().resolve("/_double/books"), LIMIT).facts();
    } catch (IOException e) {
      throw new UncheckedIOException("the books cannot be read", e);
    }
  }

  @Override
  public void close() {
    blind.close();
    custom.close();
    maximo.close();
  }

  /** The shipped connector folders with shorter pauses, so that a halt costs no seconds. */
  public static void copyConnectors(Path home, Path to) throws IOException {
    for (String kind : List.of(NATIVE, SEARCHABLE)) {
      Path from = home.resolve("camel-routes").resolve(kind);
      List<Path> files;
      try (var walk = Files.walk(from)) {
        files = walk.filter(Files::isRegularFile).toList();
      }
      for (Path file : files) {
        Path target = to.resolve(kind).resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.writeString(
            target,
            Files.readString(file)
                .replace("gap: PT3S", "gap: PT0.01S")
                .replace("answerTimeout: PT30S", "answerTimeout: PT1S")
                .replace("attempts: 5", "attempts: 12")
                .replace("firstPause: PT0.5S", "firstPause: PT0.02S")
                .replace("longestPause: PT5M", "longestPause: PT0.2S"));
      }
    }
  }
}
