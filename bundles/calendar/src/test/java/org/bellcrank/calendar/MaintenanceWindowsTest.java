package org.bellcrank.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceWindowsTest {

  private static final String WINDOWS =
      """
      windows:
        - { days: [sun], start: "01:30", end: "03:30" }
        - { days: [sat], start: "22:00", end: "01:30" }
        - { from: 2026-12-24T18:00, to: 2026-12-26 }
        - { from: 2026-07-01, to: 2026-07-01, zone: UTC }
      """;

  private static MaintenanceWindows read(String text, Optional<ZoneId> zone) throws Exception {
    return MaintenanceWindows.read(
        Documents.parse("c.yaml", text).asMap().maps("windows"), () -> zone);
  }

  @ParameterizedTest
  @CsvSource({
    // A Sunday in winter; what follows at once counts as one.
    "2026-01-11T00:29:59Z, 2026-01-11T02:30:00Z",
    "2026-01-11T02:30:00Z, ''",
    "2026-01-10T20:59:59Z, ''",
    "2026-01-10T21:00:00Z, 2026-01-11T02:30:00Z",
    // The clocks skip from two to three: an hour less.
    "2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
    "2026-03-29T01:30:00Z, ''",
    // They show two to three twice: an hour more.
    "2026-10-24T23:30:00Z, 2026-10-25T02:30:00Z",
    "2026-10-25T02:29:59Z, 2026-10-25T02:30:00Z",
    // Dated, its last day included.
    "2026-12-24T16:59:59Z, ''",
    "2026-12-24T17:00:00Z, 2026-12-27T02:30:00Z",
    "2026-07-01T23:59:59Z, 2026-07-02T00:00:00Z",
    "2026-07-02T00:00:00Z, ''"
  })
  void itIsKnownUntilWhenNothingIsAsked(Instant time, String until) throws Exception {
    assertThat(read(WINDOWS, Optional.of(ZoneId.of("Europe/Berlin"))).until(time))
        .isEqualTo(until.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(until)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ days: [sun] } | either start and end",
        "{ start: '01:00', end: '02:00', from: 2026-01-01, to: 2026-01-02 } | either start and end",
        "{ from: 2026-01-02, to: 2026-01-01 } | ends before it begins",
        "{ start: '25:00', end: '02:00' } | time of day",
        "{ start: '01:00', end: '02:00', zone: Europe/Berln } | Europe/Berlin"
      })
  void aMistakeIsNamed(String window, String words) {
    assertThatThrownBy(
            () -> read("windows:\n  - " + window, Optional.of(ZoneId.of("Europe/Berlin"))))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void withoutATimeZoneNothingIsGuessed() {
    assertThatThrownBy(() -> read(WINDOWS, Optional.empty()))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("time zone is not known");
  }
}
