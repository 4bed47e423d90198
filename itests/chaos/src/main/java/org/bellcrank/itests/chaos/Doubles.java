package org.bellcrank.itests.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Facts;

/**
 * The two maintenance systems in a process of their own, with books that lie on disk. They end with
 * this object, and with this process at the latest.
 */
public final class Doubles implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int LOOK_EVERY_MILLIS = 20;

  private static final String LOOPBACK = "127.0.0.1";

  private final Process process;
  private final Http http;
  private final URI maximo;
  private final URI custom;
  private final List<URI> controls;

  /**
   * Where both are.
   *
   * @param before words that lead into their network; empty for the machine's own
   * @param listen the address they listen on
   * @param plant the address at which the gateway finds them
   * @param control the address at which they are told to misbehave
   * @param maximoPort 0 for a free one
   * @param customPort 0 for a free one
   */
  public record Place(
      List<String> before,
      String listen,
      String plant,
      String control,
      int maximoPort,
      int customPort) {

    static final Place HERE = new Place(List.of(), LOOPBACK, LOOPBACK, LOOPBACK, 0, 0);
  }

  private Doubles(Process process, Http http, Facts told, Place place) {
    this.process = process;
    this.http = http;
    int maximoPort = URI.create(told.requireText("maximo")).getPort();
    int customPort = URI.create(told.requireText("custom")).getPort();
    maximo = at(place.plant(), maximoPort);
    custom = at(place.plant(), customPort);
    controls = List.of(at(place.control(), maximoPort), at(place.control(), customPort));
  }

  /**
   * Starts both on the loopback.
   *
   * @param home the checkout, in which the doubles are built
   * @param folder for their books and their log
   * @param latency how long each answer takes at least
   */
  static Doubles start(Path home, Path folder, Http http, Duration latency) {
    return start(home, folder, http, latency, Place.HERE);
  }

  /** As the first, in a place of their own. */
  public static Doubles start(Path home, Path folder, Http http, Duration latency, Place place) {
    Path log = folder.resolve("doubles.log");
    ProcessBuilder builder = Jvm.java(words(home, folder, latency, place), log);
    List<String> command = new ArrayList<>(place.before());
    command.addAll(builder.command());
    Process process = Jvm.start(builder.command(Jvm.dyingWithUs(command)));
    try {
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String first = output.readLine();
      if (first == null) {
        throw new ChaosException("the doubles ended at once; see " + log);
      }
      return new Doubles(process, http, Facts.parse(first), place);
    } catch (IOException e) {
      Jvm.end(process);
      throw new ChaosException("the doubles do not say where they are", e);
    } catch (RuntimeException e) {
      Jvm.end(process);
      throw e;
    }
  }

  private static List<String> words(Path home, Path folder, Duration latency, Place place) {
    return List.of(
        "-cp",
        Jvm.jar(home.resolve("itests/doubles/target"), "doubles")
            + ":"
            + home.resolve("bundles/runtime-felix/target/runtime/lib/*"),
        "org.bellcrank.itests.doubles.DoublesMain",
        "--address",
        place.listen(),
        "--maximo-port",
        String.valueOf(place.maximoPort()),
        "--custom-port",
        String.valueOf(place.customPort()),
        "--latency-ms",
        String.valueOf(latency.toMillis()),
        "--books",
        folder.resolve("books").toString(),
        "--end-with-stdin");
  }

  private static URI at(String address, int port) {
    return URI.create("http://%s:%d/".formatted(address, port));
  }

  public URI maximo() {
    return maximo;
  }

  public URI custom() {
    return custom;
  }

  /** Where the first is told to misbehave. */
  public URI control() {
    return controls.get(0);
  }

  /** What each of them accepted. */
  public List<Facts> books() throws InterruptedException {
    return books("books");
  }

  /** The same without the fields of the orders. */
  public List<Facts> briefBooks() throws InterruptedException {
    return books("books?brief");
  }

  private List<Facts> books(String what) throws InterruptedException {
    List<Facts> books = new ArrayList<>();
    for (URI each : controls) {
      books.add(control("GET", each, what, ""));
    }
    return books;
  }

  /** Both go wrong in these ways from now on. */
  public void arm(List<Facts> faults) throws InterruptedException {
    for (int i = 0; i < controls.size(); i++) {
      arm(i, faults);
    }
  }

  /** One of them does: 0 the first, 1 the second. */
  public void arm(int which, List<Facts> faults) throws InterruptedException {
    String list = "[" + String.join(",", faults.stream().map(Facts::json).toList()) + "]";
    control("POST", controls.get(which), "faults", list);
  }

  /** How often both were called since they were armed. */
  long calls() throws InterruptedException {
    long calls = 0;
    for (URI each : controls) {
      calls +=
          control("GET", each, "faults", "").factsList("faults").stream()
              .filter(fault -> fault.text("on").orElse("").equals("any"))
              .mapToLong(fault -> fault.whole("seen").orElse(0))
              .max()
              .orElse(0);
    }
    return calls;
  }

  /** Whether one of them is called once more within that time. */
  boolean awaitCall(long before, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (calls() <= before) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    return true;
  }

  /** Takes back all faults and tells how often one hit. */
  public long disarm() throws InterruptedException {
    long hits = 0;
    for (URI each : controls) {
      hits +=
          control("GET", each, "faults", "").factsList("faults").stream()
              .mapToLong(fault -> fault.whole("hits").orElse(0))
              .sum();
      control("DELETE", each, "faults", "");
    }
    return hits;
  }

  private Facts control(String method, URI base, String what, String body)
      throws InterruptedException {
    URI address = base.resolve("/_double/" + what);
    try {
      Http.Reply reply =
          switch (method) {
            case "POST" -> http.post(address, body, LIMIT);
            case "DELETE" -> http.delete(address, LIMIT);
            default -> http.get(address, LIMIT);
          };
      if (reply.status() != 200) {
        throw new ChaosException(
            "%s %s: answered %d %s".formatted(method, address, reply.status(), reply.body()));
      }
      return reply.facts();
    } catch (IOException e) {
      throw new ChaosException("%s %s: no answer".formatted(method, address), e);
    }
  }

  @Override
  public void close() {
    Jvm.end(process);
  }
}
