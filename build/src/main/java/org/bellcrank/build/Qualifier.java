package org.bellcrank.build;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Makes versions that rise with the commits and differ with the content. */
public final class Qualifier {

  private static final int HASH_DIGITS = 8;

  private Qualifier() {}

  /** {@code x.y.z.<commit time>-<first digits of the content hash>}. */
  public static String version(String base, String commitTime, String contentHash) {
    return base + "." + commitTime + "-" + contentHash.substring(0, HASH_DIGITS);
  }

  /**
   * The version of a package: as new as its newest bundle, different when any bundle differs.
   *
   * @param base three numbers
   */
  public static String ofPackage(String base, List<PackagedBundle> bundles) {
    StringBuilder content = new StringBuilder();
    String newest = CommitTime.UNKNOWN;
    for (PackagedBundle bundle : bundles) {
      content.append(bundle.symbolicName()).append(' ').append(bundle.version()).append('\n');
      String time = commitTime(bundle.version());
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    byte[] hash = BundleJar.sha256().digest(content.toString().getBytes(StandardCharsets.UTF_8));
    return version(base, newest, HexFormat.of().formatHex(hash));
  }

  private static String commitTime(String version) {
    String[] parts = version.split("\\.", 4);
    boolean ours = parts.length == 4 && parts[3].matches("\\d{12}-[0-9a-f]{8}");
    return ours ? parts[3].substring(0, CommitTime.UNKNOWN.length()) : CommitTime.UNKNOWN;
  }
}
