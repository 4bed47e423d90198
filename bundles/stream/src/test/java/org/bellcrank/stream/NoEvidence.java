package org.bellcrank.stream;

import java.nio.file.Path;
import java.util.Optional;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;

/** Where nothing is to be kept. */
final class NoEvidence implements EvidenceStore {

  @Override
  public EvidenceReference keep(byte[] content, String mediaType) {
    throw new AssertionError("nothing was to be kept");
  }

  @Override
  public Optional<byte[]> read(String sha256) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> file(String sha256) {
    return Optional.empty();
  }
}
