package org.bellcrank.reject.opcua;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;

/** A gateway with a journal without a disk, a clock that stands, and one driver. */
final class Line implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");
  static final String ENDPOINT = "opc.tcp://127.0.0.1:4840/plant";
  static final String PRESS = "nsu=http://plant.example;s=reject-4";
  static final String SAW = "nsu=http://plant.example;s=reject-5";

  final Kept positions = new Kept();
  final Map<String, Finding> findings = new ConcurrentHashMap<>();
  final MemoryStore store =
      new MemoryStore().with(Positions.class, positions).with(FindingBook.class, book());
  final Control control = new Control();
  volatile Instant now = NOW;
  private final List<OpcUaReject> started = new ArrayList<>();

  Line() {
    append("gateway.started", "gateway", Facts.empty());
    positions.advance("reject.rejects", 1);
  }

  private FindingBook book() {
    return (FindingBook)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {FindingBook.class},
            (proxy, method, arguments) ->
                Optional.ofNullable(findings.get(arguments[0]))
                    .map(
                        each ->
                            new FindingBook.Row(
                                1,
                                each,
                                NOW,
                                new FindingBook.State(
                                    Disposition.LOGGED,
                                    "",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Facts.empty()))));
  }

  /** An instance that may write, with one node for the press and one for the saw. */
  OpcUaReject made(Object... settings) {
    Map<String, Object> given =
        new HashMap<>(
            Map.of(
                "write_enabled",
                true,
                "driver",
                "plc-4",
                "endpoint",
                ENDPOINT,
                "nodes",
                new String[] {
                  PRESS + " | pulse 20 | asset press-4 | class crack, pitting",
                  SAW + " | pulse 20 | asset saw-5"
                }));
    for (int i = 0; i < settings.length; i += 2) {
      given.put((String) settings[i], settings[i + 1]);
    }
    OpcUaReject made =
        new OpcUaReject(
            store, clock(), Map.of("kura.service.pid", "Rejects"), Given.settings(given));
    started.add(made);
    return made;
  }

  /** As above, with its driver, and it runs. */
  void running(Object... settings) {
    OpcUaReject made = made(settings);
    made.bindDriver(control, Map.of("kura.service.pid", "plc-4", "endpoint", ENDPOINT));
    made.start();
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  void append(String kind, String subject, Facts facts) {
    store.commit(
        unit -> {
          unit.append(now, kind, subject, facts);
          return null;
        });
  }

  /** A finding that was decided now. */
  void found(String id, String asset, String defect) {
    found(id, asset, defect, Disposition.RAISED, new CaptureTime(now, SYNCHRONISED));
  }

  private static final CaptureTime.ClockQuality SYNCHRONISED =
      CaptureTime.ClockQuality.SYNCHRONISED;

  void found(String id, String asset, String defect, Disposition to, CaptureTime seen) {
    findings.put(
        id,
        new Finding(
            id,
            id.replaceFirst("#.*", ""),
            Finding.Kind.DETECTION,
            "cam-1/left",
            defect,
            0.9,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            seen,
            List.of()));
    append(
        "finding.disposed",
        id,
        Facts.with("to", to)
            .put(
                "why",
                Facts.with("asset", asset).put("rule", "r-1").put("severity", "MAJOR").build())
            .build());
  }

  /** The entries about rejects, as kind and subject. */
  List<String> told() {
    return rejects().stream().map(each -> each.kind() + " " + each.subject()).toList();
  }

  List<Entry> rejects() {
    return store.entries().stream().filter(each -> each.kind().startsWith("reject.")).toList();
  }

  /** Waits until so many entries about rejects are there. */
  List<String> told(int wanted) {
    until(() -> rejects().size() >= wanted);
    return told();
  }

  /** Why the newest was held back. */
  String why() {
    Facts facts = rejects().get(rejects().size() - 1).facts();
    return facts.text("why").orElse("") + ": " + facts.text("reason").orElse("");
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen within 20 s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  void stop() {
    started.forEach(OpcUaReject::stop);
    started.clear();
  }

  /** Waits until what was stopped has ended too. */
  void ended() {
    until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(each -> each.getName().equals("bellcrank-reject-Rejects")));
  }

  @Override
  public void close() {
    stop();
  }

  /** Settings with their defaults, but for those given by method name. */
  static final class Given {

    private Given() {}

    static OpcUaReject.Config settings(Map<String, Object> given) {
      return settings(OpcUaReject.Config.class, given);
    }

    static <C> C settings(Class<C> type, Map<String, Object> given) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) ->
                  given.getOrDefault(method.getName(), method.getDefaultValue())));
    }
  }

  /** Positions without a disk. */
  static final class Kept implements Positions {

    final Map<String, Long> places = new ConcurrentHashMap<>();

    @Override
    public long position(String reader) {
      return places.getOrDefault(reader, 0L);
    }

    @Override
    public void advance(String reader, long to) {
      places.put(reader, to);
    }
  }
}
