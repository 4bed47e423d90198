package org.bellcrank.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SuggestionTest {

  private static final List<String> KNOWN = List.of("criticality", "id", "name", "parent");

  @Test
  void aSlipIsRecognised() {
    assertThat(Suggestion.closest("critcality", KNOWN)).contains("criticality");
    assertThat(Suggestion.closest("Name", KNOWN)).contains("name");
    assertThat(Suggestion.closest("nmae", KNOWN)).as("swapped neighbours").contains("name");
  }

  @Test
  void theBeginningOfOneWordIsEnough() {
    assertThat(Suggestion.closest("crit", KNOWN)).contains("criticality");
    assertThat(Suggestion.closest("crit", List.of("criticality", "critical"))).isEmpty();
  }

  @Test
  void anotherWordIsNot() {
    assertThat(Suggestion.closest("colour", KNOWN)).isEmpty();
    assertThat(Suggestion.closest("", KNOWN)).isEmpty();
    assertThat(Suggestion.closest("b", List.of("a"))).isEmpty();
    assertThat(Suggestion.closest("ID", KNOWN)).contains("id");
  }
}
