package org.bellcrank.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;

/** What is wrong with a mapping is told before a message comes, with file and line. */
class PayloadDocumentsTest {

  @Test
  void everyMistakeIsToldWithItsPlace() {
    InvalidDocumentException wrong =
        catchThrowableOfType(
            InvalidDocumentException.class,
            () ->
                Mappings.read(
                    """
                    payloads:
                      - id: a
                        topics: [plant/#/x]
                        sample: {point: "'p'", value: datum.v}
                      - id: a
                        topics: [x]
                        columns: [a]
                        measurement: {point: "'p'", value: data}
                      - id: b
                        topics: [x]
                        times: seconds
                        zone: Europe/Berlin
                        when: "'yes'"
                        deviceStatus: {device: "'d'", status: "'ok'", at: data.t}
                    """));
    assertThat(wrong.problems().stream().map(Problem::text).collect(Collectors.joining("\n")))
        .contains("payloads.yaml:3:14")
        .contains("no topic filter")
        .contains("payloads.yaml:4:")
        .contains("datum")
        .contains("two mappings have the same id")
        .contains("only with format csv")
        .contains("at or id")
        .contains("numbers need no zone")
        .contains("yields a text, asked for is true or false");
  }

  @Test
  void aMappingMakesExactlyOneThing() {
    for (String made : new String[] {"", "    sample: {point: topic, value: data}\n"}) {
      assertThatThrownBy(
              () ->
                  Mappings.read(
                      "payloads:\n  - id: a\n    topics: [x]\n"
                          + made
                          + (made.isEmpty()
                              ? ""
                              : "    waveform: {point: topic, rate: '1', values: data}\n")))
          .hasMessageContaining("allowed one of sample, waveform, passage, measurement");
    }
  }

  @Test
  void whatTheSchemaDoesNotKnowIsRefused() {
    InvalidDocumentException wrong =
        catchThrowableOfType(
            InvalidDocumentException.class,
            () ->
                Mappings.read(
                    "payloads:\n  - id: a\n    topics: [x]\n"
                        + "    sample: {point: topic, valeu: data}\n"));
    assertThat(wrong.problems()).anyMatch(each -> each.text().contains("did you mean \"value\""));
  }
}
