package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the query parameters find. */
class MaximoQueryTest {

  private static final String ORDERS = "/maximo/api/os/mxapiwodetail?lean=1";
  private static MaximoDouble maximo;
  private static Client client;

  @BeforeAll
  static void threeOrders() throws IOException {
    maximo = MaximoDouble.start(DoubleOptions.free().setting("page.maximum", "2"));
    client = Client.maximo(maximo);
    create("11430", "Pit [ABCDEFGHIJKLMNOPQRST]", 100, "R1");
    create("11431", "Pit [BBCDEFGHIJKLMNOPQRST]", 500, "R2");
    create("11431", "Noise", 900, "R3");
  }

  @AfterAll
  static void stop() {
    maximo.close();
  }

  private static void create(String asset, String text, int priority, String reference)
      throws IOException {
    Map<String, Object> order =
        Json.of(
            "siteid", "BEDFORD",
            "assetnum", asset,
            "description", text,
            "wopriority", priority,
            "externalrefid", reference);
    assertThat(client.post(ORDERS, order).status()).isEqualTo(201);
  }

  private static Answer find(String where, String... more) throws IOException {
    return client.get(
        ORDERS
            + "&oslc.select=wonum&oslc.pageSize=2&oslc.where="
            + Client.encode(where)
            + String.join("", more));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "externalrefid=\"R2\"; 1202",
        "externalrefid=\"r2\"; ''",
        "siteid=\"BEDFORD\" and externalrefid=\"R3\"; 1203",
        "description=\"%ABCDEFGHIJKLMNOPQRST%\"; 1201",
        "description=\"ABCDEFGHIJKLMNOPQRST\"; ''",
        "assetnum=\"11431\" and wopriority>500; 1203",
        "wopriority<=500; 1201 1202",
        "assetnum=\"11431\" and description!=\"Noise\"; 1202",
        "externalrefid in [\"R1\",\"R3\"]; 1201 1203",
        "changedate>\"2020-01-01T00:00:00+00:00\" and wonum=\"1201\"; 1201",
        "spi:wonum=\"1203\"; 1203"
      })
  void whereFinds(String where, String numbers) throws IOException {
    Answer answer = find(where);
    assertThat(answer.status()).isEqualTo(200);
    List<?> members = (List<?>) answer.at("member");
    assertThat(members.stream().map(each -> ((Map<?, ?>) each).get("wonum")))
        .isEqualTo(numbers.isEmpty() ? List.of() : List.of((Object[]) numbers.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"colour=\"red\"", "wonum=", "wonum=\"1\" or wonum=\"2\"", "wonum=\"1", "wonum"})
  void clausesThatCannotBeReadAreRefused(String where) throws IOException {
    assertThat(find(where).status()).isEqualTo(400);
  }

  @Test
  void withoutSelectACollectionHoldsAddressesOnly() throws IOException {
    Answer answer = client.get(ORDERS + "&oslc.pageSize=1");
    assertThat((Map<?, ?>) answer.at("member.0"))
        .hasToString("{href=" + answer.at("member.0.href") + "}");
  }

  @Test
  void pagesAreFollowedByTheNextAddress() throws IOException {
    Answer first = find("siteid=\"BEDFORD\"", "&oslc.orderBy=-wopriority&collectioncount=1");
    assertThat(first.at("member.0.wonum")).isEqualTo("1203");
    assertThat(first.at("responseInfo.totalCount")).isEqualTo(3);
    Answer second = client.get((String) first.at("responseInfo.nextPage.href"));
    assertThat(second.at("member.0.wonum")).isEqualTo("1201");
    assertThat(second.at("responseInfo.nextPage")).isNull();
  }

  @Test
  void aPlusBeforeAnOrderArrivesOnlyPercentEncoded() throws IOException {
    assertThat(find("siteid=\"BEDFORD\"", "&oslc.orderBy=%2Bwopriority").at("member.0.wonum"))
        .isEqualTo("1201");
    assertThat(find("siteid=\"BEDFORD\"", "&oslc.orderBy=+wopriority").status()).isEqualTo(400);
    assertThat(find("siteid=\"BEDFORD\"", "&oslc.orderBy=wopriority").status()).isEqualTo(400);
  }

  @Test
  void tooGreatAPageIsAnErrorAndNoCut() throws IOException {
    assertThat(client.get(ORDERS + "&oslc.pageSize=3").status()).isEqualTo(400);
  }

  @Test
  void assetsCanBeRead() throws IOException {
    Answer answer =
        client.get(
            "/maximo/api/os/mxapiasset?lean=1&oslc.pageSize=2&oslc.select=*&oslc.where="
                + Client.encode("assetnum=\"11432\""));
    assertThat(answer.at("member.0.location")).isEqualTo("MILL1-Z");
  }

  @Test
  void aForeignAddressIsNotFound() throws IOException {
    assertThat(client.get("/maximo/api/os/mxapiwodetail/1201?lean=1").status()).isEqualTo(404);
    assertThat(client.get("/maximo/api/os/mxapiwodetail/_xx--?lean=1").status()).isEqualTo(404);
  }
}
