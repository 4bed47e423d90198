package org.bellcrank.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationMessageTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private final List<byte[]> kept = new ArrayList<>();
  private final ObservationMessage messages =
      new ObservationMessage(new KeptInMemory(), ObservationMessage.WrongTime.REFUSED);

  @Test
  void anInspectionWithItsImageIsRead() {
    Observation observation =
        messages.read(
            """
            {"type":"inspection","id":"a-1","source":"cam-7","capturedAt":"2026-02-28T23:59:59Z",
             "width":1280,"height":720,
             "detections":[{"point":"cam-7/left","class":"crack","confidence":0.9,"box":[1,2,3,4.5]}],
             "images":[{"role":"annotated","mediaType":"image/png","base64":"AQID"}],
             "context":{"lot":"L-9"}}
            """,
            "unused",
            NOW);
    Inspection inspection = (Inspection) observation;
    assertThat(inspection.detections().get(0).box()).contains(new Box(1, 2, 3, 4.5));
    assertThat(inspection.evidence().get(0).role()).isEqualTo(EvidenceItem.Role.ANNOTATED);
    assertThat(kept.get(0)).containsExactly(1, 2, 3);
    assertThat(inspection.context()).containsEntry("lot", "L-9");
    assertThat(inspection.captured().quality()).isEqualTo(CaptureTime.ClockQuality.SOURCE);
  }

  @Test
  void theSameMessageWithoutIdIsTheSameObservation() {
    String message = "{\"type\":\"measurement\",\"point\":\"p\",\"value\":1.5}";
    assertThat(messages.read(message, "s", NOW).id())
        .isEqualTo(messages.read(message, "s", NOW.plusSeconds(9)).id())
        .isNotEqualTo(messages.read(message, "other", NOW).id());
  }

  @Test
  void withoutATimeItIsTheGatewaysAndSaysSo() {
    Observation observation =
        messages.read("{\"type\":\"measurement\",\"point\":\"p\",\"value\":1}", "s", NOW);
    assertThat(observation.captured())
        .isEqualTo(new CaptureTime(NOW, CaptureTime.ClockQuality.GATEWAY));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"capturedAt\":\"2026-03-01T08:05:01Z\",' | capturedAt",
        "'\"id\":\"with blanks in it\",' | id",
        "'\"width\":70000,' | width",
        "'\"model\":{\"name\":\"m\",\"sha256\":\"AB\"},' | model.sha256",
        "'\"detections\":[{\"point\":\"p\",\"class\":\"c\",\"confidence\":2}],' | confidence"
      })
  void theImagesOfARefusedMessageAreNotKept(String wrong, String field) {
    assertThatThrownBy(
            () ->
                messages.read(
                    """
                    {"type":"inspection",%s
                     "images":[{"mediaType":"image/jpeg","base64":"AQID"}]}
                    """
                        .formatted(wrong),
                    "s",
                    NOW))
        .isInstanceOf(RefusedObservationException.class)
        .hasMessageContaining(field)
        .message()
        .doesNotContain("\n");
    assertThat(kept).isEmpty();
  }

  @Test
  void anImageAfterAWrongOneIsNotKeptEither() {
    assertThatThrownBy(
            () ->
                messages.read(
                    """
                    {"type":"inspection",
                     "images":[{"mediaType":"image/jpeg","base64":"AQID"},
                               {"mediaType":"image/gif","base64":"AQID"}]}
                    """,
                    "s",
                    NOW))
        .hasMessageContaining("images[1].mediaType");
    assertThat(kept).isEmpty();
  }

  @Test
  void aModelNeedsANameAndMayLeaveOutTheRest() {
    Inspection inspection =
        (Inspection)
            messages.read(
                "{\"type\":\"inspection\",\"id\":\"i-1\",\"model\":{\"name\":\"cloud\"}}",
                "s",
                NOW);
    ObservationCheck.require(inspection);
    assertThat(inspection.model()).contains(new ModelStamp("cloud", "unknown", "", "unknown"));
    assertThatThrownBy(
            () ->
                messages.read(
                    "{\"type\":\"inspection\",\"model\":{\"name\":\"m\",\"hash\":\"x\"}}",
                    "s",
                    NOW))
        .hasMessageContaining("model.hash");
  }

  @Test
  void aTimeThatCannotBeIsReadWhereNobodyWouldSendItAgain() {
    String message =
        """
        {"type":"inspection","capturedAt":"2026-03-01T08:05:01Z","clockSynchronised":true,
         "images":[{"mediaType":"image/png","base64":"AQID"}]}
        """;
    assertThat(
            new ObservationMessage(new KeptInMemory(), ObservationMessage.WrongTime.READ)
                .read(message, "s", NOW)
                .captured())
        .isEqualTo(
            new CaptureTime(
                Instant.parse("2026-03-01T08:05:01Z"), CaptureTime.ClockQuality.SYNCHRONISED));
    assertThat(kept).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"guess\"} | type",
        "{} | type",
        "[1] | message",
        "not json | message",
        "{\"type\":\"measurement\",\"point\":\"p\",\"value\":NaN} | message",
        "{\"type\":\"measurement\",\"point\":\"p\",\"value\":1e999} | message",
        "{\"type\":\"measurement\",\"point\":\"p\",\"value\":\"12\"} | value",
        "{\"type\":\"measurement\",\"value\":1} | point",
        "{\"type\":\"measurement\",\"point\":\"p\",\"value\":1,\"valeu\":2} | valeu",
        "{\"type\":\"measurement\",\"point\":\"p\",\"value\":1,\"capturedAt\":\"today\"} | capturedAt",
        "{\"type\":\"measurement\",\"point\":\"p\",\"value\":1,\"capturedAt\":\"2026-03-01T08:05:01Z\"} | capturedAt",
        "{\"type\":\"inspection\",\"detections\":[{\"point\":\"p\",\"class\":\"c\",\"confidence\":1.1}]} | detections[0].confidence",
        "{\"type\":\"inspection\",\"detections\":[{\"point\":\"p\",\"class\":\"c\",\"confidence\":1,\"box\":[1,2,1,4]}]} | detections[0].box",
        "{\"type\":\"inspection\",\"images\":[{\"mediaType\":\"text/html\",\"base64\":\"AQID\"}]} | images[0].mediaType",
        "{\"type\":\"inspection\",\"images\":[{\"mediaType\":\"image/png\",\"base64\":\"!!\"}]} | images[0].base64",
        "{\"type\":\"deviceStatus\",\"device\":\"d\",\"status\":\"asleep\"} | status"
      })
  void whatIsWrongIsNamedByItsField(String message, String field) {
    assertThatThrownBy(() -> messages.read(message, "s", NOW))
        .isInstanceOfSatisfying(
            RefusedObservationException.class,
            refused -> {
              assertThat(refused.field()).isEqualTo(field);
              assertThat(refused.getMessage()).contains("given").contains("allowed");
            });
  }

  private final class KeptInMemory implements EvidenceStore {

    @Override
    public EvidenceReference keep(byte[] content, String mediaType) {
      kept.add(content);
      return new EvidenceReference("00".repeat(32), mediaType, content.length);
    }

    @Override
    public Optional<byte[]> read(String sha256) {
      return Optional.empty();
    }

    @Override
    public Optional<Path> file(String sha256) {
      return Optional.empty();
    }
  }
}
