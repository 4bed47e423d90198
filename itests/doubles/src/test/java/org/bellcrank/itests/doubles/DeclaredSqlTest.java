package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a declaration can say of a database, held against raw JDBC. */
class DeclaredSqlTest {

  private static final String FACTS =
      """
      {"fields": [
        {"name": "/id", "type": "whole", "creatable": false},
        {"name": "/title", "type": "text", "length": 10, "required": "service"},
        {"name": "/priority", "type": "whole"},
        {"name": "/reference", "type": "text", "length": 20},
        {"name": "/state", "type": "text", "length": 8},
        {"name": "/hours", "type": "number"},
        {"name": "/touched", "type": "instant"},
        {"name": "/part", "type": "text", "length": 8}]}""";
  private static final String TABLES =
      """
      {"speaks": "sql",
       "orders": {"table": "job", "key": "id", "status": "state", "changed": "touched", "elsewhere": ["part"],
         "columns": {"id": "generated always as identity primary key", "state": "default 'new' check (state in ('new', 'done'))",
                     "reference": "unique", "touched": "default now()"},
         "before": "create table asset (tag text);",
         "after": "create table paper (id int generated always as identity, job bigint, name text, type text, content bytea);",
         "read": ["asset"]},
       "files": {"table": "paper", "order": "job", "name": "name", "type": "type", "content": "content"}}""";

  private SqlDouble cmms;
  private SqlClient client;

  @BeforeEach
  void start() throws Exception {
    cmms = SqlDouble.declared(SqlClient.server(), DoubleOptions.free(), Declared.of(TABLES, FACTS));
    client = new SqlClient(cmms);
  }

  @AfterEach
  void stop() {
    if (cmms != null) {
      cmms.close();
    }
  }

  @Test
  void theColumnsAreThoseOfTheFactsWithTheRulesOfTheDeclaration() throws SQLException {
    client.run(
        "insert into job (title, reference) values ('Pit', 'MFRGGZDFMZTWQ2LKNNWG')",
        "insert into paper (job, name, type, content) values (1, 'a.jpg', 'image/jpeg', 'pit')");
    BookedOrder order = cmms.books().byReference("MFRGGZDFMZTWQ2LKNNWG").get(0);
    assertThat(order.number()).isEqualTo("1");
    assertThat(order.status()).isEqualTo("new");
    assertThat(order.fields()).containsEntry("title", "Pit").doesNotContainKey("part");
    assertThat(order.attachments()).extracting(BookedAttachment::bytes).containsExactly(3L);
  }

  @Test
  void whatDoesNotFitIsRefusedByTheDatabase() {
    assertThat(client.refused("insert into job (title) values ('Pitting, growing')"))
        .isEqualTo("22001");
    assertThat(client.refused("insert into job (priority) values (1)")).isEqualTo("23502");
    assertThat(client.refused("insert into asset values ('X')")).isEqualTo("42501");
    assertThat(client.refused("delete from job")).isEqualTo("42501");
  }

  @Test
  void peopleReportAndOnlyWordsThatThereAre() throws SQLException {
    client.run("insert into job (title) values ('Pit')");
    assertThat(cmms.report("1", "done", Map.of("hours", 1.5))).isTrue();
    assertThat(client.ask("select hours from job")).containsExactly("1.5");
    assertThat(cmms.report("1", "never", Map.of())).isFalse();
    assertThat(cmms.report("9", "done", Map.of())).isFalse();
  }

  @Test
  void aFrozenColumnIsPutBackAndAStruckChangeIsAnsweredAndNotKept() throws Exception {
    client.run("insert into job (title, priority) values ('Pit', 4)");
    cmms.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.UPDATE));
    assertThat(client.run("update job set priority = 1")).isEqualTo(1);
    assertThat(client.ask("select priority from job")).containsExactly("4");
    cmms.close();
    cmms =
        SqlDouble.declared(
            SqlClient.server(),
            DoubleOptions.free().setting("fields.frozen", "priority"),
            Declared.of(TABLES, FACTS));
    client = new SqlClient(cmms);
    client.run("insert into job (title, priority) values ('Pit', 4)");
    client.run("update job set priority = 1");
    assertThat(client.ask("select priority from job")).containsExactly("4");
  }
}
