package org.bellcrank.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FunctionsTest {

  private static final String BEGIN = "<!-- functions: written by FunctionsTest -->\n";
  private static final String END = "<!-- end -->";
  private static final Declarations NONE = Declarations.builder().build();

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();

  static List<FunctionDoc> functions() {
    return ExpressionLanguage.functions();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theExampleOfEveryFunctionYieldsWhatItSays(FunctionDoc function) throws Exception {
    assertThat(function.description()).endsWith(".");
    Expression claim =
        LANGUAGE.compile(function.example() + " == " + function.yields(), NONE, Type.BOOLEAN);
    assertThat(claim.test(Map.of()).isTrue()).as(claim.text()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "truncate('abc', 3) | 'abc'",
        "truncate('abcd', 0) | ''",
        "truncate('äöü€', 2) | 'ä…'",
        "first('abc', 4) | 'abc'",
        "first('abc', 0) | ''",
        "first('äöü€', 2) | 'äö'",
        "padLeft('12345', 3, '0') | '12345'",
        "padLeft('1', 4, 'ab') | 'aba1'",
        "digits('', 18) | '397001115665086549'",
        "digits('any', 0) | ''",
        "percent(1.0) | '100 %'",
        "percent(0.005) | '1 %'",
        "join([], ',') | ''",
        "oneLine(' a\\n\\tb ') | 'a b'",
      })
  void edgesAreAsDocumented(String text, String expected) throws Exception {
    Expression claim = LANGUAGE.compile(text + " == " + expected, NONE, Type.BOOLEAN);
    assertThat(claim.test(Map.of()).isTrue()).as(claim.text()).isTrue();
  }

  @Test
  void argumentsOutOfRangeAreUndecidableAndSayWhatIsAllowed() throws Exception {
    Outcome outcome =
        LANGUAGE.compile("padLeft('1', 2000, ' ')", NONE, Type.TEXT).evaluate(Map.of());
    assertThat(((Outcome.Undecidable) outcome).reason())
        .contains("padLeft takes a whole number from 0 to 1000, given 2000");
    assertThat(LANGUAGE.compile("truncate('a', -1)", NONE, Type.TEXT).evaluate(Map.of()))
        .isInstanceOf(Outcome.Undecidable.class);
    assertThat(LANGUAGE.compile("percent(1.0 / 0.0)", NONE, Type.TEXT).evaluate(Map.of()))
        .isInstanceOf(Outcome.Undecidable.class);
  }

  /** Run with {@code -Dwrite.docs=true} to bring the page up to date. */
  @Test
  void theDocumentationPageListsExactlyTheseFunctions() throws IOException {
    Path page = Path.of(System.getProperty("project.root")).resolve("docs/expressions.md");
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END, from);
    String table = table();
    if (Boolean.getBoolean("write.docs")) {
      Files.writeString(page, text.substring(0, from) + table + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to)).isEqualTo(table);
  }

  private static String table() {
    Stream<String> rows =
        functions().stream()
            .map(
                f ->
                    "| `%s` | %s | `%s` | `%s` |\n"
                        .formatted(f.signature(), f.description(), f.example(), f.yields()));
    return rows.collect(
        Collectors.joining(
            "", "| function | what it does | example | yields |\n|---|---|---|---|\n", ""));
  }
}
