package org.bellcrank.canary;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * Whether a part of the gateway works, as far as it was proven.
 *
 * @param id kind and name, for example {@code connector/bedford}
 * @param name for people
 * @param since when it got its colour
 * @param provedAt when it was last proven to work; empty before the first time
 * @param proof what was proven then
 * @param stage which stage is broken; empty unless red
 * @param words why it is red or grey, one line; empty while green
 * @param level how urgent: 0 unless red, 1 at first, 2 after four periods, 3 after sixteen
 */
public record Lamp(
    String id,
    Kind kind,
    String name,
    State state,
    Instant since,
    Optional<Instant> provedAt,
    String proof,
    String stage,
    String words,
    int level) {

  /** What a lamp stands for. */
  public enum Kind {
    /** What comes is taken and is on disk. */
    INTAKE,
    /** A source: a camera, a topic, a port. */
    SOURCE,
    /** The site documents in force, and deciding by them. */
    RULES,
    /** The way to one CMMS. */
    CONNECTOR,
    /** How much of the room for data is taken. */
    STORAGE,
    /** Whether what a source or a point brings is as much as usual. */
    PATTERN,
    /** Whether every accepted finding is in exactly one state. */
    BALANCE,
    /** Whether the database answers. */
    DATABASE,
    /** Whether a source's clock and the gateway's can both be right. */
    CLOCK,
    /** Whether what became of a CMMS's orders is read. */
    READING,
    /** Whether a CMMS's register of assets is read. */
    REGISTER,
    /** Whether the sensors of points can be believed. */
    POINTS,
    /** How long a certificate that is in use still lasts. */
    CERTIFICATE
  }

  /** What a lamp shows. */
  public enum State {
    /** It was proven to work, at most two periods ago. */
    GREEN,
    /** It does not work. */
    RED,
    /** Nothing is proven: none yet, switched off, or what lies before it is broken. */
    GREY
  }

  /** For pages and the cloud. */
  public Facts facts() {
    return Facts.with("id", id)
        .put("kind", kind)
        .put("name", name)
        .put("state", state)
        .put("since", since)
        .put("provedAt", provedAt)
        .put("proof", proof)
        .put("stage", stage)
        .put("words", words)
        .put("level", level)
        .build();
  }
}
