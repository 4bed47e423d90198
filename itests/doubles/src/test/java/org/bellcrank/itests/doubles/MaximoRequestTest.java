package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each quirk of the vendor's interface for service requests, one test each. */
class MaximoRequestTest {

  private static final String REQUESTS = "/maximo/api/os/mxapisr?lean=1";
  private static final String WORK = "/maximo/api/os/mxapiwodetail?lean=1";

  private MaximoDouble maximo;
  private Client client;

  @BeforeEach
  void start() {
    start(DoubleOptions.free());
  }

  private void start(DoubleOptions options) {
    maximo = MaximoDouble.start(options);
    client = Client.maximo(maximo);
  }

  private void restart(DoubleOptions options) {
    maximo.close();
    start(options);
  }

  @AfterEach
  void stop() {
    maximo.close();
  }

  private static Map<String, Object> request(Object... more) {
    Map<String, Object> request =
        Json.of("assetsiteid", "BEDFORD", "description", "Pit", "assetnum", "11430");
    request.putAll(Json.of(more));
    return request;
  }

  private String create(Object... more) throws IOException {
    return client.post(REQUESTS, request(more)).header("Location") + "?lean=1";
  }

  private Answer patch(String href, Map<String, Object> change) throws IOException {
    return client.post(href, change, "x-method-override", "PATCH", "patchtype", "MERGE");
  }

  @Test
  void theAddressIsMadeOfClassAndNumber() throws IOException {
    Answer created = client.post(REQUESTS, request(), "properties", "ticketid,status");
    assertThat(created.json())
        .containsEntry("ticketid", "8801")
        .containsEntry("status", "NEW")
        .containsOnlyKeys("ticketid", "status", "href");
    String key = created.header("Location").replaceAll(".*/_", "").replace('-', '=');
    assertThat(new String(Base64.getUrlDecoder().decode(key))).isEqualTo("SR/8801");
  }

  @Test
  void aRequestIsTakenWithNothingAtAll() throws IOException {
    Answer read = client.get(client.post(REQUESTS, Map.of()).header("Location") + "?lean=1");
    assertThat(read.json())
        .containsEntry("siteid", "BEDFORD")
        .containsEntry("class", "SR")
        .doesNotContainKeys("description", "assetnum", "location");
  }

  @Test
  void theLocationIsTheAssetsWhereNoneIsSent() throws IOException {
    assertThat(client.get(create()).at("location")).isEqualTo("MILL1-X");
    assertThat(client.get(create("location", "MILL1-Z")).at("location")).isEqualTo("MILL1-Z");
  }

  @ParameterizedTest
  @CsvSource({
    "assetsiteid,TEXAS,BMXAA4190E",
    "assetnum,99999,BMXAA0090E",
    "location,NOWHERE,BMXAA2661E",
    "description,LONG101,BMXAA4049E",
    "ticketid,12345678901,BMXAA4049E",
    "reportedpriority,0,BMXAA4191E",
    "reportedpriority,5,BMXAA4191E",
    "class,INCIDENT,BMXAA4190E",
    "status,COMP,BMXAA4190E",
    "reportdate,yesterday,BMXAA4191E"
  })
  void wrongFieldsAreRefusedByName(String field, String value, String code) throws IOException {
    String text = "LONG101".equals(value) ? "x".repeat(101) : value;
    Answer answer = client.post(REQUESTS, request(field, text));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("Error.reasonCode")).isEqualTo(code);
    assertThat(answer.at("Error.errorattrname")).isEqualTo(field);
    assertThat(answer.at("Error.errorobjpath")).isEqualTo("sr");
  }

  @Test
  void aNumberThatIsSentIsKeptBeItZeroAndNotTwice() throws IOException {
    client.post(REQUESTS, request("ticketid", "0"));
    assertThat(maximo.books().byNumber("0")).isPresent();
    assertThat(client.post(REQUESTS, request("ticketid", "0")).at("Error.reasonCode"))
        .isEqualTo("BMXAA4129E");
  }

  @Test
  void requestsAndWorkOrdersDoNotStandInEachOthersLists() throws IOException {
    create();
    client.post(WORK, Json.of("siteid", "BEDFORD", "description", "d", "assetnum", "11430"));
    Answer requests = client.get(REQUESTS + "&oslc.select=ticketid,wonum");
    assertThat((List<?>) requests.at("member")).hasSize(1);
    assertThat(requests.at("member.0.ticketid")).isEqualTo("8801");
    Answer work = client.get(WORK + "&oslc.select=wonum");
    assertThat((List<?>) work.at("member")).hasSize(1);
    assertThat(work.at("member.0.wonum")).isNotEqualTo("8801");
    String ticket = client.get(REQUESTS).at("member.0.href").toString();
    assertThat(client.get(ticket.replace("mxapisr", "mxapiwodetail")).status()).isEqualTo(404);
  }

  @Test
  void repeatedTransactionIsRefusedAsForWorkOrders() throws IOException {
    assertThat(client.post(REQUESTS, request(), "transactionid", "T1").status()).isEqualTo(201);
    assertThat(client.post(REQUESTS, request(), "transactionid", "T1").status()).isEqualTo(409);
    assertThat(maximo.books().orders()).hasSize(1);
  }

  @Test
  void theInternalValueIsShownToThoseWhoAskForIt() throws IOException {
    restart(DoubleOptions.free().setting("sr.status.synonyms", "NEW:NEU"));
    String href = create();
    assertThat(client.get(href).json())
        .containsEntry("status", "NEU")
        .doesNotContainKey("status_maxvalue");
    assertThat(client.get(href + "&internalvalues=1").at("status_maxvalue")).isEqualTo("NEW");
  }

  @Test
  void cancelledIsAWordForClosed() throws IOException {
    String href = create();
    assertThat(patch(href, Json.of("status", "CANCELLED")).status()).isEqualTo(204);
    Answer read = client.get(href + "&internalvalues=1");
    assertThat(read.at("status")).isEqualTo("CANCELLED");
    assertThat(read.at("status_maxvalue")).isEqualTo("CLOSED");
    assertThat(patch(href, Json.of("status", "INPROG")).at("Error.reasonCode"))
        .isEqualTo("BMXAA4160E");
  }

  @Test
  void whatIsResolvedCanBeOpenedAgain() throws IOException {
    String href = create();
    patch(href, Json.of("status", "RESOLVED"));
    assertThat(patch(href, Json.of("status", "INPROG")).status()).isEqualTo(204);
  }

  @Test
  void theListOfFilesHoldsThoseOfTheAssetToo() throws IOException {
    String doclinks = create().replace("?", "/doclinks?");
    client.bytes(doclinks, new byte[] {1}, "slug", "pit.jpg", "Content-Type", "image/jpeg");
    Answer list = client.get(doclinks);
    assertThat((List<?>) list.at("member")).hasSize(2);
    assertThat(list.at("member.0.describedBy.fileName")).isEqualTo("pit.jpg");
    assertThat(list.at("member.1.describedBy.fileName")).isEqualTo("ball-screw-manual.pdf");
    assertThat(maximo.books().orders().get(0).attachments()).hasSize(1);
  }

  @Test
  void theWorkOrderThatGrewStandsInTheRequestForThoseWhoSelectIt() throws IOException {
    String href = create();
    String select = "&oslc.select=ticketid,rel.newworkorder{wonum,status,rel.failurereport{*}}";
    assertThat(client.get(href + quoted(select)).json()).containsOnlyKeys("ticketid", "href");
    maximo.followUp("8801").orElseThrow();
    String last = maximo.followUp("8801").orElseThrow();
    Answer read = client.get(href + quoted(select));
    assertThat(read.at("newworkorder.0.wonum")).isEqualTo(last);
    assertThat(read.at("newworkorder.0.status")).isEqualTo("WAPPR");
    assertThat((List<?>) read.at("newworkorder")).hasSize(1);
    assertThat(client.get(REQUESTS + quoted(select)).at("member.0.newworkorder.0.wonum"))
        .isEqualTo(last);
    assertThat(client.get(WORK + "&oslc.select=*").at("member.0.origrecordclass")).isEqualTo("SR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"rel.nobody{wonum}", "rel.newworkorder{wonum", "newworkorder{wonum}", "ticketid}"})
  void selectionsThatCannotBeReadAreRefused(String select) throws IOException {
    String href = create();
    assertThat(client.get(href + "&oslc.select=" + quoted(select)).status()).isEqualTo(400);
  }

  @Test
  void theObjectStructureDescribesItself() throws IOException {
    Answer schema = client.get("/maximo/api/jsonschemas/mxapisr");
    assertThat(schema.at("title")).isEqualTo("MXAPISR");
    assertThat(schema.at("properties.reportedby.maxLength")).isEqualTo(62);
    assertThat((List<?>) schema.at("required")).isEmpty();
  }

  private static String quoted(String select) {
    return select.replace("{", "%7B").replace("}", "%7D");
  }
}
