package org.bellcrank.expression;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

final class AnyTextTest {

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();

  /** Whatever somebody types, the answer is an expression or the one exception. */
  @Property(tries = 300)
  void noTextBreaksTheCompiler(
      @ForAll
          @StringLength(max = 30)
          @Chars({
            'a', '.', '(', ')', '[', '\'', '"', '1', '&', '|', ' ', '=', '\n', '?', ':', 'ü', '\\'
          })
          String text) {
    try {
      LANGUAGE.compile(text, ExpressionTest.DECLARED, Type.ANY).evaluate(ExpressionTest.COMPLETE);
    } catch (InvalidExpressionException refused) {
      assertThat(refused.mistakes()).isNotEmpty();
      assertThat(refused.line()).isPositive();
    }
  }
}
