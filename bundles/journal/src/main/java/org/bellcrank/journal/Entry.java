package org.bellcrank.journal;

import java.time.Instant;

/**
 * One line of the journal. Each entry carries the hash of the one before, so that a change, a gap
 * or a new order of entries shows.
 *
 * @param sequence its place, from 1, without gaps
 * @param at when the gateway wrote it, by the gateway's clock
 * @param kind what happened, dotted lower case, for example {@code finding.disposed}
 * @param subject the id of what it happened to (finding, order, delivery …)
 * @param facts what is to be known about it
 * @param previousHash hash of the entry before, 64 hexadecimal digits; 64 zeros before the first
 * @param hash SHA-256 over sequence, at, kind, subject, canonical facts and previousHash
 */
public record Entry(
    long sequence,
    Instant at,
    String kind,
    String subject,
    Facts facts,
    String previousHash,
    String hash) {}
