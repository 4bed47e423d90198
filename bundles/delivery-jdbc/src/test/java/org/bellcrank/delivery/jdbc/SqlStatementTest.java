package org.bellcrank.delivery.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a step's body before anything goes to a database. */
class SqlStatementTest {

  private static List<SqlStatement> read(String body) throws SqlRefusal {
    return SqlStatement.all(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void valuesForAllStatementsGoWhereTheirNamesStandAndOwnOnesGoBeforeThem() throws SqlRefusal {
    List<SqlStatement> statements =
        read(
            """
            {"parameters":{"no":"WZ1","title":"Pit"},"statements":[
             {"sql":"insert into wo values (:no, :title, :lot)"},
             {"sql":"insert into eqlist values (:no, :eq)","parameters":{"eq":"E1","no":"WZ2"}},
             {"sql":"select 1 where 1 = ?","parameters":[1]},
             {"sql":"select 1"}]}
            """);
    assertThat(statements.get(0).values()).containsExactly("WZ1", "Pit", null);
    assertThat(statements.get(1).values()).containsExactly("WZ2", "E1");
    assertThat(statements.get(2).values()).hasSize(1);
    assertThat(statements.get(3).values()).isEmpty();
    assertThat(statements).allMatch(each -> each.rows().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"parameters\":{\"noo\":1},\"statements\":[{\"sql\":\"select :no\"}]} | noo",
        "{\"parameters\":{\"no\":1},\"statements\":[{\"sql\":\"select ?\"}]} | 0 parameters for 1",
        "{\"parameters\":{\"no\":[1]},\"statements\":[{\"sql\":\"select :no\"}]} | as a parameter",
        "{\"statements\":[{\"sql\":\"select 1\",\"rows\":-1}]} | rows -1",
        "{\"statements\":[{\"sql\":\"select 1\",\"rows\":1,\"otherwise\":{\"status\":200}}]} | status 200",
        "{\"statements\":[{\"sql\":\"select 1\",\"otherwise\":{\"status\":409}}]} | otherwise alone"
      })
  void whatIsNoneIsNamedWithWhatIsAllowed(String body, String words) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(SqlRefusal.class)
        .hasMessageContaining(words)
        .hasMessageContaining("allowed");
  }
}
