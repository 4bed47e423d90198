package org.bellcrank.evidence;

import java.time.Instant;
import java.util.Optional;

/** The rows of kept evidence; a port of the unit of work. */
public interface EvidenceBook {

  /** Notes that the content is on disk; a second note of the same content changes nothing. */
  void add(EvidenceReference reference, Instant at);

  /** What is noted about a content hash. */
  Optional<EvidenceReference> find(String sha256);

  /** Bytes of all noted evidence. */
  long totalBytes();
}
