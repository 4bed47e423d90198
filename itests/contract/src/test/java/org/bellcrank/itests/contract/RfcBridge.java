package org.bellcrank.itests.contract;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.delivery.rfc.RfcCall;
import org.bellcrank.delivery.rfc.RfcCaller;
import org.bellcrank.delivery.rfc.RfcDestination;
import org.bellcrank.delivery.rfc.RfcException;
import org.bellcrank.delivery.rfc.RfcException.Kind;
import org.bellcrank.delivery.rfc.RfcResult;
import org.bellcrank.delivery.rfc.RfcSession;
import org.bellcrank.delivery.rfc.RfcValue;
import org.bellcrank.itests.doubles.EccRfcConnection;
import org.bellcrank.itests.doubles.EccRfcDouble;
import org.bellcrank.itests.doubles.EccRfcFailure;

/** What the customer's bundle does over SAP's library, over the double instead. */
final class RfcBridge implements RfcCaller {

  private static final String BYTES = "CONTENT";

  private final EccRfcDouble ecc;

  RfcBridge(EccRfcDouble ecc) {
    this.ecc = ecc;
  }

  @Override
  public RfcSession open(RfcDestination destination) throws RfcException {
    try {
      EccRfcConnection connection =
          ecc.connect(
              destination.name(),
              destination.system().orElse(""),
              destination.client().orElse(""),
              destination.user().orElse(""),
              destination.password().orElse(""));
      return new Session(connection);
    } catch (EccRfcFailure failure) {
      Kind kind = kind(failure);
      throw new RfcException(
          kind == Kind.BROKEN ? Kind.UNREACHABLE : kind, failure.key(), failure.getMessage());
    }
  }

  private record Session(EccRfcConnection connection) implements RfcSession {

    @Override
    public RfcResult call(RfcCall call) throws RfcException {
      Map<String, Object> given = new LinkedHashMap<>();
      call.parameters().forEach((name, value) -> given.put(name, asGiven(name, value)));
      try {
        Map<String, RfcValue> results = new LinkedHashMap<>();
        connection
            .execute(call.function(), given)
            .forEach((name, value) -> results.put(name, plain(value)));
        return new RfcResult(results);
      } catch (EccRfcFailure failure) {
        throw new RfcException(kind(failure), failure.key(), failure.getMessage());
      }
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  private static Kind kind(EccRfcFailure failure) {
    return switch (failure.group()) {
      case COMMUNICATION -> Kind.BROKEN;
      case LOGON_FAILURE -> Kind.LOGON;
      case RESOURCE -> Kind.BUSY;
      case FUNCTION_NOT_FOUND -> Kind.NO_FUNCTION;
      case CONVERSION -> Kind.INTERFACE;
      case ABAP_EXCEPTION -> Kind.ABAP;
      case SYSTEM_FAILURE -> failure.key().equals("RFC_NO_AUTHORITY") ? Kind.RIGHTS : Kind.DUMP;
    };
  }

  /** What is bytes the function's interface says; here there is one such parameter. */
  private static Object asGiven(String name, RfcValue value) {
    if (value instanceof RfcValue.Structure structure) {
      return structure.fields();
    }
    if (value instanceof RfcValue.Table table) {
      return table.rows().stream().map(RfcValue.Structure::fields).toList();
    }
    String text = ((RfcValue.Text) value).text();
    return name.equals(BYTES) ? Base64.getMimeDecoder().decode(text) : text;
  }

  private static RfcValue plain(Object value) {
    if (value instanceof List<?> rows) {
      return new RfcValue.Table(rows.stream().map(row -> fields((Map<?, ?>) row)).toList());
    }
    return value instanceof Map<?, ?> map ? fields(map) : new RfcValue.Text(String.valueOf(value));
  }

  private static RfcValue.Structure fields(Map<?, ?> map) {
    Map<String, String> fields = new LinkedHashMap<>();
    map.forEach((name, text) -> fields.put(String.valueOf(name), String.valueOf(text)));
    return new RfcValue.Structure(fields);
  }
}
