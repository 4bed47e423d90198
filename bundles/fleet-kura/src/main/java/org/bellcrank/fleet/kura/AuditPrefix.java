package org.bellcrank.fleet.kura;

import org.eclipse.kura.audit.AuditContext;

/** Who acts on the present thread, as Kura's own lines begin. */
final class AuditPrefix {

  /** What Kura says of a thread that nobody from outside is behind. */
  private static final String INTERNAL = "{entrypoint=Internal}";

  private AuditPrefix() {}

  /** Never null; where the platform has no such class, that it was from inside. */
  static String now() {
    try {
      return Kura.now();
    } catch (NoClassDefFoundError e) {
      return INTERNAL;
    }
  }

  /** Loaded only when it is asked, so that its absence is met there. */
  private static final class Kura {

    static String now() {
      return String.valueOf(AuditContext.currentOrInternal());
    }
  }
}
