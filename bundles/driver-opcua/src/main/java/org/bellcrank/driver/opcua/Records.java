package org.bellcrank.driver.opcua;

import org.bellcrank.asset.UncertainValueException;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/** What a server answered, written into the records of a gateway. */
final class Records {

  private Records() {}

  /**
   * Fills a record with value, time and state. The time is the source's, else the server's, else
   * now. An uncertain value is a failure that holds the value all the same.
   */
  static void fill(ChannelRecord record, DataValue answer, long now) {
    record.setTimestamp(time(answer, now));
    if (answer.statusCode().isBad()) {
      fail(record, Words.of(answer.statusCode()), null);
      return;
    }
    try {
      record.setValue(Values.typed(answer.value().value(), record.getValueType()));
      if (answer.statusCode().isGood()) {
        record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
      } else {
        String words = Words.of(answer.statusCode());
        fail(record, words, new UncertainValueException(words));
      }
    } catch (RefusedValueException e) {
      fail(record, e.getMessage(), e);
    }
  }

  private static long time(DataValue answer, long now) {
    if (given(answer.sourceTime())) {
      return answer.sourceTime().getJavaTime();
    }
    return given(answer.serverTime()) ? answer.serverTime().getJavaTime() : now;
  }

  private static boolean given(DateTime time) {
    return time != null && time.isValid() && time.isNotNull();
  }

  /** Leaves the time as it is. */
  static void fail(ChannelRecord record, String why, Exception cause) {
    record.setChannelStatus(
        new ChannelStatus(
            ChannelFlag.FAILURE, "channel %s: %s".formatted(record.getChannelName(), why), cause));
  }
}
