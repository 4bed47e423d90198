package org.bellcrank.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;

/**
 * The lamps and how they change colour. What goes wrong once may be a hiccup: a lamp turns red when
 * it still is wrong a quarter of a period later. Pure; not safe for several threads.
 */
final class LampBoard {

  private static final int UNPROVEN_AFTER = 2;
  private static final int SECOND_LEVEL = 4;
  private static final int THIRD_LEVEL = 16;

  private static final Set<Kind> SINGLE =
      EnumSet.of(Kind.INTAKE, Kind.RULES, Kind.STORAGE, Kind.BALANCE, Kind.DATABASE, Kind.POINTS);

  /** They say themselves how urgent it is. */
  private static final Set<Kind> STEPPED = EnumSet.of(Kind.STORAGE, Kind.CERTIFICATE);

  private final Map<String, Socket> sockets = new LinkedHashMap<>();
  private final List<Lamp> changes = new ArrayList<>();
  private Duration period = Duration.ofMinutes(15);

  /** Where a lamp is screwed in. */
  private static final class Socket {

    private Lamp lamp;

    /** Since when it is wrong without a break; null while it is not. */
    private Instant wrongSince;

    /** Since when something worse is wrong than what it is red for; null while nothing is. */
    private Instant worseSince;

    Socket(Lamp lamp) {
      this.lamp = lamp;
    }
  }

  void period(Duration next) {
    period = next;
  }

  static String id(Kind kind, String name) {
    return SINGLE.contains(kind)
        ? name
        : kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + name;
  }

  /** A lamp that was red before the gateway stopped is red until something is proven. */
  void restore(Lamp red) {
    Socket socket = new Socket(red);
    socket.wrongSince = red.since();
    sockets.put(red.id(), socket);
  }

  /** It was proven to work. */
  void good(Kind kind, String name, Instant now, String proof) {
    Socket socket = socket(kind, name, now);
    Lamp before = socket.lamp;
    socket.wrongSince = null;
    socket.worseSince = null;
    Instant since = before.state() == State.GREEN ? before.since() : now;
    socket.lamp =
        new Lamp(before.id(), kind, name, State.GREEN, since, Optional.of(now), proof, "", "", 0);
    if (before.state() == State.RED) {
      changes.add(socket.lamp);
    }
  }

  /**
   * The way to the CMMS was proven as far as orders go; what waits behind them still is wrong. That
   * ends whatever else it was red for.
   */
  void goodButBehind(Kind kind, String name, Instant now, String proof) {
    Socket socket = socket(kind, name, now);
    socket.worseSince = null;
    if (socket.lamp.state() == State.RED && !socket.lamp.stage().equals(Trouble.BEHIND)) {
      good(kind, name, now, proof);
    }
  }

  /**
   * It does not work. While it is red another reason takes the place of the first, in silence; but
   * what waits behind orders takes no place, and gives its own to whatever else is wrong, which is
   * told as if it had been green.
   */
  void bad(Kind kind, String name, Instant now, String stage, String words) {
    Socket socket = socket(kind, name, now);
    Lamp before = socket.lamp;
    if (socket.wrongSince == null) {
      socket.wrongSince = now;
    }
    boolean red = before.state() == State.RED;
    if (red && (before.stage().equals(stage) || stage.equals(Trouble.BEHIND))) {
      return;
    }
    boolean worse = red && before.stage().equals(Trouble.BEHIND);
    if (worse && socket.worseSince == null) {
      socket.worseSince = now;
    }
    Instant began = worse ? socket.worseSince : socket.wrongSince;
    boolean news = worse || !red;
    if (news && now.isBefore(began.plus(grace()))) {
      return;
    }
    socket.lamp =
        new Lamp(
            before.id(),
            kind,
            name,
            State.RED,
            news ? began : before.since(),
            before.provedAt(),
            before.proof(),
            stage,
            words,
            news ? 1 : before.level());
    if (news) {
      socket.wrongSince = began;
      socket.worseSince = null;
      changes.add(socket.lamp);
    }
  }

  /**
   * It is so urgent now, and is told whenever that changes; without grace, since who says so has
   * looked twice.
   *
   * @param level 1 to 3
   */
  void urgent(Kind kind, String name, Instant now, String stage, String words, int level) {
    Socket socket = socket(kind, name, now);
    Lamp before = socket.lamp;
    boolean red = before.state() == State.RED;
    socket.wrongSince = red && socket.wrongSince != null ? socket.wrongSince : now;
    socket.lamp =
        new Lamp(
            before.id(),
            kind,
            name,
            State.RED,
            red ? before.since() : now,
            before.provedAt(),
            before.proof(),
            stage,
            words,
            level);
    if (!red || before.level() != level || !before.stage().equals(stage)) {
      changes.add(socket.lamp);
    }
  }

  /** A pattern is not as usual; told once, and again when it is so in another way. */
  void odd(String name, Instant now, String stage, String words) {
    atOnce(Kind.PATTERN, name, now, stage, words);
  }

  /**
   * It is wrong beyond doubt, so it is red without grace; told once while the stage is the same.
   */
  void atOnce(Kind kind, String name, Instant now, String stage, String words) {
    Lamp before = socket(kind, name, now).lamp;
    boolean same = before.state() == State.RED && before.stage().equals(stage);
    urgent(kind, name, now, stage, same ? before.words() : words, same ? before.level() : 1);
  }

  private Duration grace() {
    return period.dividedBy(4);
  }

  /** Nothing can be said of it. */
  void grey(Kind kind, String name, Instant now, String words) {
    Socket socket = socket(kind, name, now);
    Lamp before = socket.lamp;
    socket.wrongSince = null;
    socket.worseSince = null;
    if (before.state() == State.GREY && before.words().equals(words)) {
      return;
    }
    Instant since = before.state() == State.GREY ? before.since() : now;
    socket.lamp =
        new Lamp(
            before.id(),
            kind,
            name,
            State.GREY,
            since,
            before.provedAt(),
            before.proof(),
            "",
            words,
            0);
    if (before.state() == State.RED) {
      changes.add(socket.lamp);
    }
  }

  /** Makes sure that there is a lamp, grey until something is known. */
  void expect(Kind kind, String name, Instant now) {
    socket(kind, name, now);
  }

  private Socket socket(Kind kind, String name, Instant now) {
    return sockets.computeIfAbsent(
        id(kind, name),
        id ->
            new Socket(
                new Lamp(
                    id,
                    kind,
                    name,
                    State.GREY,
                    now,
                    Optional.empty(),
                    "",
                    "",
                    "nothing was tried yet",
                    0)));
  }

  /** Whether it is wrong, red already or about to be. */
  boolean wrong(Kind kind, String name) {
    Socket socket = sockets.get(id(kind, name));
    return socket != null && socket.wrongSince != null;
  }

  List<String> names(Kind kind) {
    return sockets.values().stream()
        .map(socket -> socket.lamp)
        .filter(lamp -> lamp.kind() == kind)
        .map(Lamp::name)
        .toList();
  }

  /** Lets time pass: what stays red grows urgent, what stays unproven turns grey. */
  void pass(Instant now) {
    for (Socket socket : sockets.values()) {
      Lamp lamp = socket.lamp;
      boolean grows = !STEPPED.contains(lamp.kind()) && !lamp.stage().equals(Trouble.BEHIND);
      int level = grows ? level(lamp, now) : lamp.level();
      if (lamp.state() == State.RED && level > lamp.level()) {
        socket.lamp =
            new Lamp(
                lamp.id(),
                lamp.kind(),
                lamp.name(),
                State.RED,
                lamp.since(),
                lamp.provedAt(),
                lamp.proof(),
                lamp.stage(),
                lamp.words(),
                level);
        changes.add(socket.lamp);
      } else if (lamp.state() == State.GREEN && stale(lamp, now)) {
        Instant wrong = socket.wrongSince;
        grey(lamp.kind(), lamp.name(), now, "no test came this far; a lamp before it says why");
        socket.wrongSince = wrong;
      }
    }
  }

  private int level(Lamp lamp, Instant now) {
    if (!now.isBefore(lamp.since().plus(period.multipliedBy(THIRD_LEVEL)))) {
      return 3;
    }
    return now.isBefore(lamp.since().plus(period.multipliedBy(SECOND_LEVEL))) ? 1 : 2;
  }

  private boolean stale(Lamp lamp, Instant now) {
    return lamp.provedAt()
        .filter(at -> at.plus(period.multipliedBy(UNPROVEN_AFTER)).isBefore(now))
        .isPresent();
  }

  /** What people are to be told, oldest first; told once. */
  List<Lamp> changes() {
    List<Lamp> all = List.copyOf(changes);
    changes.clear();
    return all;
  }

  /** All lamps, by kind, then by name. */
  List<Lamp> all() {
    return sockets.values().stream()
        .map(socket -> socket.lamp)
        .sorted(Comparator.comparing(Lamp::kind).thenComparing(Lamp::name))
        .toList();
  }

  Lamp lamp(Kind kind, String name) {
    return sockets.get(id(kind, name)).lamp;
  }
}
