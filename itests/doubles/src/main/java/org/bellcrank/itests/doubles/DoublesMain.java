package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Both doubles as a process of their own. The first line on standard output says where they are.
 */
public final class DoublesMain {

  private static final String USAGE =
      "doubles [--address A] [--maximo-port P] [--custom-port P] [--latency-ms N] [--books DIR]"
          + " [--end-with-stdin]; port 0 takes a free one";

  private DoublesMain() {}

  /**
   * Serves until SIGTERM, or with --end-with-stdin until standard input ends, so that no double
   * outlives the test that started it.
   */
  public static void main(String[] args) throws InterruptedException, IOException {
    DoubleOptions options = DoubleOptions.free();
    int maximoPort = 0;
    int customPort = 0;
    boolean endWithStdin = false;
    Iterator<String> given = List.of(args).iterator();
    try {
      while (given.hasNext()) {
        String option = given.next();
        switch (option) {
          case "--end-with-stdin" -> endWithStdin = true;
          case "--address" -> options = options.address(given.next());
          case "--maximo-port" -> maximoPort = Integer.parseInt(given.next());
          case "--custom-port" -> customPort = Integer.parseInt(given.next());
          case "--latency-ms" ->
              options = options.latency(Duration.ofMillis(Long.parseLong(given.next())));
          case "--books" -> options = options.books(Path.of(given.next()));
          default -> throw new IllegalArgumentException(option);
        }
      }
    } catch (RuntimeException wrong) {
      System.err.println("given: " + String.join(" ", args) + "; allowed: " + USAGE);
      System.exit(2);
    }
    serve(options.port(maximoPort), options.port(customPort), endWithStdin);
  }

  private static void serve(DoubleOptions maximo, DoubleOptions custom, boolean endWithStdin)
      throws InterruptedException, IOException {
    MaximoDouble first = MaximoDouble.start(maximo);
    CustomRestDouble second = CustomRestDouble.start(custom);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  first.close();
                  second.close();
                }));
    System.out.println(Json.write(Json.of("maximo", first.uri(), "custom", second.uri())));
    System.out.flush();
    if (!endWithStdin) {
      new CountDownLatch(1).await();
    }
    while (System.in.read() >= 0) {
      // only its end matters
    }
    System.exit(0);
  }
}
