package org.bellcrank.itests.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Facts;

/**
 * The two maintenance systems in a process of their own, with books that lie on disk. They end with
 * this object, and with this process at the latest.
 */
final class Doubles implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int LOOK_EVERY_MILLIS = 20;

  private final Process process;
  private final Http http;
  private final URI maximo;
  private final URI custom;

  private Doubles(Process process, Http http, Facts addresses) {
    this.process = process;
    this.http = http;
    maximo = base(addresses.requireText("maximo"));
    custom = base(addresses.requireText("custom"));
  }

  /**
   * Starts both.
   *
   * @param home the checkout, in which the doubles are built
   * @param folder for their books and their log
   * @param latency how long each answer takes at least
   */
  static Doubles start(Path home, Path folder, Http http, Duration latency) {
    Process process =
        Jvm.start(
            Jvm.java(
                List.of(
                    "-cp",
                    Jvm.jar(home.resolve("itests/doubles/target"), "doubles")
                        + ":"
                        + home.resolve("bundles/runtime-felix/target/runtime/lib/*"),
                    "org.bellcrank.itests.doubles.DoublesMain",
                    "--latency-ms",
                    String.valueOf(latency.toMillis()),
                    "--books",
                    folder.resolve("books").toString(),
                    "--end-with-stdin"),
                folder.resolve("doubles.log")));
    try {
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String first = output.readLine();
      if (first == null) {
        throw new ChaosException("the doubles ended at once; see " + folder.resolve("doubles.log"));
      }
      return new Doubles(process, http, Facts.parse(first));
    } catch (IOException e) {
      Jvm.end(process);
      throw new ChaosException("the doubles do not say where they are", e);
    } catch (RuntimeException e) {
      Jvm.end(process);
      throw e;
    }
  }

  private static URI base(String address) {
    return URI.create(address.endsWith("/") ? address : address + "/");
  }

  URI maximo() {
    return maximo;
  }

  URI custom() {
    return custom;
  }

  /** What each of them accepted. */
  List<Facts> books() throws InterruptedException {
    return List.of(control("GET", maximo, "books", ""), control("GET", custom, "books", ""));
  }

  /** Both go wrong in these ways from now on. */
  void arm(List<Facts> faults) throws InterruptedException {
    String list = "[" + String.join(",", faults.stream().map(Facts::json).toList()) + "]";
    for (URI each : List.of(maximo, custom)) {
      control("POST", each, "faults", list);
    }
  }

  /** How often both were called since they were armed. */
  long calls() throws InterruptedException {
    long calls = 0;
    for (URI each : List.of(maximo, custom)) {
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
  long disarm() throws InterruptedException {
    long hits = 0;
    for (URI each : List.of(maximo, custom)) {
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
