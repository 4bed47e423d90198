package org.bellcrank.itests.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.itests.doubles.CmmsDoubles;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.Cameras;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The main job before one's eyes: two doubles of maintenance systems, a camera in each of two
 * plants, and the gateway between them.
 */
@Component(service = Verb.class)
public final class DemoVerb implements Verb {

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration SETTLE = Duration.ofSeconds(60);

  private final BundleContext framework;
  private final Store store;
  private final DataDirectory data;
  private final ActiveSite site;
  private final DeliveryBook deliveries;
  private final Cameras cameras;
  private final ConfigurationAdmin configurations;
  private final CmmsDoubles doubles;
  private final Clock clock;

  /** Joins what the demo needs of the gateway. */
  @Activate
  public DemoVerb(
      BundleContext framework,
      @Reference Store store,
      @Reference DataDirectory data,
      @Reference ActiveSite site,
      @Reference DeliveryBook deliveries,
      @Reference Cameras cameras,
      @Reference ConfigurationAdmin configurations,
      @Reference CmmsDoubles doubles,
      @Reference Clock clock) {
    this.doubles = doubles;
    this.framework = framework;
    this.store = store;
    this.data = data;
    this.site = site;
    this.deliveries = deliveries;
    this.cameras = cameras;
    this.configurations = configurations;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "from a camera's video to acknowledged work orders in two maintenance systems";
  }

  @Override
  public String help() {
    return """
        demo [--orders N] [--report FILE] [--source S] [--port P]

          --orders N     end after N acknowledged orders with their pictures (default: go on)
          --report FILE  write what happened as JSON
          --source S     play a video, an rtsp:// address or a folder of images instead of the
                         rendered footage; it is seen by the camera of the Bedford works
          --port P       port of the console (default 8480)
        """;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    DemoOptions options;
    try {
      options = DemoOptions.of(arguments, property("bellcrank.source"));
    } catch (IllegalArgumentException e) {
      terminal.error("demo: " + e.getMessage());
      return 2;
    }
    long begun = System.nanoTime();
    try {
      DemoSite demoSite = new DemoSite(Path.of(property("bellcrank.home").orElse(".")), data);
      demoSite.write(doubles.maximo(), doubles.custom());
      awaitSite();
      DemoCameras demoCameras = new DemoCameras(configurations, data);
      demoCameras.start(options.source(), terminal);
      terminal.line(
          "console             "
              + property("bellcrank.port")
                  .map(port -> "http://127.0.0.1:" + port + "/")
                  .orElse("-"));
      terminal.line("Maximo double       " + doubles.maximo());
      terminal.line("small REST double   " + doubles.custom());
      int status = watch(options, terminal);
      if (options.report().isPresent()) {
        write(options.report().get(), Duration.ofNanos(System.nanoTime() - begun), terminal);
      }
      return status;
    } catch (IOException e) {
      terminal.error("demo: " + e.getMessage());
      return 1;
    }
  }

  private void awaitSite() throws InterruptedException {
    while (site.site().isEmpty() && site.refusals().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  /**
   * Prints a line for each order until enough are there, or until the cameras have nothing more.
   */
  private int watch(DemoOptions options, Terminal terminal) throws InterruptedException {
    OrderLines lines = new OrderLines(store, deliveries, terminal);
    long idleSince = System.nanoTime();
    while (true) {
      if (lines.look()) {
        idleSince = System.nanoTime();
      }
      if (options.orders().isPresent() && lines.settled() >= options.orders().get()) {
        terminal.line(lines.settled() + " orders acknowledged");
        return 0;
      }
      List<CameraStatus> all = cameras.all();
      terminal.progress(Progress.of(all, lines.acknowledged()));
      boolean ended =
          !all.isEmpty()
              && all.stream()
                  .allMatch(
                      camera ->
                          camera.state() == CameraStatus.State.ENDED
                              || camera.state() == CameraStatus.State.FAILED);
      if (!ended) {
        idleSince = System.nanoTime();
      } else if (options.orders().isPresent() && System.nanoTime() - idleSince > SETTLE.toNanos()) {
        terminal.error(
            "demo: the footage has ended with %d acknowledged orders, %d were asked for"
                .formatted(lines.settled(), options.orders().get()));
        return 1;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  private void write(Path file, Duration took, Terminal terminal) throws IOException {
    String json = new JourneyReport(store, deliveries, cameras, clock).json(took);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, json);
    terminal.line("report in " + file);
  }

  private Optional<String> property(String name) {
    return Optional.ofNullable(framework.getProperty(name)).filter(text -> !text.isBlank());
  }
}
