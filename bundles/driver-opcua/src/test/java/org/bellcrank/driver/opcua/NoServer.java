package org.bellcrank.driver.opcua;

import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;

/** A client that is connected to nothing; every variable has a history that may be read. */
abstract class NoServer extends OpcUaClient {

  NoServer() {
    super(
        OpcUaClientConfig.builder()
            .setEndpoint(
                new EndpointDescription(
                    "opc.tcp://127.0.0.1:1/odd",
                    null,
                    null,
                    null,
                    SecurityPolicy.None.getUri(),
                    null,
                    null,
                    null))
            .build(),
        new OpcTcpClientTransport(OpcTcpClientTransportConfig.newBuilder().build()));
  }

  @Override
  public ReadResponse read(double age, TimestampsToReturn times, List<ReadValueId> nodes) {
    DataValue level = new DataValue(Variant.of(Unsigned.ubyte(5)));
    DataValue[] answers = {level, new DataValue(Variant.of(true))};
    return new ReadResponse(null, answers, null);
  }

  /** The last page of an answer. */
  static HistoryReadResult result(DataValue... values) {
    return new HistoryReadResult(
        StatusCode.GOOD,
        null,
        ExtensionObject.encode(DefaultEncodingContext.INSTANCE, new HistoryData(values)));
  }
}
