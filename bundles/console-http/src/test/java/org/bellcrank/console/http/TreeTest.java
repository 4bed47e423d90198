package org.bellcrank.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The branches of the page Browse, run by Node.js over a page that is none. */
class TreeTest {

  @TempDir Path folder;

  @BeforeEach
  void scripts() throws IOException, InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    if (!there) {
      System.err.println("SKIPPED: no node; the tree of the page Browse was NOT tested");
    }
    assumeTrue(there, "node");
    Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
    for (String name : List.of("tree.js", "view.js", "units.js", "names.js")) {
      Files.copy(Path.of("src/main/resources/web", name), folder.resolve(name));
    }
  }

  private String told(String what) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path wrong = folder.resolve("wrong");
    Process node =
        new ProcessBuilder("node", "src/test/resources/tree.mjs", folder.toString(), what)
            .redirectOutput(out.toFile())
            .redirectError(wrong.toFile())
            .start();
    try {
      assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      node.destroyForcibly();
    }
    assertThat(Files.readString(wrong, StandardCharsets.UTF_8)).isEmpty();
    return Files.readString(out, StandardCharsets.UTF_8).strip();
  }

  @Test
  void aFindThatComesWhileAPartIsReadShowsWhatItFindsAndNothingElse() throws Exception {
    assertThat(told("finds"))
        .isEqualTo("{\"asked\":[\" from 0\",\" from 1\",\"speed from 0\"],\"shown\":[\"speed\"]}");
  }

  @Test
  void whatFailsForAnEarlierFindIsNotToldOfTheNextOne() throws Exception {
    assertThat(told("fails")).isEqualTo("{\"asked\":3,\"shown\":[\"speed\"],\"error\":false}");
  }

  @Test
  void whatOpensAndMayBeAPointCanBeTickedAndOpened() throws Exception {
    assertThat(told("ticks"))
        .contains("\"picked\":[{\"node.id\":\"mode\"}],\"opened\":[\"mode\",\"spindle\"]")
        .contains("what lies below mode", "3Good");
  }

  @Test
  void aPointIsProposedUnderANameThatIdsMayHaveAndThatNoOtherHas() throws Exception {
    assertThat(told("names"))
        .isEqualTo(
            "[\"Oeldruck-A-1\",\"Temperature\",\"value\",\"Value\",\"Achse-Y-Value\",\"Achse-Y-Value-2\",\"Achse-Y-Value-3\"]");
  }
}
