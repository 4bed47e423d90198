package org.bellcrank.delivery.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Json;
import org.bellcrank.delivery.connector.MetadataPlace;
import org.junit.jupiter.api.Test;

/** Vendors' own descriptions, where they are on this machine; without them this skips. */
class VendorMetadataTest {

  private static byte[] contract(String file) throws IOException {
    Optional<byte[]> found = Told.contract(file);
    assumeThat(found).as("%s lies beside the shared data", file).isPresent();
    return found.orElseThrow();
  }

  @Test
  void theFactsOfSapAreThoseOfItsCloudEdition() throws Exception {
    Connector sap = Told.shipped("sap-s4");
    FactsReport report = Told.compared(sap, contract("sap/API_MAINTNOTIFICATION.cloud-2026.edmx"));
    assertThat(report.differences()).isEmpty();
    assertThat(report.compared()).isEqualTo(sap.facts().fields().size());
    assertThat(report.unknown()).isNotEmpty();
  }

  @Test
  void whatTheOnPremiseEditionLacksIsTold() throws Exception {
    FactsReport report =
        Told.compared(Told.shipped("sap-s4"), contract("sap/API_MAINTNOTIFICATION.op-2022.edmx"));
    assertThat(report.differences())
        .isNotEmpty()
        .extracting(FactsReport.Difference::text)
        .allSatisfy(line -> assertThat(line).contains("facts.yaml"));
  }

  @Test
  void theFactsOfSapsOrdersAreThoseOfTheFirstVersion() throws Exception {
    Connector sap = Told.shipped("sap-s4-order");
    FactsReport report = Told.compared(sap, contract("sap/API_MAINTENANCEORDER.op-2022.edmx"));
    assertThat(report.differences()).isEmpty();
    long orders =
        sap.facts().fields().stream().filter(each -> each.name().startsWith("/order/")).count();
    assertThat((long) report.compared()).isEqualTo(orders);
  }

  @Test
  void theFactsOfMp2AreThoseOfItsDatabase() throws Exception {
    byte[] schema = contract("mp2/mp2-5.0-access-schema.json");
    Connector mp2 = Told.shipped("mp2");
    FactsReport report = Told.compared(mp2, rows(schema).getBytes(StandardCharsets.UTF_8));
    assertThat(report.differences()).isEmpty();
    assertThat(report.compared()).isEqualTo(mp2.facts().fields().size());
  }

  @Test
  void anOpenApiOfAMegabyteIsRead() throws Exception {
    ForeignSchema schema =
        MetadataReader.of(MetadataPlace.Kind.OPENAPI).read(contract("maintainx/openapi.json"));
    assertThat(schema.find("POST /workorders", "/title"))
        .get()
        .satisfies(title -> assertThat(title.words()).isEqualTo("string"));
    assertThat(schema.names().size()).isGreaterThan(50);
  }

  /** That extract has a form of its own; what a database would say of the same columns. */
  private static String rows(byte[] extract) {
    Json json = Json.lenient(new String(extract, StandardCharsets.UTF_8));
    StringBuilder csv =
        new StringBuilder("table_name,column_name,data_type,character_maximum_length\n");
    ((org.bellcrank.journal.Facts) json.root())
        .values()
        .keySet()
        .forEach(
            table ->
                json.each("/" + table.replace("/", "~1"))
                    .forEach(
                        column ->
                            csv.append(table)
                                .append(',')
                                .append(column.text("/column").orElse(""))
                                .append(',')
                                .append(type(column.text("/db").orElse("")))
                                .append('\n')));
    return csv.toString();
  }

  private static String type(String told) {
    String type = told.toLowerCase(Locale.ROOT);
    return type.startsWith("text(")
        ? "varchar," + type.replaceAll("\\D", "")
        : type.startsWith("memo") ? "text," : type + ",";
  }
}
