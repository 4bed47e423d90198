package org.bellcrank.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Optional;

/**
 * Checks an export of the journal without the gateway: every entry in its place, every hash right,
 * nothing cut off at the end.
 */
public final class JournalVerifier {

  private final ChainWalk walk = new ChainWalk();

  private JournalVerifier() {}

  /**
   * Checks an export. The stream is read to its end, not closed.
   *
   * @throws IOException when the stream cannot be read
   */
  public static ChainCheck verify(InputStream in) throws IOException {
    return new JournalVerifier().check(in, Optional.empty());
  }

  /**
   * Checks an export whose last hash was kept elsewhere; finds also a file that was written wholly
   * anew.
   *
   * @param head the hash of the last entry, 64 hexadecimal digits
   * @throws IOException when the stream cannot be read
   */
  public static ChainCheck verify(InputStream in, String head) throws IOException {
    return new JournalVerifier().check(in, Optional.of(head));
  }

  private ChainCheck check(InputStream in, Optional<String> head) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    try {
      String first = lines.readLine();
      if (first == null || !Facts.parse(first).equals(JournalExport.HEAD)) {
        return broken("the first line is not " + JournalExport.HEAD);
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Facts facts = Facts.parse(line);
        if (facts.has("head")) {
          return end(lines, facts, head);
        }
        Optional<ChainCheck.Broken> broken = entry(facts);
        if (broken.isPresent()) {
          return broken.get();
        }
      }
      return broken("the file ends without its last line; entries may be cut off");
    } catch (FactsException | DateTimeException e) {
      return broken(e.getMessage());
    }
  }

  private Optional<ChainCheck.Broken> entry(Facts facts) {
    String previous = walk.hash();
    Optional<ChainCheck.Broken> broken =
        walk.next(
            facts.whole("sequence").orElse(0),
            facts.requireText("at"),
            facts.requireText("kind"),
            facts.requireText("subject"),
            facts.requireText("facts"),
            facts.requireText("hash"));
    if (broken.isEmpty() && !facts.requireText("previousHash").equals(previous)) {
      return Optional.of(
          new ChainCheck.Broken(
              walk.sequence(), "previousHash is not the hash of the entry before"));
    }
    return broken;
  }

  private ChainCheck end(BufferedReader lines, Facts end, Optional<String> head)
      throws IOException {
    if (end.whole("entries").orElse(-1) != walk.sequence()
        || !end.requireText("head").equals(walk.hash())) {
      return broken("the last line does not name the last entry; entries are cut off");
    }
    if (lines.readLine() != null) {
      return broken("there is text after the last line");
    }
    if (head.isPresent() && !head.get().equalsIgnoreCase(walk.hash())) {
      return broken(
          "the last entry has hash %s, kept elsewhere was %s".formatted(walk.hash(), head.get()));
    }
    return new ChainCheck.Intact(walk.sequence());
  }

  private ChainCheck broken(String reason) {
    return new ChainCheck.Broken(walk.sequence() + 1, reason);
  }
}
