package org.bellcrank.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesFormatTest {

  private static final String MAPPING =
      """
      payloads:
        - id: t
          topics: [write/plant]
          format: lines
          when: item.measurement == 'oil'
          sample:
            point: item.tags.press + '/' + item.field
            value: item.value
            at: item.time
      """;

  private static List<Sample> samples(String lines) throws Exception {
    return Mappings.read(MAPPING).read(Mappings.of("write/plant", lines)).samples();
  }

  @Test
  void eachFieldOfALineIsAnItemWithItsTagsAndNanoseconds() throws Exception {
    assertThat(
            samples(
                """
                # a comment
                oil,press=p4,hall=n temperature=81.5,level=7i 1777874400123456789

                weather value=3
                oil,press=p5 on=t
                """))
        .containsExactly(
            sample("p4/temperature", Instant.ofEpochSecond(1777874400L, 123456789), 81.5),
            sample("p4/level", Instant.ofEpochSecond(1777874400L, 123456789), 7),
            sample("p5/on", Mappings.NOW, 1));
  }

  private static Sample sample(String point, Instant at, double value) {
    return new Sample(point, at, value, Optional.empty(), Quality.GOOD, Optional.empty());
  }

  // The examples of special characters and kinds in InfluxDB's reference of line protocol, in other
  // words.
  @Test
  void whatIsEscapedOrQuotedIsPartOfANameOrAText() {
    Object read =
        new LinesFormat()
            .read(
                "my\\ oil\\,x,a\\=b\\ c=d\\,e\\\\f t\\ g=\"say \\\"a, b=c\\\" \\\\ and\nmore\",n=-5e2,big=9007199254740993i -1\r\n"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    List<?> rows = (List<?>) read;
    assertThat(rows).hasSize(3);
    Map<?, ?> first = (Map<?, ?>) rows.get(0);
    assertThat(first.get("measurement")).isEqualTo("my oil,x");
    assertThat(first.get("tags")).isEqualTo(Map.of("a=b c", "d,e\\\\f"));
    assertThat(first.get("field")).isEqualTo("t g");
    assertThat(first.get("value")).isEqualTo("say \"a, b=c\" \\ and\nmore");
    assertThat(((Map<?, ?>) rows.get(1)).get("value")).isEqualTo(-500.0);
    assertThat(((Map<?, ?>) rows.get(2)).get("value")).isEqualTo(9007199254740993L);
    assertThat(first.get("time")).isEqualTo(-1L);
  }

  // SEN-13
  @Test
  void tenThousandPointsComeBackEqual() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      lines.append("oil,press=p%d temperature=%s %d\n".formatted(i % 7, i / 8.0, 1_777L + i));
    }
    List<Sample> read = samples(lines.toString());
    assertThat(read).hasSize(10_000);
    for (int i = 0; i < 10_000; i++) {
      Sample one = read.get(i);
      assertThat(one.value()).isEqualTo(i / 8.0);
      assertThat(one.at().getNano()).isEqualTo(1_777 + i);
      assertThat(one.point()).isEqualTo("p%d/temperature".formatted(i % 7));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "oil|given its end; allowed: a space and fields",
        "oil,press value=1|given ' '; allowed: =",
        "oil,press= value=1|the value of tag press",
        "oil value=|given ''; allowed: 1.5, 2i",
        "oil value=hot|given 'hot'; allowed: 1.5, 2i",
        "oil value=NaN|given 'NaN'",
        "oil value=99999999999999999999i|given '99999999999999999999i'",
        "oil value=1 yesterday|given 'yesterday'; allowed: one whole number",
        "oil value=1 1 2|given '1 2'; allowed: one whole number",
        "oil value=1 9999999999999999999|a time of 64 bits",
        "oil value=1,value=2|given 'value' twice",
        "oil text=\"open|given a quote that does not end",
        ",a=b value=1|the name of a measurement"
      })
  void aLineThatIsNoneIsToldWithItsNumber(String line, String words) {
    assertThatThrownBy(() -> samples("oil,press=p value=1\n" + line))
        .hasMessageStartingWith("payloads t message line 2: ")
        .hasMessageContaining(words);
  }
}
