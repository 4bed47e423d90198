package org.eclipse.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.ai.inference.ModelInfo;
import org.eclipse.kura.ai.inference.Tensor;
import org.eclipse.kura.ai.inference.TensorDescriptor;
import org.eclipse.kura.audit.AuditContext;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.message.KuraAlertPayload;
import org.eclipse.kura.message.KuraAlertSeverity;
import org.eclipse.kura.message.KuraAlertStatus;
import org.eclipse.kura.message.KuraPayload;
import org.eclipse.kura.message.KuraRequestPayload;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireRecord;
import org.junit.jupiter.api.Test;

/** The double of a gateway runs on these classes, so they do what their names say. */
class ValueClassesTest {

  @Test
  void aTypedValueKnowsItsTypeAndComparesByValue() {
    assertThat(TypedValues.newTypedValue(3.5).getType()).isEqualTo(DataType.DOUBLE);
    assertThat(TypedValues.newDoubleValue(3.5)).isLessThan(TypedValues.newDoubleValue(4));
    assertThat(TypedValues.parseTypedValue(DataType.BYTE_ARRAY, "AQI="))
        .isEqualTo(TypedValues.newByteArrayValue(new byte[] {1, 2}));
    assertThatThrownBy(() -> TypedValues.newTypedValue(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChannelMakesRecordsWithItsUnitAndConfiguration() {
    Channel channel =
        new Channel("temperature", ChannelType.READ, DataType.DOUBLE, Map.of("node", "ns=2;i=3"));
    channel.setUnit("Cel");

    ChannelRecord record = channel.createReadRecord();

    assertThat(record.getChannelName()).isEqualTo("temperature");
    assertThat(record.getUnit()).isEqualTo("Cel");
    assertThat(record.getChannelConfig()).containsEntry("node", "ns=2;i=3");
    assertThat(record.getTimestamp()).isZero();
  }

  @Test
  void anEnvelopeCarriesItsRecordsAndTheyDoNotChange() {
    Map<String, TypedValue<?>> values = new HashMap<>();
    values.put("speed", TypedValues.newLongValue(7));
    WireRecord record = new WireRecord(values);
    values.clear();

    WireEnvelope envelope = new WireEnvelope("emitter", List.of(record));

    assertThat(envelope.getEmitterPid()).isEqualTo("emitter");
    assertThat(envelope.getRecords().get(0).getProperties())
        .containsEntry("speed", TypedValues.newLongValue(7));
  }

  @Test
  void aModelAndItsTensorsAreToldByBuilders() {
    TensorDescriptor input =
        TensorDescriptor.builder("images", "FP32", List.of(1L, 3L)).format("NCHW").build();
    ModelInfo model = ModelInfo.builder("m").version("1.2").addInputDescriptor(input).build();

    assertThat(model.toBuilder().platform("onnx").build().getInputs()).containsExactly(input);
    Tensor tensor = new Tensor(Float.class, input, List.of(1f, 2f));
    assertThat(tensor.getData(Float.class)).contains(List.of(1f, 2f));
    assertThat(tensor.getData(Byte.class)).isEmpty();
  }

  @Test
  void payloadsKeepTheirMetrics() throws Exception {
    KuraAlertPayload alert =
        new KuraAlertPayload("1", KuraAlertSeverity.CRITICAL, KuraAlertStatus.ACTIVE);
    assertThat(alert.getMetric("alert_severity")).isEqualTo("CRITICAL");
    assertThat(alert.getSeverity()).isEqualTo(KuraAlertSeverity.CRITICAL);

    KuraPayload request = new KuraPayload();
    request.addMetric("request.id", "17");
    request.setBody(new byte[] {1});
    assertThat(KuraRequestPayload.buildFromKuraPayload(request).getRequestId()).isEqualTo("17");
  }

  @Test
  void anExceptionKeepsCodeCauseAndWords() {
    IllegalStateException cause = new IllegalStateException("no");
    KuraException failure = new KuraException(KuraErrorCode.STORE_ERROR, cause, "disk", 3);

    assertThat(failure).hasMessageContaining("disk").hasCause(cause);
    assertThat(failure.getCode()).isEqualTo(KuraErrorCode.STORE_ERROR);
    assertThat(new KuraException(KuraErrorCode.NOT_FOUND)).hasMessage("NOT_FOUND");
    assertThat(KuraException.internalError("why")).hasMessageContaining("why");
  }

  @Test
  void anAuditContextLastsForItsScope() {
    AuditContext asked = new AuditContext(Map.of("identity", "anna"));
    try (AuditContext.Scope scope = AuditContext.openScope(asked)) {
      assertThat(AuditContext.currentOrInternal()).isSameAs(asked);
    }
    assertThat(AuditContext.current()).isEmpty();
    assertThat(AuditContext.currentOrInternal().getProperties())
        .containsEntry("entrypoint", "Internal");
  }
}
