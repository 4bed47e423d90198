package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as read back, and what is said when it does not. */
class ReadBackTest {

  private static Connector connector(String kind) throws Exception {
    return ConnectorFolder.read(Path.of(System.getProperty("project.root"), "camel-routes", kind));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/wopriority | 900 | 900",
        "/wopriority | 900 | 900.0",
        "/reportdate | 2026-03-29T06:00:00+00:00 | 2026-03-29T02:00:00-04:00",
        "/worktype | CM | CM",
        "/description_longdescription | a < b; 87 % | <div>a &lt; b; 87 %</div><!-- RICH TEXT -->",
        "/description_longdescription | größer | <p>gr&#246;&#223;er</p>",
        "/description_longdescription | kind <pit> | kind <pit>",
      })
  void theSameInAnotherForm(String field, String sent, String shown) throws Exception {
    assertThat(difference("maximo", field, sent, shown)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/wopriority | 900 | 100",
        "/wopriority | 900 | high",
        "/worktype | CM | cm",
        "/description_longdescription | one pit | <div>two pits</div>"
      })
  void somethingElse(String field, String sent, String shown) throws Exception {
    assertThat(difference("maximo", field, sent, shown))
        .contains("%s: sent %s, shows %s".formatted(field, sent, shown));
  }

  @Test
  void lineEndsAndBlanksBehindThemDoNotCountButTextDoes() throws Exception {
    assertThat(difference("custom-rest", "/body", "one\ntwo", "one  \r\ntwo\r\n")).isEmpty();
    assertThat(difference("custom-rest", "/body", "one\ntwo", "<p>one</p>two")).isPresent();
  }

  @Test
  void whatIsMissingIsNamedAndALongTextIsShownWhereItDiffers() throws Exception {
    String text = "All of this is the same on both sides, word for word. ".repeat(5);
    assertThat(
            ReadBack.difference(
                connector("custom-rest"),
                Facts.with("/priority", 1).put("/body", text + "One pit.").build(),
                new Json(Facts.with("body", text + "Two pits.").build())))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("/priority: sent 1, shows nothing")
                    .contains("One pit.")
                    .contains("Two pits.")
                    .hasSizeLessThan(180));
  }

  private static Optional<String> difference(String kind, String field, String sent, String shown)
      throws Exception {
    return ReadBack.difference(
        connector(kind),
        Facts.with(field, sent).build(),
        new Json(Facts.with(field.substring(1), shown).build()));
  }
}
