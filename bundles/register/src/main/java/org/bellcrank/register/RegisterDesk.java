package org.bellcrank.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.asset.Standing;

/** The registers of all CMMS; a service, answers from any thread. */
public interface RegisterDesk {

  /** How reading goes, for each instance whose connector has an {@code assets.yaml}, by id. */
  List<Health> health();

  /**
   * Reads a register now, whatever its pace is; one that is being read is read once more.
   *
   * @return whether the instance's register can be read
   */
  boolean readNow(String instance);

  /** One asset of a register; empty where it was never shown. */
  Optional<RegisterEntry> find(String instance, String foreignId);

  /**
   * A page of a register, by key, those that are gone included.
   *
   * @param after key of the last entry of the page before; empty text for the first page
   * @param limit most entries, 1 or more
   */
  List<RegisterEntry> entries(String instance, String after, int limit);

  /**
   * What the register and the site documents do not agree on, as of the last reading; at most 200
   * of the records without counterpart, whose number is in {@link Health#unmapped}.
   */
  List<Discrepancy> discrepancies(String instance);

  /** What counts in place of the site documents, and for which assets rules stop. */
  List<Standing> standings();

  /**
   * How reading goes.
   *
   * @param instance id of the connector instance
   * @param read when the last reading ended that came to the end; empty for never
   * @param shown how many assets that showed; 0 for never
   * @param unmapped how many of them have no counterpart in the site documents
   * @param failing since when readings break off; empty when the last one went well
   * @param words why it broke off, or what is odd about it; empty for nothing
   * @param unknown words of the CMMS that the connector's lists do not have, at most 20
   * @param unreadable what could not be read in the last reading, at most 20 lines
   */
  record Health(
      String instance,
      Optional<Instant> read,
      long shown,
      long unmapped,
      Optional<Instant> failing,
      String words,
      List<String> unknown,
      List<String> unreadable) {

    /** Keeps unmodifiable copies. */
    public Health {
      unknown = List.copyOf(unknown);
      unreadable = List.copyOf(unreadable);
    }
  }
}
