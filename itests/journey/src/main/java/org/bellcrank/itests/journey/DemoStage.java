package org.bellcrank.itests.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.itests.doubles.CmmsDoubles;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.verb.Terminal;
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
@Component(service = DemoStage.class)
public final class DemoStage {

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(10);

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
  public DemoStage(
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

  /** Plays, prints a line for each order, and writes the report where one is asked for. */
  int play(DemoOptions options, Terminal terminal) throws InterruptedException {
    ReportFile report =
        new ReportFile(
            options.report(), new JourneyReport(store, deliveries, cameras, clock), terminal);
    try {
      DemoSite demoSite = new DemoSite(Path.of(property("bellcrank.home").orElse(".")), data);
      DemoCameras playing = new DemoCameras(configurations, data);
      // First, since deciding waits but a moment for the cameras that the documents name.
      playing.render(options.source(), terminal);
      demoSite.write(doubles.maximo(), doubles.custom());
      awaitSite();
      String console =
          property("bellcrank.port").map(port -> "http://127.0.0.1:" + port + "/").orElse("-");
      options.source().ifPresent(source -> source.lines().forEach(terminal::line));
      playing.start(options.source());
      terminal.line("console             " + console);
      terminal.line("Maximo double       " + doubles.maximo());
      terminal.line("small REST double   " + doubles.custom());
      return watch(options, console, report, playing, terminal);
    } catch (InterruptedException e) {
      report.writeIfDue();
      throw e;
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

  /** Ends when enough orders are there; else stays when the footage has ended, until stopped. */
  private int watch(
      DemoOptions options,
      String console,
      ReportFile report,
      DemoCameras playing,
      Terminal terminal)
      throws InterruptedException, IOException {
    OrderLines lines = new OrderLines(store, deliveries, terminal, Instant.MIN);
    FootageEnd end = new FootageEnd(store, cameras);
    boolean told = false;
    while (true) {
      lines.look();
      if (options.orders().isPresent() && lines.settled() >= options.orders().get()) {
        terminal.line(lines.settled() + " orders acknowledged");
        report.write();
        rest(lines, playing);
        return 0;
      }
      terminal.progress(Progress.of(cameras.all(), lines.acknowledged()));
      if (!told && end.reached(lines.underWay())) {
        told = true;
        terminal.line(end.line(lines));
        report.write();
        if (options.orders().isPresent()) {
          terminal.error(
              "demo: the footage has ended with %d acknowledged orders, %d were asked for"
                  .formatted(lines.settled(), options.orders().get()));
          return 1;
        }
        if (end.nothingSeen()) {
          terminal.error("demo: there was nothing to see");
          return 1;
        }
        terminal.line("the console stays open on %s; Ctrl-C ends the demo".formatted(console));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  /** Lets what is on its way arrive before the maintenance systems are taken away. */
  private static void rest(OrderLines lines, DemoCameras playing)
      throws InterruptedException, IOException {
    playing.stop();
    long deadline = System.nanoTime() + REST.toNanos();
    do {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      lines.look();
    } while (lines.underWay() && System.nanoTime() < deadline);
  }

  private Optional<String> property(String name) {
    return Optional.ofNullable(framework.getProperty(name)).filter(text -> !text.isBlank());
  }
}
