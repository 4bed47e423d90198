package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/**
 * The doubles as a process of their own. The first line on standard output says where they are. All
 * but Maximo's and the small one are started only when they are asked for; SAP's and Dynamics' need
 * libraries that the others do not.
 */
public final class DoublesMain {

  private static final String USAGE =
      "doubles [--address A] [--maximo-port P] [--custom-port P] [--sap-port P] [--atlas-port P]"
          + " [--fiix-port P] [--dynamics-port P] [--infor-port P] [--ecc-port P] [--maximo-mif-port P]"
          + " [--latency-ms N] [--books DIR] [--end-with-stdin]; port 0 takes a free one";

  private DoublesMain() {}

  /**
   * Serves until SIGTERM, or with --end-with-stdin until standard input ends, so that no double
   * outlives the test that started it.
   */
  public static void main(String[] args) throws InterruptedException, IOException {
    DoubleOptions options = DoubleOptions.free();
    int maximoPort = 0;
    int customPort = 0;
    OptionalInt sapPort = OptionalInt.empty();
    OptionalInt atlasPort = OptionalInt.empty();
    OptionalInt fiixPort = OptionalInt.empty();
    OptionalInt dynamicsPort = OptionalInt.empty();
    OptionalInt inforPort = OptionalInt.empty();
    OptionalInt eccPort = OptionalInt.empty();
    OptionalInt mifPort = OptionalInt.empty();
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
          case "--sap-port" -> sapPort = OptionalInt.of(Integer.parseInt(given.next()));
          case "--atlas-port" -> atlasPort = OptionalInt.of(Integer.parseInt(given.next()));
          case "--fiix-port" -> fiixPort = OptionalInt.of(Integer.parseInt(given.next()));
          case "--dynamics-port" -> dynamicsPort = OptionalInt.of(Integer.parseInt(given.next()));
          case "--infor-port" -> inforPort = OptionalInt.of(Integer.parseInt(given.next()));
          case "--ecc-port" -> eccPort = OptionalInt.of(Integer.parseInt(given.next()));
          case "--maximo-mif-port" -> mifPort = OptionalInt.of(Integer.parseInt(given.next()));
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
    Map<String, CmmsDouble> doubles = new LinkedHashMap<>();
    doubles.put("maximo", MaximoDouble.start(options.port(maximoPort)));
    doubles.put("custom", CustomRestDouble.start(options.port(customPort)));
    if (sapPort.isPresent()) {
      doubles.put("sap", sap(options.port(sapPort.getAsInt())));
    }
    if (atlasPort.isPresent()) {
      doubles.put("atlas", AtlasDouble.start(options.port(atlasPort.getAsInt())));
    }
    if (fiixPort.isPresent()) {
      doubles.put("fiix", FiixDouble.start(options.port(fiixPort.getAsInt())));
    }
    if (dynamicsPort.isPresent()) {
      doubles.put("dynamics", dynamics(options.port(dynamicsPort.getAsInt())));
    }
    if (inforPort.isPresent()) {
      doubles.put("infor", InforDouble.start(options.port(inforPort.getAsInt())));
    }
    if (eccPort.isPresent()) {
      doubles.put("ecc", EccDouble.start(options.port(eccPort.getAsInt())));
    }
    if (mifPort.isPresent()) {
      doubles.put("maximo-mif", MaximoMifDouble.start(options.port(mifPort.getAsInt())));
    }
    serve(doubles, endWithStdin);
  }

  private static CmmsDouble sap(DoubleOptions options) {
    try {
      return SapDouble.start(options);
    } catch (NoClassDefFoundError missing) {
      System.err.println(
          "given: --sap-port; needed for it on the class path: olingo-odata2-api,"
              + " olingo-odata2-core, gson, commons-codec; missing: "
              + missing.getMessage());
      System.exit(2);
      throw missing;
    }
  }

  private static CmmsDouble dynamics(DoubleOptions options) {
    try {
      return DynamicsDouble.start(options);
    } catch (NoClassDefFoundError missing) {
      System.err.println(
          "given: --dynamics-port; needed for it on the class path: odata-server-core,"
              + " odata-commons-core, jackson-databind, commons-io; missing: "
              + missing.getMessage());
      System.exit(2);
      throw missing;
    }
  }

  private static void serve(Map<String, CmmsDouble> doubles, boolean endWithStdin)
      throws InterruptedException, IOException {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> doubles.values().forEach(CmmsDouble::close)));
    Map<String, Object> where = new LinkedHashMap<>();
    doubles.forEach((name, each) -> where.put(name, each.uri()));
    System.out.println(Json.write(where));
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
