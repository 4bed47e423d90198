package org.bellcrank.source.mqtt;

import java.util.Optional;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.stream.SampleIntake;

/** What a source reads payloads of other shapes with; both may come and go. For any thread. */
final class Mapped {

  private final boolean used;
  private volatile PayloadBook book;
  private volatile SampleIntake streams;

  /**
   * Nothing there yet.
   *
   * @param used whether the mappings of the site documents are to be asked at all
   */
  Mapped(boolean used) {
    this.used = used;
  }

  boolean used() {
    return used;
  }

  Optional<PayloadMappings> mappings() {
    PayloadBook now = book;
    return now == null ? Optional.empty() : now.payloads();
  }

  Optional<SampleIntake> streams() {
    return Optional.ofNullable(streams);
  }

  synchronized void here(PayloadBook there) {
    book = there;
  }

  synchronized void gone(PayloadBook gone) {
    book = book == gone ? null : book;
  }

  synchronized void here(SampleIntake there) {
    streams = there;
  }

  synchronized void gone(SampleIntake gone) {
    streams = streams == gone ? null : streams;
  }
}
