package org.bellcrank.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bellcrank.asset.Browsable;
import org.bellcrank.asset.Point;
import org.bellcrank.asset.UnbrowsableException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;

/**
 * Devices that can be looked through, and how what they hold becomes points. Few looks go on at the
 * same time, since each waits for a device and everything else is to be answered meanwhile.
 */
final class BrowseRoutes {

  private static final int USUAL = 100;
  private static final int FARTHEST = 1_000_000;
  private static final int AT_ONCE = 2;

  private final ActiveSite documents;
  private final Desks desks;
  private final Clock clock;
  private final PointDesk points;
  private final Semaphore looks = new Semaphore(AT_ONCE);

  BrowseRoutes(Store store, ActiveSite documents, Desks desks, Clock clock) {
    this.documents = documents;
    this.desks = desks;
    this.clock = clock;
    this.points = new PointDesk(store, documents, desks);
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/browse", request -> new Answer.Json(devices())),
        Path.get("/api/browse/{driver}", this::below),
        Decision.route("/api/browse/declare", points::declare));
  }

  private Facts devices() {
    return Facts.with(
            "devices",
            desks.browsables().stream()
                .sorted(Comparator.comparing(Browsable::driver))
                .map(each -> Facts.with("driver", each.driver()).put("place", each.place()).build())
                .toList())
        .build();
  }

  private Answer below(Request request) {
    String driver = request.path().get("driver");
    Optional<Browsable> device =
        desks.browsables().stream().filter(each -> each.driver().equals(driver)).findFirst();
    if (device.isEmpty()) {
      return new Answer.NotFound("driver %s whose device can be looked through".formatted(driver));
    }
    if (!looks.tryAcquire()) {
      return new Answer.Conflict(
          "%d looks at devices are going on already; try again".formatted(AT_ONCE));
    }
    try {
      return new Answer.Json(below(device.get(), request));
    } catch (UnbrowsableException e) {
      return new Answer.Conflict(e.getMessage());
    } catch (IllegalArgumentException e) {
      return new Answer.Refused(e.getMessage());
    } finally {
      looks.release();
    }
  }

  private Facts below(Browsable device, Request request) throws UnbrowsableException {
    String node = request.query("node").orElse("");
    int from = from(request);
    Browsable.Branch branch =
        device.below(
            node, request.query("find").orElse(""), from, request.limit(USUAL, Browsable.MOST));
    Instant now = clock.instant();
    List<Read> read =
        documents.site().stream()
            .flatMap(site -> site.assets().points().stream())
            .flatMap(point -> read(point, device).stream())
            .toList();
    return Facts.with("driver", device.driver())
        .put("node", node)
        .put("from", from)
        .put("fits", branch.fits())
        .put("whole", branch.whole())
        .put("nodes", branch.nodes().stream().map(each -> line(each, read, now)).toList())
        .build();
  }

  /**
   * A point that the device gives its values.
   *
   * @param settings of its channel, its node as the device tells it
   */
  private record Read(String point, Map<String, String> settings) {}

  private static Optional<Read> read(Point point, Browsable device) {
    return point
        .source()
        .filter(source -> source.driver().equals(device.driver()))
        .map(source -> new Read(point.id(), device.asTold(source.settings())));
  }

  private static int from(Request request) {
    String given = request.query("from").filter(text -> !text.isBlank()).orElse("0");
    if (!given.matches("[0-9]{1,7}") || Integer.parseInt(given) > FARTHEST) {
      throw new IllegalArgumentException(
          "from: given '%s'; allowed: 0 to %d".formatted(given, FARTHEST));
    }
    return Integer.parseInt(given);
  }

  private static Facts line(Browsable.Node node, List<Read> read, Instant now) {
    Facts.Builder line =
        Facts.with("id", node.id()).put("name", node.name()).put("opens", node.opens());
    node.held().ifPresent(held -> held(line, held, read, now));
    return line.build();
  }

  private static void held(Facts.Builder line, Browsable.Held held, List<Read> read, Instant now) {
    line.put("type", held.type())
        .put("text", held.text())
        .put("value", held.value())
        .put("good", held.good())
        .put("state", held.state())
        .put("at", held.at())
        .put("age", held.at().map(at -> Duration.between(at, now).toMillis() / 1000.0))
        .put("unit", held.unit())
        .put("unitText", held.unitText())
        .put("low", held.low())
        .put("high", held.high())
        .put("unfit", held.unfit())
        .put("channel", held.channel().isEmpty() ? null : Facts.of(held.channel()))
        .put("point", point(held.channel(), read));
  }

  /** The point that such a channel gives its values already; settings beside it may differ. */
  private static Optional<String> point(Map<String, String> channel, List<Read> read) {
    return channel.isEmpty()
        ? Optional.empty()
        : read.stream()
            .filter(each -> each.settings().entrySet().containsAll(channel.entrySet()))
            .map(Read::point)
            .findFirst();
  }
}
