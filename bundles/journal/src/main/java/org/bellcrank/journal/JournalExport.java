package org.bellcrank.journal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the journal as JSON lines that {@link JournalVerifier} checks without a gateway.
 *
 * <p>First line {@code {"journal":"bellcrank","format":1}}; then one line per entry with {@code
 * sequence}, {@code at}, {@code kind}, {@code subject}, {@code facts} (canonical JSON as one text,
 * exactly as it was hashed), {@code previousHash}, {@code hash}; last line {@code
 * {"entries":N,"head":"hash of the last entry"}}, which shows a file that was cut off.
 */
public final class JournalExport {

  static final Facts HEAD = Facts.with("journal", "bellcrank").put("format", 1).build();

  private static final int PAGE = 1000;

  private JournalExport() {}

  /**
   * Writes all entries that are in the journal now, page by page, so that the store is never held
   * up for long. The stream is flushed, not closed.
   *
   * @return what the last line says
   * @throws IOException when the stream cannot be written
   */
  public static Head write(Store store, OutputStream out) throws IOException {
    long end = store.read(unit -> unit.port(Journal.class).lastSequence());
    Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    line(lines, HEAD);
    long written = 0;
    String hash = Chain.START;
    while (written < end) {
      long after = written;
      int limit = (int) Math.min(PAGE, end - written);
      List<Entry> page = store.read(unit -> unit.port(Journal.class).after(after, limit));
      if (page.isEmpty()) {
        throw new IOException(
            "journal ends at entry %d, entry %d was there before".formatted(written, end));
      }
      for (Entry entry : page) {
        line(lines, facts(entry));
        written = entry.sequence();
        hash = entry.hash();
      }
    }
    line(lines, Facts.with("entries", written).put("head", hash).build());
    lines.flush();
    return new Head(written, hash);
  }

  static Facts facts(Entry entry) {
    return Facts.with("sequence", entry.sequence())
        .put("at", entry.at())
        .put("kind", entry.kind())
        .put("subject", entry.subject())
        .put("facts", entry.facts().canonical())
        .put("previousHash", entry.previousHash())
        .put("hash", entry.hash())
        .build();
  }

  private static void line(Writer out, Facts facts) throws IOException {
    out.write(facts.json());
    out.write('\n');
  }

  /**
   * Where an export ends.
   *
   * @param entries how many entries it holds
   * @param hash hash of the last one; {@link Chain#START} for an empty journal. Kept apart from the
   *     file (printed, signed, sent) it proves that nobody wrote the whole file anew
   */
  public record Head(long entries, String hash) {}
}
