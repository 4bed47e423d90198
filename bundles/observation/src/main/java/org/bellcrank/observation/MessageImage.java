package org.bellcrank.observation;

import java.util.Base64;
import java.util.Set;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;

/**
 * An image as a message carries it.
 *
 * @param content its bytes
 */
record MessageImage(EvidenceItem.Role role, String mediaType, byte[] content) {

  private static final String NO_HASH_YET = "0".repeat(64);

  /** Reads it; {@code at} is where it stands in the message. */
  static MessageImage of(Facts facts, String at) {
    ObservationMessage.known(facts, at, Set.of("role", "mediaType", "base64"), Set.of());
    String mediaType = ObservationMessage.required(facts, at, "mediaType");
    if (!Set.of("image/jpeg", "image/png").contains(mediaType)) {
      throw new RefusedObservationException(at + "mediaType", mediaType, "image/jpeg, image/png");
    }
    EvidenceItem.Role role =
        ObservationMessage.constant(
            EvidenceItem.Role.class, facts.text("role").orElse("original"), at + "role");
    byte[] content;
    try {
      content = Base64.getDecoder().decode(ObservationMessage.required(facts, at, "base64"));
    } catch (IllegalArgumentException e) {
      throw new RefusedObservationException(at + "base64", e.getMessage(), "base64 (RFC 4648)");
    }
    if (content.length == 0) {
      throw new RefusedObservationException(at + "base64", "no bytes", "the bytes of an image");
    }
    return new MessageImage(role, mediaType, content);
  }

  /** The image's place in an observation that is only looked at, not kept. */
  EvidenceItem unkept() {
    return new EvidenceItem(role, new EvidenceReference(NO_HASH_YET, mediaType, content.length));
  }

  /** Keeps it. */
  EvidenceItem kept(EvidenceStore evidence) {
    return new EvidenceItem(role, evidence.keep(content, mediaType));
  }
}
