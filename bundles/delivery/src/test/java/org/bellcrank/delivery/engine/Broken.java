package org.bellcrank.delivery.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;

/** Evidence of which one file cannot be read. */
record Broken(EvidenceStore behind, String sha256, Supplier<RuntimeException> failure)
    implements EvidenceStore {

  @Override
  public EvidenceReference keep(byte[] content, String mediaType) {
    return behind.keep(content, mediaType);
  }

  @Override
  public Optional<byte[]> read(String asked) {
    if (asked.equals(sha256)) {
      throw failure.get();
    }
    return behind.read(asked);
  }

  @Override
  public Optional<Path> file(String asked) {
    return behind.file(asked);
  }
}
