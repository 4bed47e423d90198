package org.bellcrank.payload;

import java.util.Optional;
import org.bellcrank.stream.SampleIntake;

/** What a source reads payloads of other shapes with; both may come and go. For any thread. */
public final class Mapped {

  private final boolean used;
  private volatile PayloadBook book;
  private volatile SampleIntake streams;

  /**
   * Nothing there yet.
   *
   * @param used whether the mappings of the site documents are to be asked at all
   */
  public Mapped(boolean used) {
    this.used = used;
  }

  /** Whether they are to be asked at all. */
  public boolean used() {
    return used;
  }

  /** Those in force; empty while there are none. */
  public Optional<PayloadMappings> mappings() {
    PayloadBook now = book;
    return now == null ? Optional.empty() : now.payloads();
  }

  /** What takes samples; empty while nothing does. */
  public Optional<SampleIntake> streams() {
    return Optional.ofNullable(streams);
  }

  /** There it is. */
  public synchronized void here(PayloadBook there) {
    book = there;
  }

  /** It went; another may have come before. */
  public synchronized void gone(PayloadBook gone) {
    book = book == gone ? null : book;
  }

  /** There it is. */
  public synchronized void here(SampleIntake there) {
    streams = there;
  }

  /** It went; another may have come before. */
  public synchronized void gone(SampleIntake gone) {
    streams = streams == gone ? null : streams;
  }
}
