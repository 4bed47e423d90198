package org.bellcrank.reject.opcua;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.type.BooleanValue;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;

/**
 * Truth values of a server's nodes, through the driver that the gateway has for it. The driver has
 * its own list of what may be written, which is asked too.
 *
 * @param endpoint of the driver's server, as the driver is configured
 */
record PlantDriver(Driver driver, String endpoint) {

  /** A driver that is not there, or not the one that was named. */
  static final class AbsentException extends Exception {

    private static final long serialVersionUID = 1L;

    AbsentException(String message) {
      super(message);
    }
  }

  /** What the server or the driver did not let happen; a driver may be wrong in that. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * The value of a node.
   *
   * @throws ConnectionException when there is no session
   * @throws RefusedException when it has no value, or none that is true or false
   */
  boolean read(String node) throws ConnectionException, RefusedException {
    ChannelRecord record = ChannelRecord.createReadRecord("reject", DataType.BOOLEAN);
    record.setChannelConfig(channel(node));
    driver.read(List.of(record));
    check(record);
    if (record.getValue() instanceof BooleanValue value) {
      return value.getValue();
    }
    throw new RefusedException("given %s; allowed: true, false".formatted(record.getValue()));
  }

  /**
   * Writes it.
   *
   * @throws ConnectionException when there is no session, it broke, or the answer does not tell
   *     whether it was written
   * @throws RefusedException when it was not, as the driver says
   */
  void write(String node, boolean value) throws ConnectionException, RefusedException {
    ChannelRecord record =
        ChannelRecord.createWriteRecord("reject", TypedValues.newBooleanValue(value));
    record.setChannelConfig(channel(node));
    driver.write(List.of(record));
    check(record);
  }

  private static Map<String, Object> channel(String node) {
    return new HashMap<>(
        Map.of("+name", "reject", "+value.type", DataType.BOOLEAN.name(), "node.id", node));
  }

  private static void check(ChannelRecord record) throws ConnectionException, RefusedException {
    ChannelStatus status = record.getChannelStatus();
    if (status != null && status.getException() instanceof ConnectionException unknown) {
      throw unknown;
    }
    if (status == null || status.getChannelFlag() != ChannelFlag.SUCCESS) {
      throw new RefusedException(
          status == null ? "the driver said nothing" : status.getExceptionMessage());
    }
  }
}
