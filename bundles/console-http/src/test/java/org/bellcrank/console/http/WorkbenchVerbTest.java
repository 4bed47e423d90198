package org.bellcrank.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.console.Console;
import org.bellcrank.console.Desks;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Diagnosis;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The word speaks with a console over HTTP, as from another process. */
@Timeout(60)
class WorkbenchVerbTest {

  @TempDir Path folder;
  private final Bench bench = new Bench();
  private final Desks desks = new Desks();
  private final List<String> said = new ArrayList<>();
  private final List<String> complained = new ArrayList<>();
  private JdbcStore store;
  private HttpConsole http;

  @BeforeEach
  void open() {
    store = JdbcStore.open(folder);
    desks.setDeliveries(bench);
    Console console =
        new Console(
            store,
            new FileEvidenceStore(store.directory(), store, Clock.systemUTC()),
            new HttpConsoleTest.NoDocuments(),
            new HttpConsoleTest.NoDeliveries(),
            null,
            desks,
            Clock.systemUTC());
    http = new HttpConsole(console, store, new HttpConsoleTest.Settings("127.0.0.1", 0, ""));
  }

  @AfterEach
  void close() {
    http.stop();
    store.close();
  }

  @Test
  void whatWaitsIsListedWithItsReasonAndWhatWouldHelp() throws Exception {
    assertThat(run()).isEqualTo(1);
    assertThat(said)
        .containsExactly(
            "dl-3  REFUSED  CREATE at create for cmms, 4 alike",
            "  said: no such tag",
            "  field: /asset_tag",
            "  sent: 4711",
            "  help: make it known");
  }

  @Test
  void aPersonSendsAgainAndAdopts() throws Exception {
    assertThat(run("retry", "dl-3", "--who", "Ada")).isZero();
    assertThat(run("retry", "dl-3", "--alike", "--who", "Ada")).isZero();
    assertThat(run("adopt", "dl-3", "OT-7", "--who", "Ada")).isEqualTo(1);
    assertThat(complained).containsExactly("workbench: the search finds nothing");
    assertThat(run("adopt", "dl-3", "OT-7", "--sure", "--who", "Ada")).isZero();
    assertThat(said)
        .containsExactly(
            "1 sent again", "4 sent again", "adopted on your word: the search finds nothing");
    assertThat(bench.did)
        .containsExactly("retry dl-3 Ada", "alike dl-3 Ada", "adopt dl-3 OT-7 Ada");
  }

  @Test
  void wrongUsageIsSaidBeforeAnythingStarts() {
    WorkbenchVerb verb = new WorkbenchVerb();
    assertThat(verb.complaint(List.of())).isEmpty();
    assertThat(verb.complaint(List.of("retry", "dl-3", "--who", "Ada"))).isEmpty();
    for (List<String> wrong :
        List.of(
            List.of("retry", "dl-3"),
            List.of("retry"),
            List.of("adopt", "dl-3", "--who", "Ada"),
            List.of("drop", "dl-3", "--who", "Ada"),
            List.of("--console", "http://gateway.example:8480"))) {
      assertThat(verb.complaint(wrong)).as("%s", wrong).isPresent();
    }
  }

  @Test
  void aConsoleThatIsAwayIsSaidToBe() throws Exception {
    int port = http.port().orElseThrow();
    http.stop();
    assertThat(
            new WorkbenchVerb().run(List.of("--console", "http://127.0.0.1:" + port), terminal()))
        .isEqualTo(3);
    assertThat(complained.get(0)).contains("no console answers at http://127.0.0.1:" + port);
  }

  private int run(String... words) throws InterruptedException {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.add("--console");
    all.add("http://127.0.0.1:" + http.port().orElseThrow());
    return new WorkbenchVerb().run(all, terminal());
  }

  private Terminal terminal() {
    return new Terminal() {
      @Override
      public void line(String text) {
        said.add(text);
      }

      @Override
      public void progress(String text) {}

      @Override
      public void error(String text) {
        complained.add(text);
      }
    };
  }

  /** One case of four alike; what is decided is kept in words. */
  private static final class Bench implements DeliveryDesk {

    final List<String> did = new CopyOnWriteArrayList<>();

    @Override
    public List<Case> cases(int limit) {
      Delivery row =
          Delivery.planned("dl-3", "wo-1", "cmms", Purpose.CREATE, 2, Instant.EPOCH)
              .atStep("create", 1, Instant.EPOCH, "")
              .withState(DeliveryState.REFUSED, "no such tag");
      Diagnosis diagnosis =
          new Diagnosis(
              Optional.of("/asset_tag"),
              Optional.empty(),
              Optional.of("4711"),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "make it known");
      return List.of(new Case(row, "custom-rest", diagnosis, 4));
    }

    @Override
    public void retry(String delivery, String who) {
      did.add("retry " + delivery + " " + who);
    }

    @Override
    public int retryAlike(String delivery, String who) {
      did.add("alike " + delivery + " " + who);
      return 4;
    }

    @Override
    public Adopted adopt(String delivery, String foreignId, String who, boolean unread) {
      if (!unread) {
        throw new IllegalStateException("the search finds nothing");
      }
      did.add("adopt " + delivery + " " + foreignId + " " + who);
      return new Adopted(false, "the search finds nothing");
    }

    @Override
    public void resume(String instance) {}
  }
}
