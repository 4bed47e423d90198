package org.bellcrank.delivery.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.delivery.AssetCondition;
import org.bellcrank.delivery.ToldConditions;
import org.bellcrank.journal.Positions;

/** What is told of assets and how far its follower has come, without a disk. */
public final class MemoryConditions implements ToldConditions, Positions {

  private final Map<String, AssetCondition> conditions = new ConcurrentHashMap<>();
  private final Map<String, Long> positions = new ConcurrentHashMap<>();

  @Override
  public Optional<AssetCondition> find(String instance, String asset) {
    return Optional.ofNullable(conditions.get(instance + " " + asset));
  }

  @Override
  public void keep(AssetCondition condition) {
    conditions.put(condition.instance() + " " + condition.asset(), condition);
  }

  @Override
  public long position(String reader) {
    return positions.getOrDefault(reader, 0L);
  }

  @Override
  public void advance(String reader, long to) {
    positions.put(reader, to);
  }
}
