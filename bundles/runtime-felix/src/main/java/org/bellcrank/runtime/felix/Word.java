package org.bellcrank.runtime.felix;

import org.bellcrank.verb.Verb;

/**
 * What a verb says of itself.
 *
 * @param name the word
 * @param summary one line
 * @param help all its options
 */
record Word(String name, String summary, String help) {

  static Word of(Verb verb) {
    return new Word(verb.name(), verb.summary(), verb.help());
  }
}
