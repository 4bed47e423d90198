package org.bellcrank.driver.modbus;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.driver.modbus.channel.ChannelValues;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.driver.Driver.ConnectionException;

/** A reading of channels, planned once: which requests bring them all. For one thread at a time. */
final class Reading {

  private final List<ChannelRecord> records;
  private final Clock clock;
  private final Map<Integer, Point> points = new HashMap<>();
  private final Map<Integer, RefusedValueException> refused = new HashMap<>();
  private final List<Block> blocks;

  /**
   * Plans.
   *
   * @param records are filled in place
   * @param unit of channels that name none
   * @param gap items that are read along rather than asked for in two requests
   */
  Reading(List<ChannelRecord> records, int unit, int gap, Clock clock) {
    this.records = List.copyOf(records);
    this.clock = clock;
    for (int i = 0; i < this.records.size(); i++) {
      try {
        points.put(i, ChannelSettings.point(this.records.get(i).getChannelConfig(), unit));
      } catch (RefusedValueException e) {
        refused.put(i, e);
      }
    }
    blocks = Block.plan(points, gap);
  }

  List<ChannelRecord> records() {
    return records;
  }

  /**
   * Fills every record with value, time and state. What one unit does not answer fails its channels
   * alone.
   *
   * @return false when no unit that was asked answered at all: the line may be half open
   * @throws ConnectionException when the line broke; every record tells it too
   */
  boolean execute(Line line, Silences silences) throws ConnectionException {
    refused.forEach((place, why) -> failed(place, why.getMessage(), why));
    Set<Integer> silent = resting(silences);
    boolean answered = blocks.isEmpty();
    try {
      line.connect();
      for (Block block : blocks) {
        if (silent.contains(block.unit())) {
          String why = "unit %d did not answer before".formatted(block.unit());
          block.places().forEach(place -> failed(place, why, null));
        } else if (read(line, block)) {
          answered = true;
          silences.answered(block.unit());
        } else {
          silent.add(block.unit());
          silences.silent(block.unit());
        }
      }
    } catch (ConnectionException e) {
      points.keySet().forEach(place -> failed(place, e.getMessage(), e));
      throw e;
    }
    return answered;
  }

  /** Units that are passed over; none where that would be all, for then nobody is held up. */
  private Set<Integer> resting(Silences silences) {
    Set<Integer> units = blocks.stream().map(Block::unit).collect(Collectors.toSet());
    Set<Integer> resting = new HashSet<>(units);
    resting.removeIf(unit -> !silences.rests(unit));
    return resting.equals(units) ? new HashSet<>() : resting;
  }

  /** False when the unit kept silent. */
  private boolean read(Line line, Block block) throws ConnectionException {
    try {
      byte[] answer = line.read(block);
      block.places().forEach(place -> filled(place, block, answer));
      return true;
    } catch (UnansweredException e) {
      if (e.kind() == UnansweredException.Kind.ADDRESS && block.places().size() > 1) {
        return alone(line, block);
      }
      block.places().forEach(place -> failed(place, e.getMessage(), e));
      return e.kind() != UnansweredException.Kind.SILENT;
    }
  }

  /** A hole in the device's table refuses what lies around it too; one by one tells which it is. */
  private boolean alone(Line line, Block block) throws ConnectionException {
    for (int place : block.places()) {
      Point point = points.get(place);
      Block one =
          new Block(block.unit(), block.table(), point.address(), point.items(), List.of(place));
      if (!read(line, one)) {
        return false;
      }
    }
    return true;
  }

  private void filled(int place, Block block, byte[] answer) {
    ChannelRecord record = records.get(place);
    try {
      record.setValue(
          ChannelValues.typed(block.value(points.get(place), answer), record.getValueType()));
      record.setTimestamp(clock.millis());
      record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    } catch (RefusedValueException e) {
      failed(place, e.getMessage(), e);
    }
  }

  private void failed(int place, String why, Exception cause) {
    ChannelRecord record = records.get(place);
    record.setTimestamp(clock.millis());
    record.setChannelStatus(
        new ChannelStatus(
            ChannelFlag.FAILURE, "channel %s: %s".formatted(record.getChannelName(), why), cause));
  }
}
