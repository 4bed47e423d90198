package org.bellcrank.workorder;

import java.util.Optional;

/**
 * The tag that marks orders made by the gateway, so that people can find them and leave them out.
 *
 * @param tag at most 30 characters; empty means that orders carry no tag
 */
public record Origin(Optional<String> tag) {

  /** The word of the documents for no tag. */
  public static final String NO_TAG = "none";

  /** The tag of orders where the documents name none. */
  public static final Origin DEFAULT = new Origin(Optional.of("BELLCRANK-VISION"));

  /** Orders without a tag. */
  public static final Origin NONE = new Origin(Optional.empty());

  /** What the documents say: a tag, or {@code none}. */
  public static Origin of(String text) {
    return text.equals(NO_TAG) ? NONE : new Origin(Optional.of(text));
  }
}
