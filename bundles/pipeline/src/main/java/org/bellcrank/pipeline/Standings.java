package org.bellcrank.pipeline;

import java.util.List;
import org.bellcrank.asset.Standing;
import org.bellcrank.asset.StandingBook;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.site.Site;

/**
 * The site documents with what registers say over them, as they stand in a unit of work. Keeps the
 * last answer, since both seldom change.
 */
final class Standings {

  private Site documents;
  private List<Standing> standings = List.of();
  private Site standing;

  synchronized Site over(Site site, UnitOfWork unit) {
    List<Standing> now =
        unit.port(StandingBook.class).standings().stream()
            .filter(each -> serves(site, each.instance()))
            .toList();
    if (now.isEmpty()) {
      return site;
    }
    if (site != documents || !now.equals(standings)) {
      standing = site.with(site.assets().standing(now));
      documents = site;
      standings = now;
    }
    return standing;
  }

  /** What a CMMS said that the documents do not know any more has no effect. */
  private static boolean serves(Site site, String instance) {
    return site.connectors().stream().anyMatch(each -> each.id().equals(instance));
  }
}
