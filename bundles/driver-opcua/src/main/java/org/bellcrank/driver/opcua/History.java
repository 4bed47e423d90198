package org.bellcrank.driver.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;

/**
 * What a server kept of a variable, as it was sampled (ReadRaw, OPC 10000-11, 6.5.3). A server
 * hands it over in pages, each with a mark by which the next one is asked for.
 */
final class History {

  private final OpcUaClient client;
  private final int page;
  private final BooleanSupplier goesOn;

  /**
   * Of a server, however long it takes.
   *
   * @param page values of one answer, from 1; a server may give fewer
   */
  History(OpcUaClient client, int page) {
    this(client, page, () -> true);
  }

  /**
   * Of a server.
   *
   * @param goesOn asked before each further page; where it says no there are more values
   */
  History(OpcUaClient client, int page, BooleanSupplier goesOn) {
    this.client = client;
    this.page = page;
    this.goesOn = goesOn;
  }

  /**
   * Tells the values between two times, the first included, oldest first.
   *
   * @param most values to tell, from 1
   * @return whether there are more
   * @throws RefusedValueException when the server keeps none of this node, or not for us
   * @throws UaException when the server does not answer
   */
  boolean read(NodeId node, Instant from, Instant to, int most, Consumer<DataValue> told)
      throws RefusedValueException, UaException {
    ReadRawModifiedDetails what =
        new ReadRawModifiedDetails(
            false, new DateTime(from), new DateTime(to), uint(Math.min(page, most)), false);
    ByteString mark = ByteString.NULL_VALUE;
    int count = 0;
    // A server whose pages are empty would otherwise be asked for ever.
    for (int pages = 0; pages <= most; pages++) {
      HistoryReadResult answer = ask(what, node, mark, false);
      if (!answer.getStatusCode().isGood()) {
        throw new RefusedValueException(
            "history of " + node.toParseableString(),
            Words.of(answer.getStatusCode()) + " from the server, after " + count + " values",
            "a variable whose values it keeps and lets us read");
      }
      mark = answer.getContinuationPoint();
      boolean more = mark != null && mark.bytes() != null && mark.bytes().length > 0;
      for (DataValue each : values(answer)) {
        if (count == most) {
          more(what, node, mark, more);
          return true;
        }
        told.accept(each);
        count++;
      }
      if (!more) {
        return false;
      }
      if (count == most || !goesOn.getAsBoolean()) {
        more(what, node, mark, true);
        return true;
      }
    }
    more(what, node, mark, true);
    return true;
  }

  /** Lets the server forget where it stood. */
  private void more(ReadRawModifiedDetails what, NodeId node, ByteString mark, boolean kept)
      throws UaException {
    if (kept) {
      ask(what, node, mark, true);
    }
  }

  private HistoryReadResult ask(
      ReadRawModifiedDetails what, NodeId node, ByteString mark, boolean release)
      throws UaException {
    HistoryReadResult[] results =
        client
            .historyRead(
                what,
                TimestampsToReturn.Both,
                release,
                List.of(new HistoryReadValueId(node, null, QualifiedName.NULL_VALUE, mark)))
            .getResults();
    if (results == null || results.length == 0) {
      throw new UaException(StatusCodes.Bad_UnknownResponse, "no result for the node");
    }
    return results[0];
  }

  private DataValue[] values(HistoryReadResult answer) {
    if (answer.getHistoryData() == null || answer.getHistoryData().isNull()) {
      return new DataValue[0];
    }
    DataValue[] values =
        answer.getHistoryData().decode(client.getStaticEncodingContext())
                instanceof HistoryData data
            ? data.getDataValues()
            : null;
    return values == null ? new DataValue[0] : values;
  }
}
