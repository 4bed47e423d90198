package org.bellcrank.delivery.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bellcrank.delivery.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Differences sown into the columns that the folder custom-jdbc is about; all have to be told. */
class FactsComparisonTest {

  private static final String COLUMNS =
      """
      table_name,column_name,data_type,character_maximum_length,is_nullable,column_default,is_generated,identity_generation
      work_order,id,bigint,,NO,,NEVER,ALWAYS
      work_order,number,character varying,16,YES,,ALWAYS,
      work_order,title,character varying,60,NO,,NEVER,
      work_order,body,character varying,4000,YES,,NEVER,
      work_order,asset_tag,character varying,32,NO,,NEVER,
      work_order,priority,bigint,,NO,3,NEVER,
      work_order,kind,character varying,16,NO,'corrective',NEVER,
      work_order,external_reference,character varying,64,YES,,NEVER,
      work_order,requested_by,character varying,80,YES,,NEVER,
      work_order,due_at,timestamp with time zone,,YES,,NEVER,
      work_order,status,character varying,16,NO,'open',NEVER,
      work_order,created_at,timestamp with time zone,,NO,now(),NEVER,
      work_order,updated_at,timestamp with time zone,,NO,now(),NEVER,
      work_order,closed_at,timestamp with time zone,,YES,,NEVER,
      work_order,closed_by,character varying,80,YES,,NEVER,
      work_order,failure_code,character varying,16,YES,,NEVER,
      work_order,cause_code,character varying,16,YES,,NEVER,
      work_order,action,character varying,200,YES,,NEVER,
      work_order,remarks,character varying,4000,YES,,NEVER,
      work_order,labour_hours,double precision,,YES,,NEVER,
      work_order,downtime_hours,double precision,,YES,,NEVER,
      work_order,cost,double precision,,YES,,NEVER,
      work_order,currency,character varying,3,YES,,NEVER,
      used_part,part_number,character varying,40,NO,,NEVER,
      """;

  private static FactsReport compared(String columns) throws Exception {
    return Told.compared(Told.shipped("custom-jdbc"), columns.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nothingIsInventedWhereAllIsAsTheFactsSay() throws Exception {
    FactsReport report = compared(COLUMNS);
    assertThat(report.differences()).isEmpty();
    assertThat(report.compared()).isEqualTo(23);
    assertThat(report.unknown()).extracting(ForeignField::name).containsExactly("created_at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title,character varying,60 | title,character varying,40 | /title | length 60 here, 40 there | mapping.yaml | given max 60, allowed at most 40",
        "title,character varying,60 | title,character varying,90 | /title | length 60 here, 90 there | `` | ``",
        "closed_by,character varying,80 | closed_by,text, | `` | `` | `` | ``",
        "kind,character varying,16 | kind,character varying,8 | /kind | length 16 here, 8 there | mapping.yaml | corrective",
        "requested_by,character | requester,character | /requested_by | field known here, not there | mapping.yaml | no such field",
        "priority,bigint | priority,character varying | /priority | type whole here, character varying there | mapping.yaml | allowed text",
        "labour_hours,double precision | labour_hours,bigint | /labour_hours | type number here, bigint there | `` | ``",
        "due_at,timestamp with time zone,,YES | due_at,timestamp with time zone,,NO | /due_at | required optional here, service there | mapping.yaml | refuses an order without it",
        "due_at,timestamp with time zone,,YES,,NEVER | due_at,timestamp with time zone,,YES,,ALWAYS | /due_at | creatable true here, false there | mapping.yaml | cannot be set when",
        "created_at,timestamp with time zone,,NO,now() | created_at,timestamp with time zone,,NO, | /created_at | field not known here, required, timestamp with time zone there | facts.yaml | no field /created_at in mapping.yaml",
        "used_part,part_number | used_piece,part_number | used_part | entity known here, used_piece, work_order of 2 there | `` | ``",
      })
  void aSownDifferenceIsToldWithWhatItMeansForTheMapping(
      String from, String to, String field, String words, String file, String meaning)
      throws Exception {
    assertThat(COLUMNS).contains(from);
    List<FactsReport.Difference> told = compared(COLUMNS.replace(from, to)).differences();
    if (field.isEmpty()) {
      assertThat(told).isEmpty();
      return;
    }
    assertThat(told).hasSize(1);
    FactsReport.Difference one = told.get(0);
    assertThat(one.field()).isEqualTo(field);
    assertThat(one.text()).contains("facts.yaml:").contains(words);
    if (file.isEmpty()) {
      assertThat(one.consequences()).isEmpty();
    } else {
      assertThat(one.consequences())
          .anySatisfy(line -> assertThat(line).contains(file + ":").contains(meaning));
    }
  }

  @Test
  void differencesOfSeveralFieldsAreToldTogetherEachWithItsOwnConsequences() throws Exception {
    List<FactsReport.Difference> told =
        compared(
                COLUMNS
                    .replace("title,character varying,60", "title,character varying,40")
                    .replace("asset_tag,character varying,32", "asset_tag,character varying,20")
                    .replace("closed_at,timestamp with time zone", "closed_at,bigint"))
            .differences();
    assertThat(told)
        .extracting(FactsReport.Difference::field)
        .containsExactly("/title", "/asset_tag", "/closed_at");
    assertThat(told.get(0).consequences()).hasSize(1);
    assertThat(told.get(1).consequences()).hasSize(1);
    assertThat(told.get(2).consequences()).isEmpty();
  }

  private static final String SCHEMA =
      """
      { "properties": {
        "title": { "type": "string", "maxLength": 60 },
        "kind": { "type": "string", "enum": ["corrective", "preventive"] },
        "priority": { "type": "integer", "minimum": 1, "maximum": 3 } } }
      """;

  @Test
  void codesAndRangesThatAreNarrowerThereAreToldWithTheValuesThatTheMappingSends()
      throws Exception {
    Connector connector = Told.shipped("custom-rest");
    ForeignSchema schema =
        Told.read(org.bellcrank.delivery.connector.MetadataPlace.Kind.JSON_SCHEMA, SCHEMA);
    List<FactsReport.Difference> told =
        FactsComparison.of(connector, connector.facts().metadata().orElseThrow(), schema)
            .differences();
    assertThat(told)
        .filteredOn(each -> each.field().equals("/kind"))
        .singleElement()
        .satisfies(
            kind -> {
              assertThat(kind.text())
                  .contains(
                      "codes corrective, preventive, inspection, improvement here,"
                          + " corrective, preventive there");
              assertThat(kind.consequences())
                  .anySatisfy(line -> assertThat(line).contains("inspection"));
            });
    assertThat(told)
        .filteredOn(each -> each.field().equals("/priority"))
        .singleElement()
        .satisfies(priority -> assertThat(priority.text()).contains("highest 5 here, 3 there"));
  }
}
