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

  /**
   * Reads a message; what no mapping takes is remembered for people.
   *
   * @throws org.bellcrank.observation.RefusedObservationException as {@link PayloadMappings#read}
   */
  public PayloadContent read(PayloadMappings mappings, Payload payload) {
    if (!mappings.has(payload.topic())) {
      untaken(payload, false);
    }
    PayloadContent content = mappings.read(payload);
    if (content.isEmpty()) {
      untaken(payload, true);
    } else {
      taken(payload);
    }
    return content;
  }

  private void taken(Payload payload) {
    PayloadBook now = book;
    if (now != null) {
      now.taken(payload.topic());
    }
  }

  /**
   * Remembers a message that no mapping took.
   *
   * @param named whether mappings name its topic
   */
  public void untaken(Payload payload, boolean named) {
    PayloadBook now = book;
    if (now != null) {
      now.untaken(payload, named);
    }
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
