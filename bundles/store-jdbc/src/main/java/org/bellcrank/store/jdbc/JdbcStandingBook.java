package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.asset.Criticality;
import org.bellcrank.asset.Standing;
import org.bellcrank.asset.StandingBook;

/** What registers say over the site documents, as rows. */
final class JdbcStandingBook implements StandingBook {

  private final Session session;

  JdbcStandingBook(Session session) {
    this.session = session;
  }

  @Override
  public List<Standing> standings() {
    return session.query(
        "SELECT asset, instance, record_id, retired_at, criticality FROM asset_standing"
            + " ORDER BY asset, instance",
        JdbcStandingBook::standing);
  }

  @Override
  public void stand(String instance, List<Standing> standings) {
    session.update("DELETE FROM asset_standing WHERE instance = ?", instance);
    for (Standing each : standings) {
      session.update(
          "INSERT INTO asset_standing (instance, asset, record_id, retired_at, criticality)"
              + " VALUES (?, ?, ?, ?, ?)",
          instance,
          each.asset(),
          each.record(),
          each.retired().map(Instant::toString).orElse(null),
          each.criticality().map(Enum::name).orElse(null));
    }
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        row.getString("asset"),
        row.getString("instance"),
        row.getString("record_id"),
        Optional.ofNullable(row.getString("retired_at")).map(Instant::parse),
        Optional.ofNullable(row.getString("criticality")).map(Criticality::valueOf));
  }
}
