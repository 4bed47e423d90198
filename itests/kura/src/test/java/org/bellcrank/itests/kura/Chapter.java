package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bellcrank.itests.kura.protocol.Payload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What every chapter of the story stands on: one gateway, an administrator, a cloud. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class Chapter {

  static final String LIBS = "bellcrank-libs";
  static final String CORE = "bellcrank-core";
  static final String CAMEL = "bellcrank-camel";
  static final String VISION = "bellcrank-vision-x86_64";
  static final String STORE = "org.bellcrank.store.jdbc.JdbcStore";
  static final String CONSOLE = "org.bellcrank.console.http.HttpConsole";
  static final String INTAKE = "org.bellcrank.source.rest.RestSource";
  static final String CAMEL_DELIVERY = "org.bellcrank.delivery.camel.CamelDelivery";
  static final String DELIVERY_CAMEL = "org.bellcrank.delivery-camel";
  static final List<String> BY_CLOUD = List.of(CAMEL);
  static final String CLOUD = "BELLCRANK-V1";
  static final String GRAPH =
      """
      {"components":[{"pid":"clock","inputPortCount":0,"outputPortCount":1},\
      {"pid":"wire-in","inputPortCount":1,"outputPortCount":0},\
      {"pid":"wire-out","inputPortCount":0,"outputPortCount":1},\
      {"pid":"written","inputPortCount":1,"outputPortCount":0}],\
      "wires":[{"emitter":"clock","emitterPort":0,"receiver":"wire-in","receiverPort":0},\
      {"emitter":"wire-out","emitterPort":0,"receiver":"written","receiverPort":0}]}""";
  static final String OURS = "bellcrank/v1/";
  static final Duration COLD_START = Duration.ofSeconds(20);
  static final Duration SWAP = Duration.ofSeconds(5);

  Stage stage;
  Gate gate;
  Administrator admin;
  CloudClient cloud;
  Path folder;

  /** Where the story plays. */
  abstract Stage stage() throws Exception;

  @BeforeAll
  void open() throws Exception {
    stage = stage();
    gate = stage.gate();
    folder = Files.createDirectories(stage.folder());
    admin = Administrator.of(gate);
    cloud = CloudClient.connect(gate);
  }

  @AfterAll
  void close() {
    if (cloud != null) {
      cloud.close();
    }
    if (stage != null) {
      stage.close();
    }
  }

  /** Asks our cloud application, which must answer with the code; its body, or why it refused. */
  String answer(String resource, int code) {
    Payload answer = cloud.askAgain(CLOUD, resource);
    assertThat(answer.metric("response.code")).as(resource + " " + answer).isEqualTo(code);
    return text(answer);
  }

  private static String text(Payload answer) {
    return answer.body() == null
        ? String.valueOf(answer.text("response.exception.message"))
        : new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** By the cloud and by our resource on REST. */
  String awaitHealth(String state, List<String> words) throws Exception {
    String told =
        Wait.until(
            "health %s with %s in the cloud".formatted(state, words),
            Administrator.PATIENCE,
            () -> text(cloud.askAgain(CLOUD, "GET/health")),
            text -> says(text, state, words));
    Wait.until(
        "health %s with %s on REST".formatted(state, words),
        Administrator.PATIENCE,
        () -> admin.rest().get(OURS + "health").body(),
        text -> says(text, state, words));
    return told;
  }

  private static boolean says(String health, String state, List<String> words) {
    return health.contains("{\"state\":\"%s\"".formatted(state))
        && words.stream().allMatch(health::contains);
  }
}
