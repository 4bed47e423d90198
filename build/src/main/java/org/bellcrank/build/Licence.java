package org.bellcrank.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One licence of a part.
 *
 * @param id as the SPDX list spells it
 * @param note what it covers, empty where it covers the whole part
 */
record Licence(String id, String note) {

  private static final Pattern ONE = Pattern.compile("([A-Za-z0-9.+-]+)(?: \\(([^)]*)\\))?");

  /** Reads words such as {@code LGPL-3.0-or-later (the library), Apache-2.0}. */
  static List<Licence> of(String words, String where) throws FeatureException {
    List<Licence> licences = new ArrayList<>();
    for (String word : words.split("(,| or )\\s*(?![^(]*\\))")) {
      Matcher matcher = ONE.matcher(word.strip());
      if (!matcher.matches()) {
        throw new FeatureException(
            "%s: given licence '%s'; allowed: identifiers of the SPDX list, each with a note in brackets or without, separated by commas"
                .formatted(where, words));
      }
      String note = matcher.group(2) == null ? "" : matcher.group(2);
      licences.add(new Licence(matcher.group(1), note));
    }
    return List.copyOf(licences);
  }
}
