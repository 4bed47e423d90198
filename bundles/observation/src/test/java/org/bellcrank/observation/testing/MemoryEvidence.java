package org.bellcrank.observation.testing;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;

/** Evidence without a disk. Safe for any thread. */
public final class MemoryEvidence implements EvidenceStore {

  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

  @Override
  public EvidenceReference keep(byte[] content, String mediaType) {
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      contents.put(hash, content);
      return new EvidenceReference(hash, mediaType, content.length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public Optional<byte[]> read(String sha256) {
    return Optional.ofNullable(contents.get(sha256));
  }

  @Override
  public Optional<Path> file(String sha256) {
    return Optional.empty();
  }
}
