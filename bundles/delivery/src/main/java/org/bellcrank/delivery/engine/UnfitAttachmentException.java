package org.bellcrank.delivery.engine;

import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.observation.EvidenceItem;

/** A file that the other side would not take. */
final class UnfitAttachmentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfitAttachmentException(String message) {
    super(message);
  }

  /** Refuses what is missing, too big or of a kind that the connector does not allow. */
  static void check(EvidenceItem item, byte[] content, Connector.Attachments allowed) {
    String sha = item.reference().sha256().substring(0, 8);
    if (content.length == 0) {
      throw new UnfitAttachmentException(
          "Evidence %s is not in the evidence folder; nothing was attached.".formatted(sha));
    }
    if (content.length > allowed.maxBytes()) {
      throw new UnfitAttachmentException(
          "Evidence %s has %d bytes; allowed %d. It stays here, the order is not affected."
              .formatted(sha, content.length, allowed.maxBytes()));
    }
    if (!allowed.mediaTypes().contains(item.reference().mediaType())) {
      throw new UnfitAttachmentException(
          "Evidence %s is %s; allowed %s. It stays here, the order is not affected."
              .formatted(sha, item.reference().mediaType(), allowed.mediaTypes()));
    }
  }
}
