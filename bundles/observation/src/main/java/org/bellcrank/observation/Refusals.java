package org.bellcrank.observation;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What doors refuse whose senders cannot be told: noted in the journal ({@code
 * observation.refused}) with what was sent, so that a person can read it and have it sent again. It
 * is kept as long as evidence of a finding without an order, and at most 64 MiB of it a day of UTC;
 * beyond that the entry says that its content is not kept. Safe for any thread.
 */
public final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final long MOST_A_DAY = 64L << 20;

  private final Store store;
  private final EvidenceStore evidence;
  private final Clock clock;
  private LocalDate day = LocalDate.MIN;
  private long keptToday;

  /** Refusals that are kept there. */
  public Refusals(Store store, EvidenceStore evidence, Clock clock) {
    this.store = store;
    this.evidence = evidence;
    this.clock = clock;
  }

  /**
   * Keeps what was refused and notes it.
   *
   * @param door which door refused; the entry's subject
   * @param why what was wrong, who sent it
   * @param content what was sent
   * @return completes when both are on disk; fails with a {@link
   *     org.bellcrank.journal.StoreException} where the entry is not
   * @throws org.bellcrank.evidence.EvidenceException when the content cannot be kept now; whoever
   *     holds it must go on holding it
   * @throws org.bellcrank.journal.StoreException likewise
   */
  public CompletableFuture<Void> note(String door, Facts why, byte[] content) {
    Facts.Builder facts = why.toBuilder().put("bytes", content.length);
    if (content.length == 0) {
      facts.put("content", "empty");
    } else if (isRoom(content.length)) {
      EvidenceReference kept = evidence.keepAside(content, mediaType(content));
      kept(content.length);
      facts.put("content", kept.sha256()).put("mediaType", kept.mediaType());
    } else {
      LOG.error("{}: more than {} bytes were refused today; not kept: {}", door, MOST_A_DAY, why);
      facts.put(
          "content", "not kept, more than %d bytes were refused in a day".formatted(MOST_A_DAY));
    }
    Facts all = facts.build();
    return store.submit(
        unit -> {
          unit.append(clock.instant(), "observation.refused", door, all);
          return null;
        });
  }

  private synchronized boolean isRoom(int bytes) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!today.equals(day)) {
      day = today;
      keptToday = 0;
    }
    return keptToday + bytes <= MOST_A_DAY;
  }

  private synchronized void kept(int bytes) {
    keptToday += bytes;
  }

  private static String mediaType(byte[] content) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return "text/plain; charset=utf-8";
    } catch (CharacterCodingException e) {
      return "application/octet-stream";
    }
  }
}
