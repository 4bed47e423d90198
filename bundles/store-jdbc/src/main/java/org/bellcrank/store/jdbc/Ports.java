package org.bellcrank.store.jdbc;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.bellcrank.asset.StandingBook;
import org.bellcrank.closure.ClosureBook;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.ToldConditions;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.RollUps;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.Tally;
import org.bellcrank.register.RegisterBook;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.stream.PassageBook;
import org.bellcrank.stream.TrendBook;
import org.bellcrank.workorder.OrderBook;

/** Which class stands behind which port. A new port is its class and one line here. */
final class Ports {

  private static final Map<Class<?>, Function<Session, ?>> MAKERS = new HashMap<>();

  static {
    offer(Journal.class, JdbcJournal::new);
    offer(Positions.class, JdbcPositions::new);
    offer(RollUps.class, JdbcRollUps::new);
    offer(EvidenceBook.class, JdbcEvidenceBook::new);
    offer(ObservationBook.class, JdbcObservationBook::new);
    offer(FindingBook.class, JdbcFindingBook::new);
    offer(Tally.class, JdbcTally::new);
    offer(TrendBook.class, JdbcTrendBook::new);
    offer(PassageBook.class, JdbcPassageBook::new);
    offer(OutboxBook.class, JdbcOutboxBook::new);
    offer(ToldConditions.class, JdbcToldConditions::new);
    offer(ConditionBook.class, JdbcConditionBook::new);
    offer(OrderBook.class, JdbcOrderBook::new);
    offer(ClosureBook.class, JdbcClosureBook::new);
    offer(RegisterBook.class, JdbcRegisterBook::new);
    offer(StandingBook.class, JdbcStandingBook::new);
    offer(DocumentVersions.class, JdbcDocumentVersions::new);
  }

  private Ports() {}

  private static <P> void offer(Class<P> type, Function<Session, ? extends P> maker) {
    MAKERS.put(type, maker);
  }

  static Object make(Class<?> type, Session session) {
    Function<Session, ?> maker = MAKERS.get(type);
    if (maker == null) {
      throw new IllegalArgumentException(
          "given port %s; allowed: %s"
              .formatted(
                  type.getName(), MAKERS.keySet().stream().map(Class::getName).sorted().toList()));
    }
    return maker.apply(session);
  }
}
