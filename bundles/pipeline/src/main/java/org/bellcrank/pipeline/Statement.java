package org.bellcrank.pipeline;

import org.bellcrank.journal.Facts;

/**
 * What a person says when deciding; it stands in the journal for ever.
 *
 * @param who the person, one line of at most 120 characters
 * @param why the reason, at most 500 characters
 */
public record Statement(String who, String why) {

  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_REASON = 500;

  /** Refuses a decision without a name or a reason. */
  public Statement {
    if (who.isBlank() || who.length() > LONGEST_NAME || who.matches("(?s).*\\R.*")) {
      throw new IllegalArgumentException(
          "given who '%s'; allowed: one line of 1 to %d characters".formatted(who, LONGEST_NAME));
    }
    if (why.isBlank() || why.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "given why of %d characters; allowed: 1 to %d, not blank"
              .formatted(why.length(), LONGEST_REASON));
    }
  }

  /** For the journal and the why-card. */
  Facts.Builder facts() {
    return Facts.with("who", who).put("why", why);
  }

  /** One line for people. */
  String line(String did) {
    return "%s by %s: %s".formatted(did, who, why);
  }
}
