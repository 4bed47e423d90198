package org.bellcrank.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Layer;
import org.bellcrank.journal.LayerPlan;
import org.junit.jupiter.api.Test;

class SiteReaderTest {

  private static final SiteReader READER = new SiteReader(new ExpressionLanguage());

  @Test
  void theDemoSiteIsReadWhole() throws Exception {
    Site site = READER.read(DemoDocuments.texts());
    assertThat(site.assets().assets()).hasSize(12);
    assertThat(site.assets().points()).hasSize(9);
    assertThat(site.limits().all()).hasSize(1);
    assertThat(site.rules().rules()).hasSize(9);
    assertThat(site.templates())
        .containsOnlyKeys(
            "ball-screw-pitting",
            "overheating",
            "ball-screw-wear",
            "ball-screw-wear-at-the-next-stop",
            "find-out");
    assertThat(site.calendars()).containsOnlyKeys("bedford", "lyon");
    assertThat(site.connectors()).hasSize(2);
    assertThat(site.connectorOf("lyon").orElseThrow().id()).isEqualTo("rest-lyon");
    assertThat(site.limitsOf("lathe-4/spindle-temperature")).hasSize(1);
    assertThat(site.limitsOf("cam-lyon/left")).isEmpty();
    assertThat(site.version()).matches("[0-9a-f]{12}");
  }

  @Test
  void aRuleWhoseTemplateDoesNotExistIsNamedWithTheNearestOne() {
    assertThat(
            refused(
                DemoDocuments.with(
                    "rules.yaml", "template: ball-screw-pitting", "template: bal-screw-pitting")))
        .containsExactly(
            "rules.yaml:35:32 /rules/0/then/raise/template: no template has this id, did you mean"
                + " \"ball-screw-pitting\", given \"bal-screw-pitting\", allowed"
                + " ball-screw-pitting, ball-screw-wear, ball-screw-wear-at-the-next-stop, find-out, overheating");
  }

  @Test
  void aTemplateThatIsWrongItselfIsNotSaidToBeMissing() {
    assertThat(
            refused(
                DemoDocuments.with("templates.yaml", "{round(finding.areaPixels, 0)}", "{nosuch}")))
        .singleElement()
        .asString()
        .startsWith("templates.yaml:");
  }

  @Test
  void aReviewThatProposesNoKnownTemplateIsNamed() {
    assertThat(
            refused(
                DemoDocuments.with(
                    "rules.yaml",
                    "queue: shift-supervisor, template: ball-screw-pitting",
                    "queue: shift-supervisor, template: overheatin")))
        .singleElement()
        .asString()
        .contains("/then/review/template", "did you mean \"overheating\"");
  }

  @Test
  void ordersOfAnUnknownSiteAreNamed() {
    assertThat(
            refused(
                DemoDocuments.with(
                    "orders.yaml",
                    "approval: automatic",
                    "sites: { lyons: { approval: person } }")))
        .singleElement()
        .asString()
        .startsWith("orders.yaml:6:")
        .contains("no site has the id 'lyons'");
  }

  @Test
  void aSiteWithoutConnectorIsNamed() {
    SortedMap<String, String> texts = DemoDocuments.texts();
    DemoDocuments.in(
        texts,
        "assets.yaml",
        "  - { id: lyon,",
        "  - { id: oslo, name: Oslo, level: site }\n  - { id: lyon,");
    assertThat(refused(texts))
        .singleElement()
        .asString()
        .startsWith("assets.yaml:27:")
        .contains("no connector instance names this site", "given \"oslo\"");
  }

  @Test
  void twoConnectorsForOneSiteAreNamedWithBothPlaces() {
    assertThat(refused(DemoDocuments.with("connectors.yaml", "site: lyon", "site: bedford")))
        .satisfiesExactlyInAnyOrder(
            second ->
                assertThat(second)
                    .startsWith("connectors.yaml:13:")
                    .contains("the connector at connectors.yaml:3:5 serves it"),
            unserved ->
                assertThat(unserved)
                    .startsWith("assets.yaml:27:")
                    .contains("no connector instance names this site"));
  }

  @Test
  void aCalendarForAnUnknownSiteIsNamed() {
    assertThat(refused(DemoDocuments.with("calendars.yaml", "id: lyon", "id: lyons")))
        .singleElement()
        .asString()
        .startsWith("calendars.yaml:8:")
        .contains("no site has this id", "given \"lyons\"");
  }

  @Test
  void twoCalendarsForOneSiteAreNamed() {
    assertThat(refused(DemoDocuments.with("calendars.yaml", "id: lyon", "id: bedford")))
        .singleElement()
        .asString()
        .startsWith("calendars.yaml:8:")
        .contains("the calendar at calendars.yaml:3:5 serves it");
  }

  @Test
  void aCalendarWithoutItsSiteIsNamedTogetherWithTheRest() {
    SortedMap<String, String> texts = DemoDocuments.with("calendars.yaml", "id: lyon\n    ", "");
    DemoDocuments.in(texts, "calendars.yaml", "Europe/London", "Europe/Lundon");
    DemoDocuments.in(texts, "rules.yaml", "condition.confirmed", "condition.confirmd");
    assertThat(refused(texts))
        .anySatisfy(line -> assertThat(line).startsWith("calendars.yaml:4:"))
        .anySatisfy(line -> assertThat(line).startsWith("calendars.yaml:8:").contains("id"))
        .anySatisfy(line -> assertThat(line).startsWith("rules.yaml:"))
        .hasSize(3);
  }

  @Test
  void anUnknownSectionIsNamedWithTheNearestAndAllKnownOnes() {
    assertThat(refused(DemoDocuments.with("templates.yaml", "templates:", "template:")))
        .singleElement()
        .asString()
        .startsWith("templates.yaml:1:1 /template: unknown section, did you mean \"templates\"")
        .contains("assets, points, limits", "connectors, canary, start, layers, calendars");
  }

  @Test
  void mappingsOfPayloadsAreReadWithTheOthersAndTheirMistakesTold() throws Exception {
    SortedMap<String, String> texts = DemoDocuments.texts();
    String mapping =
        """
        payloads:
          - id: hall
            topics: [hall/+/temperature]
            format: number
            sample: {point: "level[1]", value: data}
        """;
    texts.put("payloads.yaml", mapping);
    assertThat(new SiteReader(new ExpressionLanguage()).read(texts).payloads().ids())
        .containsExactly("hall");
    texts.put("payloads.yaml", mapping.replace("value: data", "value: dato"));
    assertThat(refused(texts))
        .singleElement()
        .asString()
        .startsWith("payloads.yaml:5:")
        .contains("dato");
  }

  @Test
  void twoTiersSectionsAreNamedWithBothPlaces() {
    SortedMap<String, String> texts = DemoDocuments.texts();
    texts.put("tiers.yaml", "tiers:\n  order: 0.8\n");
    assertThat(refused(texts))
        .singleElement()
        .asString()
        .startsWith("tiers.yaml:2:")
        .contains("'tiers' stands at rules.yaml:");
  }

  @Test
  void aSectionThatIsNoListDoesNotHideTheNext() {
    SortedMap<String, String> texts = DemoDocuments.texts();
    texts.put("more.yaml", "calendars: none\nconectors: []\n");
    assertThat(refused(texts))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("more.yaml:1:"),
            second -> assertThat(second).startsWith("more.yaml:2:").contains("\"connectors\""));
  }

  @Test
  void mistakesOfSeveralFilesAreToldAtOnceInTheOrderOfTheFiles() {
    SortedMap<String, String> texts =
        DemoDocuments.with("assets.yaml", "parent: bedford-line-1", "parent: bedford-line-9");
    DemoDocuments.in(texts, "rules.yaml", "condition.growth >= 8.0", "condition.growht >= 8.0");
    DemoDocuments.in(texts, "rules.yaml", "template: overheating", "template: overheat");
    DemoDocuments.in(texts, "templates.yaml", "{asset.name}", "{asset.nam}");
    DemoDocuments.in(texts, "calendars.yaml", "Europe/Paris", "Europe/Pariss");
    DemoDocuments.in(texts, "connectors.yaml", "id: rest-lyon", "id: maximo-bedford");
    assertThat(refused(texts))
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly(
            "assets.yaml",
            "calendars.yaml",
            "connectors.yaml",
            "rules.yaml",
            "rules.yaml",
            "templates.yaml");
  }

  @Test
  void schemaMistakesOfSeveralFilesAreToldAtOnce() {
    SortedMap<String, String> texts =
        DemoDocuments.with("assets.yaml", "criticality: C", "criticality: X");
    DemoDocuments.in(texts, "points.yaml", "floor: 0.40", "floor: 30");
    DemoDocuments.in(texts, "connectors.yaml", "address: http:", "address: ftp:");
    assertThat(refused(texts))
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly("assets.yaml", "connectors.yaml", "points.yaml");
  }

  @Test
  void theVersionFollowsFromNamesAndTextsAlone() throws Exception {
    Map<String, String> texts = DemoDocuments.texts();
    String version = READER.read(texts).version();
    assertThat(READER.read(new java.util.HashMap<>(texts)).version()).isEqualTo(version);
    Set<String> others = new HashSet<>(Set.of(version));
    for (String name : texts.keySet()) {
      Map<String, String> changed = new TreeMap<>(texts);
      changed.put(name, texts.get(name) + "# one more word\n");
      assertThat(others.add(READER.read(changed).version())).as(name).isTrue();
      Map<String, String> renamed = new TreeMap<>(texts);
      renamed.put("z-" + name, renamed.remove(name));
      assertThat(others.add(READER.read(renamed).version())).as("renamed " + name).isTrue();
    }
  }

  @Test
  void textMovedFromOneFileToAnotherIsAnotherVersion() {
    assertThat(SiteReader.version(new TreeMap<>(Map.of("a", "xy", "b", "z"))))
        .isNotEqualTo(SiteReader.version(new TreeMap<>(Map.of("a", "x", "b", "yz"))));
  }

  @Test
  void canariesAreReadAndWhereTheDocumentsSayNothingTheyFlyEachQuarterOfAnHour() throws Exception {
    CanaryPlan usual = READER.read(DemoDocuments.texts()).canaries();
    assertThat(usual).isEqualTo(CanaryPlan.DEFAULT);
    assertThat(usual.target("maximo-bedford").marker()).as("writes nothing").isEmpty();
    CanaryPlan plan =
        READER
            .read(
                canaries(
                    """
                    period: PT5M
                    certificates: { before: P60D }
                    sources: { cam-lyon: { enabled: false } }
                    connectors:
                      rest-lyon: { enabled: false }
                      maximo-bedford: { marker: TEST, fields: { order.failureCode: TEST } }
                    """))
            .canaries();
    assertThat(plan.period()).isEqualTo(Duration.ofMinutes(5));
    assertThat(plan.certificates()).isEqualTo(Duration.ofDays(60));
    assertThat(plan.watches("cam-lyon")).isFalse();
    assertThat(plan.watches("cam-bedford")).isTrue();
    assertThat(plan.target("rest-lyon").enabled()).isFalse();
    assertThat(plan.target("maximo-bedford").fields()).containsEntry("order.failureCode", "TEST");
  }

  @Test
  void whatCannotBeACanaryIsRefusedWithItsPlace() {
    assertThat(
            refused(
                canaries(
                    """
                    period: PT10S
                    certificates: { before: PT1H }
                    connectors:
                      maximo-bedfort: { enabled: false }
                      rest-lyon: { fields: { order.id: mine } }
                    """)))
        .anyMatch(line -> line.contains("canary.yaml:2:") && line.contains("allowed PT1M to P1D"))
        .anyMatch(line -> line.contains("canary.yaml:3:") && line.contains("P1D to P366D"))
        .anyMatch(line -> line.contains("did you mean \"maximo-bedford\""))
        .anyMatch(line -> line.contains("without one nothing is written there"))
        .anyMatch(line -> line.contains("no field of text is named 'order.id'"))
        .hasSize(5);
  }

  @Test
  void whatSourcesAndPointsUsuallyBringIsReadOrRefused() throws Exception {
    PatternPlan plan =
        READER
            .read(
                canaries(
                    """
                    patterns:
                      burst: 5
                      streams: { "source/mqtt:line-1": { silentAfter: PT10M, most: 200 } }
                    """))
            .canaries()
            .patterns();
    assertThat(plan.burst()).isEqualTo(5);
    assertThat(plan.stream("source/mqtt:line-1").silentAfter()).contains(Duration.ofMinutes(10));
    assertThat(plan.stream("source/mqtt:line-1").most()).contains(200);
    assertThat(plan.stream("source/another")).isEqualTo(PatternPlan.Stream.DEFAULT);
    assertThat(
            refused(
                canaries(
                    """
                    patterns:
                      burst: 1
                      streams:
                        "point/nowhere": { silentAfter: PT1S }
                    """)))
        .anyMatch(line -> line.contains("allowed 2 to 1000"))
        .anyMatch(line -> line.contains("there is no such point"))
        .anyMatch(line -> line.contains("allowed PT1M to P60D"))
        .hasSize(3);
  }

  @Test
  void whatTheStartWaitsForIsReadOrRefused() throws Exception {
    Map<String, String> texts = new TreeMap<>(DemoDocuments.texts());
    assertThat(READER.read(texts).start()).isEqualTo(StartPlan.DEFAULT);
    texts.put("start.yaml", "start: { sourcesWithin: PT40S, sources: [\"mqtt:plant\"] }\n");
    StartPlan plan = READER.read(texts).start();
    assertThat(plan.sourcesWithin()).isEqualTo(Duration.ofSeconds(40));
    assertThat(plan.sources()).containsExactly("mqtt:plant");
    texts.put("start.yaml", "start: { sourcesWithin: PT11M }\n");
    assertThat(refused(texts))
        .singleElement()
        .asString()
        .contains("start.yaml:1:", "allowed PT0S to PT10M");
  }

  private static Map<String, String> canaries(String section) {
    Map<String, String> texts = new TreeMap<>(DemoDocuments.texts());
    texts.put("canary.yaml", "canary:\n" + section.indent(2));
    return texts;
  }

  private static List<String> refused(Map<String, String> texts) {
    InvalidDocumentException refusal =
        catchThrowableOfType(InvalidDocumentException.class, () -> READER.read(texts));
    assertThat(refusal).as("the documents were taken").isNotNull();
    return refusal.problems().stream().map(Problem::text).toList();
  }

  @Test
  void aClassOfEventsLeavesByTheLayersThatTheDocumentsNameAndOnlyByThoseThatCanCarryIt()
      throws Exception {
    SortedMap<String, String> texts = DemoDocuments.texts();
    assertThat(READER.read(texts).layers()).isEqualTo(LayerPlan.DEFAULT);
    texts.put("layers.yaml", "layers: { results: [opcua], orders: [mqtt] }\n");
    LayerPlan plan = READER.read(texts).layers();
    assertThat(plan.carries("finding.disposed", Layer.OPC_UA)).isTrue();
    assertThat(plan.carries("finding.disposed", Layer.MQTT)).isFalse();
    assertThat(plan.carries("order.raised", Layer.MQTT)).isTrue();
    assertThat(plan.carries("delivery.acknowledged", Layer.OPC_UA)).isFalse();
    assertThat(plan.carries("asset.condition", Layer.OPC_UA)).isTrue(); // not named: as before
    texts.put("layers.yaml", "layers:\n  workOrders: [mqtt]\n  devices: []\n");
    assertThat(refused(texts))
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line).startsWith("layers.yaml:2:16").contains("given \"mqtt\"", "rest"),
            line -> assertThat(line).startsWith("layers.yaml:3").contains("/layers/devices"));
  }

  @Test
  void nothingIsSaidOfLayersUntilTheDocumentsThatLieReadyWereJudged() throws Exception {
    AtomicBoolean settled = new AtomicBoolean();
    AtomicReference<Site> inForce = new AtomicReference<>();
    OfferedLayers layers =
        new OfferedLayers(
            new ActiveSite() {
              @Override
              public Optional<Site> site() {
                return Optional.ofNullable(inForce.get());
              }

              @Override
              public List<String> refusals() {
                return List.of();
              }

              @Override
              public boolean settled() {
                return settled.get();
              }
            });
    assertThat(layers.plan()).isEmpty();
    settled.set(true);
    assertThat(layers.plan()).contains(LayerPlan.DEFAULT);
    SortedMap<String, String> texts = DemoDocuments.texts();
    texts.put("layers.yaml", "layers: { results: [opcua] }\n");
    inForce.set(READER.read(texts));
    assertThat(layers.plan().orElseThrow().carries("finding.disposed", Layer.MQTT)).isFalse();
  }
}
