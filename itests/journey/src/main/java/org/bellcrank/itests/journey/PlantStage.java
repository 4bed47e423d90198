package org.bellcrank.itests.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.itests.doubles.CmmsDoubles;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Store;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.StreamWatch;
import org.bellcrank.verb.Terminal;
import org.bellcrank.workorder.OrderBook;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The machines' half of the main job before one's eyes: six machines that wear and fail, the
 * gateway, and a double of their maintenance system.
 */
@Component(service = PlantStage.class)
public final class PlantStage {

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(10);

  /** After the past was told: what was drawn from it is decided and delivered by then. */
  private static final Duration SETTLE = Duration.ofSeconds(15);

  private final BundleContext framework;
  private final Store store;
  private final DataDirectory data;
  private final ActiveSite site;
  private final DeliveryBook deliveries;
  private final PayloadBook payloads;
  private final SampleIntake streams;
  private final StreamWatch watch;
  private final CmmsDoubles doubles;
  private final Clock clock;

  /** Joins what the demo needs of the gateway. */
  @Activate
  public PlantStage(
      BundleContext framework,
      @Reference Store store,
      @Reference DataDirectory data,
      @Reference ActiveSite site,
      @Reference DeliveryBook deliveries,
      @Reference PayloadBook payloads,
      @Reference SampleIntake streams,
      @Reference StreamWatch watch,
      @Reference CmmsDoubles doubles,
      @Reference Clock clock) {
    this.framework = framework;
    this.store = store;
    this.data = data;
    this.site = site;
    this.deliveries = deliveries;
    this.payloads = payloads;
    this.streams = streams;
    this.watch = watch;
    this.doubles = doubles;
    this.clock = clock;
  }

  /** Plays, prints what happens, and writes the report where one is asked for. */
  int play(DemoOptions options, PlantOptions plant, Terminal terminal) throws InterruptedException {
    ReportFile report =
        new ReportFile(
            options.report(), new JourneyReport(store, deliveries, List::of, clock), terminal);
    try {
      new DemoSite(Path.of(property("bellcrank.home", ".")), data).writePlant(doubles.custom());
      if (!siteStands(terminal)) {
        return 1;
      }
      terminal.line(
          "console             http://127.0.0.1:" + property("bellcrank.port", "-") + "/");
      terminal.line("maintenance system  " + doubles.custom());
      PlantTelling telling = new PlantTelling(plant.seed(), plant.days(), payloads, streams, clock);
      terminal.line(
          "six machines tell of their %d days since %s, then go on in real time"
              .formatted(plant.days(), telling.start()));
      Instant since = clock.instant();
      if (!store.read(unit -> unit.port(OrderBook.class).newest(Optional.empty(), 1)).isEmpty()) {
        terminal.line(
            "this data directory holds an earlier run: the past is told beside it, its orders do"
                + " not count");
      }
      Thread teller = new Thread(telling, "demo-machines");
      teller.setDaemon(true);
      teller.start();
      try {
        return watch(
            options, telling, report, new OrderLines(store, deliveries, terminal, since), terminal);
      } finally {
        teller.interrupt();
        teller.join(REST.toMillis());
      }
    } catch (InterruptedException e) {
      report.writeIfDue();
      throw e;
    } catch (IOException e) {
      terminal.error("demo: " + e.getMessage());
      return 1;
    }
  }

  private boolean siteStands(Terminal terminal) throws InterruptedException {
    while (site.site().isEmpty() && site.refusals().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
    while (site.refusals().isEmpty() && payloads.payloads().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
    site.refusals().forEach(refusal -> terminal.error("demo: " + refusal));
    return site.refusals().isEmpty();
  }

  /** Ends when enough orders are there; else goes on in real time, until stopped. */
  private int watch(
      DemoOptions options,
      PlantTelling telling,
      ReportFile report,
      OrderLines orders,
      Terminal terminal)
      throws InterruptedException, IOException {
    PlantNews news = new PlantNews(store, terminal);
    long settling = 0;
    boolean ended = false;
    while (true) {
      news.look();
      orders.look();
      if (!telling.failure().isEmpty()) {
        terminal.error("demo: the machines fell silent: " + telling.failure());
        report.write();
        return 1;
      }
      if (options.orders().isPresent() && orders.settled() >= options.orders().get()) {
        terminal.line(orders.settled() + " orders acknowledged");
        report.write();
        rest(orders);
        return 0;
      }
      terminal.progress(progress(telling, orders));
      if (!telling.present() || busy() || orders.underWay()) {
        settling = 0;
      } else if (settling == 0) {
        settling = System.nanoTime();
      } else if (!ended && System.nanoTime() - settling > SETTLE.toNanos()) {
        ended = true;
        terminal.line(summary(telling, news, orders));
        report.write();
        if (options.orders().isPresent()) {
          terminal.error(
              "demo: the machines' past was told with %d acknowledged orders, %d were asked for"
                  .formatted(orders.settled(), options.orders().get()));
          return 1;
        }
        terminal.line("the machines go on in real time; Ctrl-C ends the demo");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  private boolean busy() {
    return watch.waiting() > 100 || watch.writing() > 0;
  }

  private static String summary(PlantTelling telling, PlantNews news, OrderLines orders) {
    return "told up to now: %d messages, %d changes of an operating state, findings: %s; %d orders acknowledged"
        .formatted(
            telling.messages(),
            news.changes(),
            news.decisions().isEmpty() ? "none" : news.decisions(),
            orders.acknowledged());
  }

  private String progress(PlantTelling telling, OrderLines orders) {
    StringBuilder states = new StringBuilder();
    watch
        .operating()
        .forEach(
            (asset, words) -> states.append(asset).append(' ').append(first(words)).append("  "));
    return "%s  %s%d messages, %d orders acknowledged"
        .formatted(
            telling.told().truncatedTo(ChronoUnit.MINUTES),
            states,
            telling.messages(),
            orders.acknowledged());
  }

  /** The state's name alone. */
  private static String first(String words) {
    return words.split("[ :]", 2)[0];
  }

  /** Lets what is on its way arrive before the maintenance system is taken away. */
  private static void rest(OrderLines orders) throws InterruptedException {
    long deadline = System.nanoTime() + REST.toNanos();
    do {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      orders.look();
    } while (orders.underWay() && System.nanoTime() < deadline);
  }

  private String property(String name, String otherwise) {
    String given = framework.getProperty(name);
    return given == null || given.isBlank() ? otherwise : given;
  }
}
