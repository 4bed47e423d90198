package org.bellcrank.payload;

import java.time.Instant;

/**
 * A topic whose messages no mapping took, so that a person may write one.
 *
 * @param topic where they came; cut after 1,000 characters, more than a mapping may name
 * @param named whether mappings name the topic and each of them passed its messages over, since no
 *     item of theirs counted
 * @param source who told it, as observations name it, for example {@code mqtt:plant/pump}
 * @param count messages since the gateway started, since one of the topic was taken, or since the
 *     topic was forgotten for others
 * @param at when the newest came, by the gateway's clock
 * @param bytes length of the newest
 * @param sample its beginning, at most 1,024 characters; of what is no text the first bytes in
 *     hexadecimal
 * @param mapping what a mapping for it might look like, lines of a site document
 */
public record Untaken(
    String topic,
    boolean named,
    String source,
    long count,
    Instant at,
    int bytes,
    String sample,
    String mapping) {}
