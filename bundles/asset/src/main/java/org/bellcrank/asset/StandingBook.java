package org.bellcrank.asset;

import java.util.List;

/** What registers say over the site documents; a port of the unit of work. */
public interface StandingBook {

  /** All of them, by asset: only assets of which a register says more than the documents. */
  List<Standing> standings();

  /** Keeps what an instance says now, in place of all that it said before. */
  void stand(String instance, List<Standing> standings);
}
