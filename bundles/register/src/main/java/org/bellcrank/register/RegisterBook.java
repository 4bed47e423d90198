package org.bellcrank.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The registers of all CMMS as they were read; a port of the unit of work. */
public interface RegisterBook {

  /** One asset of a register; empty where it was never shown. */
  Optional<RegisterEntry> find(String instance, String foreignId);

  /** Keeps an entry, instead of the one before. */
  void keep(RegisterEntry entry);

  /**
   * A page of a register, by key, those that are gone included.
   *
   * @param after key of the last entry of the page before; empty text for the first page
   */
  List<RegisterEntry> after(String instance, String after, int limit);

  /** How many assets a register has, without those that are gone. */
  long size(String instance);

  /**
   * Marks as gone what was not shown since.
   *
   * @param since begin of a reading
   * @return how many
   */
  int gone(String instance, Instant since, Instant at);

  /** The last reading that came to the end of a register; empty before the first. */
  Optional<Reading> reading(String instance);

  /** Keeps a reading that came to the end, instead of the one before. */
  void keep(Reading reading);

  /** Forgets the reading of a register and what does not fit; its assets stay. */
  void end(String instance);

  /** What does not fit, in the order in which it was kept. */
  List<Discrepancy> discrepancies(String instance);

  /** Keeps what does not fit, instead of what was kept before. */
  void replace(String instance, List<Discrepancy> discrepancies);

  /**
   * A reading that came to the end of a register.
   *
   * @param begun of it
   * @param before begin of the reading before that came to its end; empty for the first
   * @param ended of it
   * @param shown how many assets it showed
   * @param unmapped how many of the register's assets have no counterpart in the site documents
   * @param documents version of the site documents against which it was held; empty for none yet
   */
  record Reading(
      String instance,
      Instant begun,
      Optional<Instant> before,
      Instant ended,
      long shown,
      long unmapped,
      String documents) {}
}
