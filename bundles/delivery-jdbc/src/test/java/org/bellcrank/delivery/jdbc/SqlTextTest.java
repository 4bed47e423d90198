package org.bellcrank.delivery.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a statement before it goes to a database. */
class SqlTextTest {

  @Test
  void namesBecomeQuestionMarksInTheirOrder() throws SqlRefusal {
    SqlText text = SqlText.of("insert into wo (a, b, c) values (:title, :asset_id::int, :title)");
    assertThat(text.sql()).isEqualTo("insert into wo (a, b, c) values (?, ?::int, ?)");
    assertThat(text.names()).containsExactly("title", "asset_id", "title");
    assertThat(text.places()).isEqualTo(3);
    assertThat(text.verb()).isEqualTo("insert");
  }

  @Test
  void whatStandsInQuotesIsNoPlace() throws SqlRefusal {
    SqlText text = SqlText.of("select ':a ; ? '' --', \"b:c\" from t where d ?? ? and e = ?");
    assertThat(text.places()).isEqualTo(2);
    assertThat(text.sql()).contains("':a ; ? '' --', \"b:c\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "commit | begins with 'commit'",
        "  Rollback | begins with 'rollback'",
        "call close_all() | begins with 'call'",
        "do 'x' | begins with 'do'",
        "drop table wo | begins with 'drop'",
        "(select 1) | begins with ''",
        "insert into wo values (1); commit | semicolon at character 25",
        "select 1 -- ? | comment",
        "select /* ? */ 1 | comment",
        "select $$?$$ | dollar",
        "select $a$?$a$ | dollar",
        "select E'a\\'?' | backslashes",
        "select 'open | not closed",
        "select ? where a = :b | one of them"
      })
  void aStatementThatCouldBeReadInTwoWaysOrEndTheTransactionIsRefused(String sql, String words) {
    assertThatThrownBy(() -> SqlText.of(sql))
        .isInstanceOf(SqlRefusal.class)
        .hasMessageContaining(words)
        .hasMessageContaining("allowed");
  }
}
