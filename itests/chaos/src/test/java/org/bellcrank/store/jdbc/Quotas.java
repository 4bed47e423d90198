package org.bellcrank.store.jdbc;

import org.bellcrank.journal.Keeping;

/** Sets the quota of a store, as its configuration does. */
public final class Quotas {

  private Quotas() {}

  /** From now on the data directory may take that much. */
  public static void limit(JdbcStore store, long bytes) {
    store.limit(new Quota(new Quota.Size(bytes, false), new Quota.Size(1, false), Keeping.DEFAULT));
  }
}
