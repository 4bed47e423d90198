package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each quirk of the vendor's interface for work orders, one test each. */
class MaximoDoubleTest {

  private static final String ORDERS = "/maximo/api/os/mxapiwodetail?lean=1";

  private final LeapClock clock = new LeapClock();
  private MaximoDouble maximo;
  private Client client;

  @BeforeEach
  void start() {
    maximo = MaximoDouble.start(DoubleOptions.free().clock(clock));
    client = Client.maximo(maximo);
  }

  @AfterEach
  void stop() {
    maximo.close();
  }

  private static Map<String, Object> order(Object... more) {
    Map<String, Object> order =
        Json.of("siteid", "BEDFORD", "description", "Pit on ball screw", "assetnum", "11430");
    order.putAll(Json.of(more));
    return order;
  }

  @Test
  void withoutKeyNobodyEnters() throws IOException {
    Answer answer = new Client(maximo.uri()).get(ORDERS);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.at("Error.reasonCode")).isEqualTo("BMXAA7901E");
    assertThat(client.get(ORDERS, "apikey", "other").status()).isEqualTo(401);
  }

  @Test
  void expiredKeyIsRefusedUntilItIsRenewed() throws IOException {
    maximo.expireKey();
    assertThat(client.post(ORDERS, order()).status()).isEqualTo(401);
    maximo.renewKey();
    assertThat(client.post(ORDERS, order()).status()).isEqualTo(201);
  }

  @Test
  void theOlderSignOnWorksOnItsOwnRouteOnly() throws IOException {
    Client older = new Client(maximo.uri(), "maxauth", "YmVsbGNyYW5rOmJlZGZvcmQ=");
    assertThat(older.get(ORDERS.replace("/api/", "/oslc/")).status()).isEqualTo(200);
    assertThat(older.get(ORDERS).status()).isEqualTo(401);
    assertThat(client.get(ORDERS.replace("/api/", "/oslc/")).status()).isEqualTo(401);
  }

  @Test
  void createAnswersWithAnAddressThatIsNotTheNumber() throws IOException {
    Answer answer = client.post(ORDERS, order());
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text()).isEmpty();
    String location = answer.header("Location");
    assertThat(location).startsWith(maximo.uri() + "/maximo/api/os/mxapiwodetail/_");
    Answer read = client.get(location + "?lean=1");
    assertThat(location).doesNotContain((String) read.at("wonum"));
    assertThat(read.at("description")).isEqualTo("Pit on ball screw");
    assertThat(read.at("status")).isEqualTo("WAPPR");
  }

  @Test
  void headerPropertiesBringsTheFieldsBack() throws IOException {
    Answer answer = client.post(ORDERS, order(), "properties", "wonum,status");
    assertThat(answer.json()).containsOnlyKeys("wonum", "status", "href");
    assertThat(answer.at("wonum")).isEqualTo("1201");
  }

  @Test
  void withoutPublicUriAddressesLeadToAHostNobodyKnows() throws IOException {
    Client plain =
        new Client(maximo.uri(), "apikey", "bedford-api-key", "Content-Type", "application/json");
    assertThat(plain.post(ORDERS, order()).header("Location"))
        .startsWith("http://maximo-node1.bedford.internal:9080/maximo/oslc/os/mxapiwodetail/_");
  }

  @Test
  void withoutLeanPlainKeysAreNoFields() throws IOException {
    String unlean = ORDERS.replace("?lean=1", "");
    Answer refused = client.post(unlean, order());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("oslc:Error.spi:reasonCode")).isEqualTo("BMXAA4195E");
    Map<String, Object> prefixed =
        Json.of("spi:siteid", "BEDFORD", "spi:description", "d", "spi:assetnum", "11430");
    assertThat(client.post(unlean, prefixed).status()).isEqualTo(201);
    assertThat(client.get(unlean + "?oslc.select=wonum").at("rdfs:member.0.spi:wonum"))
        .isEqualTo("1201");
  }

  @Test
  void repeatedTransactionIsRefusedForFiveMinutes() throws IOException {
    assertThat(client.post(ORDERS, order(), "transactionid", "T1").status()).isEqualTo(201);
    clock.leap(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(client.post(ORDERS, order(), "transactionid", "T1").status()).isEqualTo(409);
    clock.leap(Duration.ofSeconds(1));
    assertThat(client.post(ORDERS, order(), "transactionid", "T1").status()).isEqualTo(201);
    assertThat(maximo.books().orders()).hasSize(2);
  }

  @Test
  void ofManySendersAtOnceWithOneTransactionOneSucceeds() {
    List<Integer> statuses =
        IntStream.range(0, 32)
            .parallel()
            .mapToObj(i -> client.unchecked(ORDERS, order(), "transactionid", "T1").status())
            .toList();
    assertThat(statuses).containsOnlyOnce(201).contains(409);
    assertThat(maximo.books().orders()).hasSize(1);
  }

  @Test
  void refusedTransactionIsNotRemembered() throws IOException {
    assertThat(client.post(ORDERS, order("assetnum", "X"), "transactionid", "T1").status())
        .isEqualTo(400);
    assertThat(client.post(ORDERS, order(), "transactionid", "T1").status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "siteid,BEDFORD8X,BMXAA4049E",
    "siteid,TEXAS,BMXAA4190E",
    "description,LONG101,BMXAA4049E",
    "assetnum,99999,BMXAA0090E",
    "location,NOWHERE,BMXAA2661E",
    "location,LOCATION-1234,BMXAA4049E",
    "worktype,XX,BMXAA4190E",
    "failurecode,BALLSCREW,BMXAA4049E",
    "wopriority,1000,BMXAA4191E",
    "wopriority,-1,BMXAA4191E",
    "wopriority,high,BMXAA4191E",
    "status,appr,BMXAA4190E",
    "reportdate,yesterday,BMXAA4191E",
    "externalrefid,ABCDEFGHIJKLMNOPQRST,BMXAA4049E"
  })
  void wrongFieldsAreRefusedByName(String field, String value, String code) throws IOException {
    String text = "LONG101".equals(value) ? "x".repeat(101) : value;
    Answer answer = client.post(ORDERS, order(field, text));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("Error.reasonCode")).isEqualTo(code);
    assertThat(answer.at("Error.errorattrname")).isEqualTo(field);
    assertThat(answer.at("Error.statusCode")).isEqualTo("400");
    assertThat((String) answer.at("Error.message")).startsWith(code + " - ");
  }

  @Test
  void oneHundredCharactersFit() throws IOException {
    assertThat(client.post(ORDERS, order("description", "x".repeat(100))).status()).isEqualTo(201);
  }

  @Test
  void requiredAreSiteAndDescriptionAndAssetOrLocation() throws IOException {
    for (String field : List.of("siteid", "description", "assetnum")) {
      Map<String, Object> order = order();
      order.remove(field);
      assertThat(client.post(ORDERS, order).at("Error.reasonCode")).isEqualTo("BMXAA4195E");
    }
    Map<String, Object> located = order("location", "MILL1-X");
    located.remove("assetnum");
    assertThat(client.post(ORDERS, located).status()).isEqualTo(201);
  }

  @Test
  void keyFieldsAreFoldedToUpperCaseAndTextIsNot() throws IOException {
    client.post(ORDERS, order("siteid", "bedford", "worktype", "cm", "externalrefid", "abc"));
    Map<String, Object> stored = maximo.books().orders().get(0).fields();
    assertThat(stored).containsEntry("siteid", "BEDFORD").containsEntry("worktype", "CM");
    assertThat(stored).containsEntry("externalrefid", "abc");
  }

  @Test
  void missingPriorityIsZeroWhichIsTheLowest() throws IOException {
    client.post(ORDERS, order());
    assertThat(maximo.books().orders().get(0).fields()).containsEntry("wopriority", 0);
  }

  @Test
  void unknownAttributesVanishSilently() throws IOException {
    assertThat(client.post(ORDERS, order("colour", "red", "changeby", "ME")).status())
        .isEqualTo(201);
    assertThat(maximo.books().orders().get(0).fields()).doesNotContainKeys("colour", "changeby");
  }

  @Test
  void integrationAttributesVanishWhereTheObjectStructureLacksThem() throws IOException {
    try (MaximoDouble other =
        MaximoDouble.start(DoubleOptions.free().setting("objectstructure.integration", "false"))) {
      Client its = Client.maximo(other);
      assertThat(its.post(ORDERS, order("externalrefid", "ABC")).status()).isEqualTo(201);
      assertThat(other.books().orders().get(0).fields()).doesNotContainKey("externalrefid");
      assertThat(its.get(ORDERS + "&oslc.where=externalrefid%3D%22ABC%22").status()).isEqualTo(400);
    }
  }

  @Test
  void batcherrorNamesAllFaultsAndKeepsTheFirstAsUsual() throws IOException {
    Map<String, Object> wrong = order("assetnum", "BLAH", "location", "BAH", "wopriority", 5000);
    Answer answer = client.post(ORDERS, wrong, "batcherror", "1");
    assertThat((List<?>) answer.at("attrerrors")).hasSize(3);
    assertThat(answer.at("attrerrors.2.Error.reasonCode")).isEqualTo("BMXAA2661E");
    assertThat(answer.at("Error.errorattrname")).isEqualTo("wopriority");
    assertThat(client.post(ORDERS, wrong).json()).doesNotContainKey("attrerrors");
  }

  @Test
  void unknownSiteIsNeverBatched() throws IOException {
    Answer answer =
        client.post(ORDERS, order("siteid", "TEXAS", "wopriority", 5000), "batcherror", "1");
    assertThat(answer.json()).doesNotContainKey("attrerrors");
    assertThat(answer.at("Error.errorattrname")).isEqualTo("siteid");
  }

  @Test
  void brokenJsonIsRefused() throws IOException {
    Answer answer = client.bytes(ORDERS, "{\"siteid\":".getBytes());
    assertThat(answer.status()).isEqualTo(400);
    assertThat((String) answer.at("Error.message")).contains("not valid JSON");
  }

  @Test
  void changeNeedsTheOverrideHeader() throws IOException {
    String href = create(order());
    assertThat(client.post(href, Json.of("wopriority", 900)).status()).isEqualTo(400);
    assertThat(client.send("PATCH", href, BodyPublishers.ofString("{}")).status()).isEqualTo(405);
    assertThat(patch(href, Json.of("wopriority", 900)).status()).isEqualTo(204);
    assertThat(client.get(href).at("wopriority")).isEqualTo(900);
    assertThat(client.get(href).at("description")).isEqualTo("Pit on ball screw");
  }

  @Test
  void patchWithoutMergeDropsTheChildrenItDoesNotMention() throws IOException {
    Map<String, Object> first = Json.of("worklogid", 1, "description", "first");
    Map<String, Object> second = Json.of("worklogid", 2, "description", "second");
    String href = create(order("worklog", List.of(first)));
    patch(href, Json.of("worklog", List.of(second)), "patchtype", "MERGE");
    assertThat((List<?>) client.get(href).at("worklog")).hasSize(2);
    patch(href, Json.of("worklog", List.of(second)), "patchtype", "merge");
    assertThat(client.get(href).at("worklog.0.description")).isEqualTo("second");
    assertThat((List<?>) client.get(href).at("worklog")).hasSize(1);
    patch(href, Json.of("wopriority", 3));
    assertThat((List<?>) client.get(href).at("worklog")).hasSize(1);
  }

  @Test
  void plannedMaterialsAreItemsOfTheStoreroomsAsOftenAsTheyAreSent() throws IOException {
    String href = create(order());
    Map<String, Object> item = Json.of("itemnum", "7014C", "itemqty", 2);
    for (int i = 0; i < 2; i++) {
      patch(href, Json.of("wpmaterial", List.of(item)), "patchtype", "MERGE");
    }
    assertThat(
            (List<?>)
                client
                    .get(href + "&oslc.select=wonum,rel.showplanmaterial%7Bitemnum%7D")
                    .at("showplanmaterial"))
        .hasSize(2);
    for (Map<String, Object> wrong :
        List.of(
            Json.of("itemnum", "NO-SUCH", "itemqty", 2),
            Json.of("itemnum", "7014C", "itemqty", 0))) {
      assertThat(patch(href, Json.of("wpmaterial", List.of(wrong)), "patchtype", "MERGE").status())
          .isEqualTo(400);
    }
    assertThat((List<?>) client.get(href).at("wpmaterial")).hasSize(2);
  }

  @Test
  void staleRowstampIsRefused() throws IOException {
    String href = create(order());
    String stamp = (String) client.get(href).at("_rowstamp");
    clock.leap(Duration.ofSeconds(1));
    assertThat(patch(href, Json.of("wopriority", 1), "If-Match", stamp).status()).isEqualTo(204);
    assertThat(patch(href, Json.of("wopriority", 2), "If-Match", stamp).status()).isEqualTo(412);
  }

  @Test
  void statusChangesByItsMethodAndNeverComesBack() throws IOException {
    String href = create(order());
    String method = href + "&action=wsmethod:changeStatus";
    assertThat(patch(method, Json.of("status", "APPR")).status()).isEqualTo(204);
    assertThat(patch(method, Json.of("status", "COMP")).status()).isEqualTo(204);
    assertThat(patch(method, Json.of("status", "INPRG")).at("Error.reasonCode"))
        .isEqualTo("BMXAA4160E");
    assertThat(client.get(href).at("status")).isEqualTo("COMP");
  }

  @Test
  void statusMethodCanAnswerWithoutEffectAndThePatchStillWorks() throws IOException {
    String href = create(order());
    maximo.faults().add(Fault.every(FaultKind.SILENT_204, 1).on(Operation.STATUS));
    assertThat(patch(href + "&action=wsmethod:changeStatus", Json.of("status", "APPR")).status())
        .isEqualTo(204);
    assertThat(client.get(href).at("status")).isEqualTo("WAPPR");
    assertThat(patch(href, Json.of("status", "APPR")).status()).isEqualTo(204);
    assertThat(client.get(href).at("status")).isEqualTo("APPR");
  }

  @Test
  void aChangeCanAnswerAsIfItWereDoneAndItsTransactionCountsAllTheSame() throws IOException {
    String href = create(order("wopriority", 100));
    maximo.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.UPDATE));
    Answer answer =
        patch(
            href,
            Json.of("wopriority", 900),
            "patchtype",
            "MERGE",
            "properties",
            "wonum,wopriority",
            "transactionid",
            "t-1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("wopriority")).isEqualTo(900);
    assertThat(client.get(href).at("wopriority")).isEqualTo(100);
    assertThat(patch(href, Json.of("wopriority", 900), "transactionid", "t-1").status())
        .isEqualTo(409);
  }

  @Test
  void aRestrictedAttributeStaysAsItIsWithoutAWord() throws IOException {
    maximo.close();
    maximo =
        MaximoDouble.start(
            DoubleOptions.free().clock(clock).setting("attribute.restricted", "wopriority"));
    client = Client.maximo(maximo);
    String href = create(order("wopriority", 100));
    assertThat(
            patch(href, Json.of("wopriority", 900, "worktype", "EM"), "patchtype", "MERGE")
                .status())
        .isEqualTo(204);
    assertThat(client.get(href).at("wopriority")).isEqualTo(100);
    assertThat(client.get(href).at("worktype")).isEqualTo("EM");
  }

  @Test
  void aLongDescriptionMayComeBackAsTheEditorKeepsIt() throws IOException {
    maximo.close();
    maximo =
        MaximoDouble.start(
            DoubleOptions.free().clock(clock).setting("longdescription.richtext", "true"));
    client = Client.maximo(maximo);
    String href = create(order("description_longdescription", "a < b\nsecond line"));
    assertThat(client.get(href).at("description_longdescription"))
        .isEqualTo("<div>a &lt; b<br />\nsecond line</div><!-- RICH TEXT -->");
  }

  @Test
  void changeDateIsInTheServersLocalTime() throws IOException {
    assertThat(client.get(create(order())).at("changedate")).isEqualTo("2026-03-02T03:00:00-05:00");
  }

  private String create(Map<String, Object> order) throws IOException {
    return client.post(ORDERS, order).header("Location") + "?lean=1";
  }

  private Answer patch(String href, Map<String, Object> change, String... more) throws IOException {
    String[] headers = new String[more.length + 2];
    headers[0] = "x-method-override";
    headers[1] = "PATCH";
    System.arraycopy(more, 0, headers, 2, more.length);
    return client.post(href, change, headers);
  }
}
