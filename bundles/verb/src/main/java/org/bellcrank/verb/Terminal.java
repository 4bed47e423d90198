package org.bellcrank.verb;

/** Where a verb writes. Implementations may be called from any thread. */
public interface Terminal {

  /** One finished line of result, kept on the screen and in a redirected output. */
  void line(String text);

  /** One line that replaces the progress line before it; nothing where no person looks. */
  void progress(String text);

  /** One line of complaint: what, where, what is allowed, what happens next. */
  void error(String text);
}
