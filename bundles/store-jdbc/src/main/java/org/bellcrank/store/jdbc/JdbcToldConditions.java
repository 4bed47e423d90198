package org.bellcrank.store.jdbc;

import java.util.Optional;
import org.bellcrank.delivery.AssetCondition;
import org.bellcrank.delivery.ToldConditions;
import org.bellcrank.journal.Facts;

/** How assets are, for each CMMS that is told, as rows. */
final class JdbcToldConditions implements ToldConditions {

  private final Session session;

  JdbcToldConditions(Session session) {
    this.session = session;
  }

  @Override
  public Optional<AssetCondition> find(String instance, String asset) {
    return session.first(
        "SELECT facts FROM told_condition WHERE instance = ? AND asset = ?",
        row -> AssetCondition.from(instance, asset, Facts.parse(row.getString(1))),
        instance,
        asset);
  }

  @Override
  public void keep(AssetCondition condition) {
    session.update(
        "INSERT INTO told_condition (instance, asset, facts) VALUES (?, ?, ?)"
            + " ON CONFLICT (instance, asset) DO UPDATE SET facts = excluded.facts",
        condition.instance(),
        condition.asset(),
        condition.facts().json());
  }
}
