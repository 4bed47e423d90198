package org.bellcrank.itests.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bellcrank.itests.doubles.BookedAttachment;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ModelStamp;
import org.bellcrank.observation.Prediction;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.pipeline.Statement;
import org.bellcrank.workorder.DetectionFields;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a finding stands in the books of each CMMS, all the way through a gateway. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderPayloadTest {

  private static final Map<String, String> TOLD =
      Map.of("productionOrder", "PO-4711", "lot", "L-7", "shift", "late");

  private WholeGateway gateway;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    gateway = new WholeGateway(folder);
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  /** WOT-03 and WOT-04 for each connector: nine fields, and of the further ones what is known. */
  @ParameterizedTest
  @CsvSource({"cam-bedford, 11430, cm", "cam-lyon, LY-BS-101, corrective"})
  void allNineFieldsArriveInTheBooksOfEachCmms(String camera, String asset, String kind) {
    List<EvidenceItem> pictures = pictures(camera);
    String point = camera + "/left";
    gateway.intake.accept(look(camera + ":1", camera, point, 1, TOLD, pictures));
    gateway.intake.accept(look(camera + ":2", camera, point, 2, TOLD, pictures));
    WorkOrder order = gateway.delivered(point);
    assertThat(DetectionFields.notTold(order.fields())).isEmpty();
    assertThat(order.status()).isEqualTo(OrderStatus.APPROVED);

    BookedOrder booked = gateway.booked(order);
    String text = text(booked);
    assertThat(values(booked)).as("asset").contains(asset);
    assertThat(values(booked)).as("type").containsIgnoringCase(kind);
    assertThat(text)
        .contains("Defect: pitting", "Severity: MINOR", "Confidence: 90 %")
        .contains("Seen: " + order.fields().requireText("finding.capturedAt").substring(0, 19))
        .contains(" by " + camera)
        .contains("Production order: PO-4711")
        .contains("Recommended action: Inspect the screw and nut");
    assertThat(text)
        .contains("Zone: left third", "Box: 100,100,140,120", "Lot: L-7")
        .contains("Location: 9 % from the left, 15 % from the top; zone 0.00,0.00")
        .contains("Same class on this asset in 30 days: 2")
        .contains("Reference: " + order.reference());
    assertThat(text)
        .doesNotContain("SPC position", "Not told")
        .doesNotContainPattern("(?m)^[A-Za-z0-9 ]+: *$");
    BookedAttachment picture = booked.attachments().get(0);
    assertThat(picture.sha256()).isEqualTo(pictures.get(1).reference().sha256());
    assertThat(picture.name()).isEqualTo(order.fields().requireText("evidence.annotatedName"));
    assertThat(text).contains("Picture: " + picture.name());
  }

  @ParameterizedTest
  @CsvSource({"cam-bedford", "cam-lyon"})
  void whatNobodyToldIsSaidAndNeverSentEmpty(String camera) {
    String point = camera + "/middle";
    Map<String, String> blank = Map.of("productionOrder", "", "lot", " ");
    gateway.intake.accept(look(camera + ":11", camera, point, 11, blank, List.of()));
    gateway.intake.accept(look(camera + ":12", camera, point, 12, blank, List.of()));
    BookedOrder booked = gateway.booked(gateway.delivered(point));
    assertThat(text(booked))
        .contains("Not told by anybody: annotated image, production order")
        .doesNotContain("Production order:", "Lot:", "Picture:")
        .doesNotContainPattern("(?m)^[A-Za-z0-9 ]+: *$");
    assertThat(booked.attachments()).isEmpty();
  }

  /** RUL-03 to the end: 72 % of a failure mode that can wait is work for the next stop. */
  @Test
  void plannedWorkTellsTheCmmsForWhichStop() {
    gateway.intake.accept(
        new Prediction(
            "life:1",
            "plant-model",
            now(),
            "lathe-4/remaining-life",
            "ball-screw-wear",
            0.72,
            Optional.of(41.0),
            Optional.empty(),
            TOLD));
    WorkOrder order = gateway.delivered("lathe-4/remaining-life");
    assertThat(order.type()).isEqualTo(OrderType.SCHEDULED);
    BookedOrder booked = gateway.booked(order);
    assertThat(values(booked)).contains("preventive");
    assertThat(text(booked))
        .contains("Planned for: " + order.fields().requireText("order.window"))
        .contains("Wear is likely enough to plan its repair");
  }

  /** WOT-16: by its tag an order is found in the CMMS; a site may do without. */
  @Test
  void theTagIsThereCanBeFilteredByAndTakenAway() throws Exception {
    String point = "cam-bedford/right";
    gateway.change("orders.yaml", "origin: BELLCRANK-VISION", "origin: EYES-OF-BEDFORD");
    gateway.intake.accept(look("tag:1", "cam-bedford", point, 21, TOLD, List.of()));
    gateway.intake.accept(look("tag:2", "cam-bedford", point, 22, TOLD, List.of()));
    BookedOrder tagged = gateway.booked(gateway.delivered(point));
    assertThat(text(tagged)).contains("Origin: EYES-OF-BEDFORD");
    assertThat(filteredBy("reportedby=\"EYES-OF-BEDFORD\""))
        .contains(tagged.number())
        .containsOnlyOnce("\"wonum\"");

    gateway.change("orders.yaml", "origin: EYES-OF-BEDFORD", "origin: none");
    String other = "cam-lyon/right";
    gateway.intake.accept(look("tag:3", "cam-lyon", other, 23, TOLD, List.of()));
    gateway.intake.accept(look("tag:4", "cam-lyon", other, 24, TOLD, List.of()));
    WorkOrder untagged = gateway.delivered(other);
    assertThat(untagged.fields().has("order.origin")).isFalse();
    assertThat(text(gateway.booked(untagged))).doesNotContain("Origin", "EYES", "BELLCRANK");
    gateway.change("orders.yaml", "origin: none", "origin: BELLCRANK-VISION");
  }

  /** A finding that a person accepts reaches the CMMS like any other. */
  @Test
  void whatAPersonAcceptsReachesTheCmms() {
    gateway.intake.accept(look("ask:1", "cam-9", "cam-9/new", 31, TOLD, List.of()));
    WholeGateway.await("a mapping task", () -> !gateway.reviews.pending(0, 10).isEmpty());
    gateway.reviews.accept(
        "ask:1#0",
        new ReviewDesk.Acceptance(
            new Statement("Ada", "seen at the machine"),
            Optional.of("ball-screw-pitting"),
            Optional.of("lyon-lathe-4-cross"),
            false));
    WorkOrder order = gateway.delivered("cam-9/new");
    assertThat(text(gateway.booked(order))).contains("accepted by Ada: seen at the machine");
    assertThat(gateway.booked(order).fields()).containsEntry("asset_tag", "LY-BS-102");
  }

  private String filteredBy(String where) throws Exception {
    URI uri =
        URI.create(
            gateway.maximo.uri().resolve("/maximo/api/os/mxapiwodetail")
                + "?lean=1&oslc.select=wonum&oslc.where="
                + URLEncoder.encode(where, StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("apikey", "bedford-api-key").GET().build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String text(BookedOrder order) {
    Object text =
        order.fields().getOrDefault("description_longdescription", order.fields().get("body"));
    return String.valueOf(text);
  }

  private static String values(BookedOrder order) {
    return order.fields().values().stream().map(String::valueOf).collect(Collectors.joining("\n"));
  }

  private List<EvidenceItem> pictures(String camera) {
    return List.of(
        new EvidenceItem(EvidenceItem.Role.ORIGINAL, kept("original of " + camera)),
        new EvidenceItem(EvidenceItem.Role.ANNOTATED, kept("annotated of " + camera)),
        new EvidenceItem(EvidenceItem.Role.THUMBNAIL, kept("small one of " + camera)));
  }

  private org.bellcrank.evidence.EvidenceReference kept(String content) {
    return gateway.evidence.keep(content.getBytes(StandardCharsets.UTF_8), "image/jpeg");
  }

  private static CaptureTime now() {
    return new CaptureTime(Clock.systemUTC().instant(), CaptureTime.ClockQuality.SYNCHRONISED);
  }

  private static Inspection look(
      String id,
      String camera,
      String point,
      long frame,
      Map<String, String> told,
      List<EvidenceItem> pictures) {
    Map<String, String> context = new java.util.HashMap<>(told);
    context.put("frame", Long.toString(frame));
    return new Inspection(
        id,
        camera,
        now(),
        1280,
        720,
        List.of(
            new Detection(
                point, "pitting", 0.9, Optional.of(new Box(100, 100, 140, 120)), Optional.empty())),
        Optional.of(new ModelStamp("ballscrew", "1.1.0", "0".repeat(64), "CPU")),
        pictures,
        context);
  }
}
