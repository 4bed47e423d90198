package org.bellcrank.itests.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The drawing in the README is the real graph. */
class PictureTest {

  private static final String BEGIN = "<!-- graph: begin -->\n";
  private static final String END = "<!-- graph: end -->";

  /** With -Dpicture.write=true the picture is drawn anew instead of checked. */
  @Test
  void theReadmeShowsTheGraphOfTheBuiltBundles() throws Exception {
    Path readme = House.ROOT.resolve("README.md");
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(end).as("the README has a place for the graph").isGreaterThanOrEqualTo(begin);
    if (Boolean.getBoolean("picture.write")) {
      text = text.substring(0, begin) + Graph.picture() + text.substring(end);
      Files.writeString(readme, text);
      end = text.indexOf(END);
    }
    assertThat(text.substring(begin, end))
        .as("redraw it: mvn verify -pl itests/law -am -DskipTests=false -Dpicture.write=true")
        .isEqualTo(Graph.picture());
  }
}
