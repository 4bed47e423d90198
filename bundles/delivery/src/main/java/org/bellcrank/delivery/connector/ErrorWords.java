package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Optional;

/** Where the vendor's answer says what is wrong; paths, the first that leads anywhere counts. */
public record ErrorWords(List<String> words, List<String> code, List<String> field) {

  private static final int LONGEST = 400;

  /** The vendor's words; the beginning of the body when no pointer leads anywhere. */
  public String words(Content answer, String body) {
    String found = first(answer, words).orElse(body.strip());
    return found.length() <= LONGEST ? found : found.substring(0, LONGEST) + "…";
  }

  /** The vendor's words where a pointer leads to them; nothing else of the answer. */
  public Optional<String> named(Content answer) {
    return first(answer, words)
        .map(found -> found.length() <= LONGEST ? found : found.substring(0, LONGEST) + "…");
  }

  /** The vendor's code. */
  public Optional<String> code(Content answer) {
    return first(answer, code);
  }

  /** The field that the vendor names. */
  public Optional<String> field(Content answer) {
    return first(answer, field);
  }

  private static Optional<String> first(Content answer, List<String> pointers) {
    return pointers.stream().flatMap(pointer -> answer.text(pointer).stream()).findFirst();
  }
}
