package org.bellcrank.keys;

import java.time.Instant;
import java.util.List;

/**
 * Whoever shows a certificate, or is shown one, and so knows when it ends; a service of each
 * component that wants its lamp. Answers at once from any thread.
 */
public interface CertificateTerms {

  /** The certificates that are in use now; empty before the first use. */
  List<Term> terms();

  /**
   * How long a certificate lasts.
   *
   * @param name of its lamp, unique and the same after a renewal, for example {@code press-4/own}
   * @param shown whose it is, for people, for example its subject
   * @param end from when on it is refused
   */
  record Term(String name, String shown, Instant end) {}
}
