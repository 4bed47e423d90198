package org.bellcrank.delivery.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.PictureShrinker;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.workorder.WorkOrder;

/**
 * The file that a row brings along: the evidence itself, or a smaller copy where the other side
 * takes nothing so big. Reading, shrinking and encoding are done here, outside of units of work.
 *
 * @param item the evidence as it is kept
 * @param content what goes out
 * @param mediaType of what goes out
 * @param reduced hash, size and type of the copy; empty when the evidence itself goes out
 */
record Cargo(EvidenceItem item, byte[] content, String mediaType, Optional<Facts> reduced) {

  /**
   * Loads it.
   *
   * @param shrinker empty when there is nobody to make pictures smaller
   * @throws UnfitAttachmentException when it is missing, too big or of a kind that is not taken
   */
  static Cargo of(
      Delivery row,
      Connector.Attachments allowed,
      EvidenceStore evidence,
      Optional<PictureShrinker> shrinker) {
    EvidenceItem item =
        Completion.picture(row)
            .orElseThrow(
                () -> new UnfitAttachmentException("The row does not say what to attach."));
    String sha = item.reference().sha256();
    byte[] content = read(evidence, sha);
    if (content.length == 0) {
      throw unfit("Evidence %s is not in the evidence folder; nothing was attached.", sha);
    }
    String mediaType = item.reference().mediaType();
    if (!allowed.mediaTypes().contains(mediaType)) {
      throw unfit(
          "Evidence %s is %s; allowed %s. It stays here, the order is not affected.",
          sha, mediaType, allowed.mediaTypes());
    }
    if (content.length <= allowed.maxBytes()) {
      return new Cargo(item, content, mediaType, Optional.empty());
    }
    PictureShrinker.Reduced copy =
        shrinker
            .filter(any -> mediaType.startsWith("image/"))
            .flatMap(able -> able.shrink(content, allowed.maxBytes()))
            .filter(made -> made.content().length <= allowed.maxBytes())
            .filter(made -> allowed.mediaTypes().contains(made.mediaType()))
            .orElseThrow(
                () ->
                    unfit(
                        "Evidence %s has %d bytes; allowed %d%s. It stays here, the order is not"
                            + " affected.",
                        sha,
                        content.length,
                        allowed.maxBytes(),
                        shrinker.isPresent() ? ", and no copy of it was made that fits" : ""));
    return new Cargo(item, copy.content(), copy.mediaType(), Optional.of(facts(copy)));
  }

  private static byte[] read(EvidenceStore evidence, String sha) {
    try {
      return evidence.read(sha).orElse(new byte[0]);
    } catch (EvidenceException broken) {
      throw unfit("Evidence %s was not attached: %s", sha, broken.getMessage());
    }
  }

  /**
   * Adds what expressions may read about it.
   *
   * @param link where a person sees it; empty where the instance does not say
   */
  void addTo(Map<String, Object> known, WorkOrder order, Optional<String> link, boolean encoded) {
    link.ifPresent(address -> known.put("attachment.link", address));
    known.put("attachment.name", fileName(order));
    known.put("attachment.mediaType", mediaType);
    known.put(
        "attachment.sha256",
        reduced.flatMap(copy -> copy.text("sha256")).orElse(item.reference().sha256()));
    known.put("attachment.bytes", (long) content.length);
    known.put("attachment.role", item.role().name());
    if (encoded) {
      known.put("attachment.base64", Base64.getEncoder().encodeToString(content));
    }
  }

  /**
   * The same evidence of the same order always has the same name, and no other has it; also a copy,
   * however often it is made.
   */
  private String fileName(WorkOrder order) {
    String end =
        switch (mediaType) {
          case "image/jpeg" -> ".jpg";
          case "image/png" -> ".png";
          case "application/pdf" -> ".pdf";
          case "text/plain" -> ".txt";
          case "text/csv" -> ".csv";
          default -> ".bin";
        };
    return order.reference() + "-" + item.reference().sha256().substring(0, 8) + end;
  }

  private static Facts facts(PictureShrinker.Reduced copy) {
    return Facts.with("sha256", sha256(copy.content()))
        .put("bytes", copy.content().length)
        .put("mediaType", copy.mediaType())
        .put("widthPixels", copy.widthPixels())
        .put("heightPixels", copy.heightPixels())
        .build();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static UnfitAttachmentException unfit(String format, String sha, Object... more) {
    Object[] all = new Object[more.length + 1];
    all[0] = sha.substring(0, 8);
    System.arraycopy(more, 0, all, 1, more.length);
    return new UnfitAttachmentException(format.formatted(all));
  }
}
