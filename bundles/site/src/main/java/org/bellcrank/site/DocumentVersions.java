package org.bellcrank.site;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every version of the site documents that was ever in force; a port of the unit of work. */
public interface DocumentVersions {

  /**
   * Notes that a version came into force and appends {@code documents.activated} to the journal.
   */
  void activate(Version version);

  /** The version that came into force last. */
  Optional<Version> latest();

  /** Versions, newest first, at most {@code limit}. */
  List<Version> newest(int limit);

  /**
   * A version.
   *
   * @param id see {@link Site#version()}
   * @param at when it came into force
   * @param files texts by file name
   */
  record Version(String id, Instant at, Map<String, String> files) {}
}
