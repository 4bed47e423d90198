package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in how a register is read are told when the connector is checked. */
class AssetReadingCheckTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "custom-rest | route: call | route: ask | direct:custom-rest/ask | direct:custom-rest/call",
        "custom-rest | ${page.number} | 1 | NUMBER without page.number | page.number",
        "custom-rest | ${page.size} | 50 | NUMBER without page.size | page.size",
        "mp2 | ${page.size} | 50 | OFFSET without page.size | page.size",
        "custom-rest | ${page.number} | ${mark.since}${page.number} | mark.since | none of it",
        "custom-rest | by: number, size: 100, first: 1 | by: next, size: 100 | page.next | page.next",
        "custom-rest | foreignId: read.tag | foreignId: read.tg | read.tg | read.tag",
        "custom-rest | foreignId: read.tag | key: read.tag | asset | foreignId",
        "custom-rest | serial: read.serial | seriall: read.serial | seriall | serial",
        "custom-rest | scrapped: retired, sold: retired | scrapped: in-service | no word for retired | at least one",
        "custom-rest | scrapped: retired | scrapped: gone | gone | retired",
        "custom-rest | vital: A | vital: 1 | /criticality/values/vital | A",
        "custom-rest | every: P1D | every: PT5S | PT5S | PT1M or more",
        "custom-rest | tag: /tag | tag: tag | tag | JSON pointer",
        "custom-rest | method: GET | method: DELETE | DELETE | GET",
        "custom-rest | each: /data | every: /data | every | each",
      })
  void aMistakeIsRefused(String kind, String from, String to, String given, String allowed)
      throws IOException {
    Path copy = Sown.copy(kind, folder).with("assets", from, to).folder();
    assertThat(ConnectorCheck.check(copy))
        .extracting(Problem::text)
        .anySatisfy(
            line -> assertThat(line).contains("assets.yaml:").contains(given).contains(allowed));
  }
}
