package org.bellcrank.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.delivery.AssetReader;
import org.bellcrank.journal.StoreException;
import org.bellcrank.register.RegisterDesk;
import org.bellcrank.register.RegisterDesk.Health;

/**
 * The lamps of reading registers of assets: one for each connector instance whose register can be
 * read. What a register says is only as true as it is new. That it and the site documents differ is
 * no matter of this lamp: they differ in every plant.
 */
final class RegisterWatch {

  /** A reading may take its time, and the next one may fail a while. */
  private static final int PACES = 2;

  private final LampBoard board;

  RegisterWatch(LampBoard board) {
    this.board = board;
  }

  void look(Parts parts, Instant now) {
    RegisterDesk registers = parts.registers;
    if (registers == null) {
      return;
    }
    List<Health> all;
    try {
      all = registers.health();
    } catch (StoreException unread) {
      return; // the lamp of the database tells why
    }
    all.forEach(health -> look(health, every(parts.assets, health.instance()), now));
    board.names(Kind.REGISTER).stream()
        .filter(name -> all.stream().noneMatch(health -> health.instance().equals(name)))
        .forEach(name -> board.grey(Kind.REGISTER, name, now, "nobody reads it any more"));
  }

  private static Optional<Duration> every(AssetReader reader, String instance) {
    return reader == null ? Optional.empty() : reader.registerEvery(instance);
  }

  private void look(Health health, Optional<Duration> every, Instant now) {
    String name = health.instance();
    board.expect(Kind.REGISTER, name, now);
    if (health.failing().isPresent()) {
      if (health.words().contains(ReadingWatch.NOT_FLOWING)) {
        board.grey(Kind.REGISTER, name, now, ReadingWatch.AWAY);
      } else {
        board.bad(Kind.REGISTER, name, now, "reading", health.words());
      }
    } else if (old(health, every, now)) {
      board.bad(
          Kind.REGISTER,
          name,
          now,
          "age",
          "read at %s, longer ago than twice its pace of %s"
              .formatted(health.read().orElseThrow(), every.orElseThrow()));
    } else if (!health.unknown().isEmpty() || !health.unreadable().isEmpty()) {
      board.bad(Kind.REGISTER, name, now, "words", notUnderstood(health));
    } else if (health.read().isPresent()) {
      board.good(
          Kind.REGISTER,
          name,
          now,
          "read at %s, %d assets".formatted(health.read().get(), health.shown()));
    }
  }

  private static boolean old(Health health, Optional<Duration> every, Instant now) {
    return every.isPresent()
        && health
            .read()
            .filter(read -> now.isAfter(read.plus(every.get().multipliedBy(PACES))))
            .isPresent();
  }

  private static String notUnderstood(Health health) {
    return ReadingWatch.first(
        Stream.concat(
                health.unknown().stream().map("its connector does not know the %s"::formatted),
                health.unreadable().stream())
            .toList());
  }
}
