package org.bellcrank.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.console.Console;
import org.bellcrank.console.Desks;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.PictureLinks;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.store.jdbc.JdbcStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpConsoleTest {

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  @TempDir Path folder;
  private JdbcStore store;
  private FileEvidenceStore evidence;
  private Console console;
  private HttpConsole http;

  @BeforeEach
  void open() {
    store = JdbcStore.open(folder.resolve("data"));
    evidence = new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
    console =
        new Console(
            store,
            evidence,
            new NoDocuments(),
            new NoDeliveries(),
            null,
            new Desks(),
            Clock.systemUTC());
    http = serve("127.0.0.1", 0);
  }

  @AfterEach
  void close() {
    http.stop();
    store.close();
  }

  @Test
  void pagesAreServedWithTheirTypesAndMayLoadNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<!doctype html>").contains("app.js");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'self'", "frame-ancestors 'none'");
    for (String file : List.of("app.js", "view.js", "orders.js", "style.css", "mark.svg")) {
      assertThat(get("/" + file).statusCode()).as(file).isEqualTo(200);
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    for (String path :
        List.of(
            "/nothing.html",
            "/app.txt",
            "/web/app.js",
            "/..%2fapp.js",
            "/api/nothing",
            "/api/orders/wo-9",
            "/api/findings/x%230",
            "/api/evidence/" + "0".repeat(64))) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(get("/api/evidence/xyz").statusCode()).isEqualTo(400);
    assertThat(get("/api/orders/wo-9").body()).contains("\"error\":\"no such thing: order wo-9\"");
    assertThat(post("/api/orders", token(), "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyTheConsolesOwnPagesMayChangeAnything() throws Exception {
    String path = "/api/workbench/dl-1/retry";
    String body = "{\"who\":\"Ada\"}";
    assertThat(post(path, token(), body).statusCode()).as("nothing delivers here").isEqualTo(409);
    HttpResponse<String> without =
        client.send(
            request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(without.statusCode()).isEqualTo(403);
    assertThat(without.body()).contains("X-Bellcrank-Token", "nothing was changed");
    assertThat(post(path, "x" + token().substring(1), body).statusCode()).isEqualTo(403);
    String host = "Host: 127.0.0.1:" + http.port().orElseThrow();
    String ours = "X-Bellcrank-Token: " + token();
    String length = "Content-Length: 0";
    String line = "POST " + path + " HTTP/1.1";
    assertThat(raw(line, host, ours, length, "Origin: http://127.0.0.1:1")).contains(" 403 ");
    assertThat(raw(line, host, ours, length, "Origin: null")).contains(" 403 ");
    assertThat(raw(line, host, ours, length, "Sec-Fetch-Site: cross-site")).contains(" 403 ");
    assertThat(raw(line, host, ours, ours, length)).as("twice").contains(" 403 ");
    assertThat(raw(line, host, ours, length, "Sec-Fetch-Site: same-origin")).contains(" 400 ");
  }

  @Test
  void aWebHookIsBelievedByItsSignatureAndNeedsNoToken() throws Exception {
    String secret = "agreed with the CMMS";
    List<String> hints = new ArrayList<>();
    console.setWebHooks(Hooked.plant(secret, hints));
    String body = "{\"number\":\"WO-7\"}";
    long now = Instant.now().getEpochSecond();
    String signed = "t=%d,v1=%s".formatted(now, Hooked.signature(secret, now + "." + body));
    HttpResponse<String> believed = hook("/hooks/plant", signed, body);
    assertThat(believed.statusCode()).isEqualTo(200);
    assertThat(believed.body()).isEqualTo("{\"asked\":true}");
    HttpResponse<String> changed = hook("/hooks/plant", signed, body.replace('7', '8'));
    assertThat(changed.statusCode()).isEqualTo(400);
    assertThat(changed.body()).contains("X-Signature").doesNotContain(secret);
    assertThat(hook("/hooks/other", signed, body).statusCode()).isEqualTo(404);
    assertThat(hints).containsExactly("plant WO-7");
    assertThat(raw("POST /hooks/plant HTTP/1.1", "Host: gateway.example", "Content-Length: 0"))
        .contains(" 403 ");
  }

  @Test
  void aLinkShowsItsPictureWithoutSigningInAndEndsWithItsLifetime() throws Exception {
    String hash =
        evidence.keep("a picture".getBytes(StandardCharsets.UTF_8), "image/jpeg").sha256();
    PictureLinks links = Linked.links();
    Instant now = Instant.now();
    URI link = links.link(Linked.PLANT, hash, now).orElseThrow();
    String path = link.getPath() + "?" + link.getQuery();
    assertThat(get(path).statusCode()).as("nothing proves links yet").isEqualTo(404);
    console.setPictureLinks(links);
    HttpResponse<String> shown = get(path);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).isEqualTo("a picture");
    assertThat(shown.headers().firstValue("Cache-Control")).contains("private, no-store");
    assertThat(get(link.getPath()).statusCode()).isEqualTo(404);
    assertThat(get(path.replace("until=", "until=9")).statusCode()).isEqualTo(404);
    URI over = links.link(Linked.PLANT, hash, now.minus(Duration.ofDays(31))).orElseThrow();
    HttpResponse<String> gone = get(over.getPath() + "?" + over.getQuery());
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).contains("this link ended on");
  }

  private HttpResponse<String> hook(String path, String signature, String body) throws Exception {
    return client.send(
        request(path)
            .header("X-Signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aConnectionIsTestedByTheConsolesOwnPagesAloneAndUnderAName() throws Exception {
    String path = "/api/connectors/bedford/test";
    assertThat(get(path).statusCode()).as("a link asks nobody").isEqualTo(404);
    assertThat(post(path, "guessed", "{\"who\":\"Ada\"}").statusCode()).isEqualTo(403);
    assertThat(post(path, token(), "{}").statusCode()).isIn(400, 409);
    HttpResponse<String> asked = post(path, token(), "{\"who\":\"Ada\"}");
    assertThat(asked.statusCode()).as("nothing delivers here").isEqualTo(409);
    assertThat(asked.body()).contains("What delivers orders does not run on this gateway now");
    assertThat(get("/api/catalogue").body()).isEqualTo("{\"folders\":[]}");
    assertThat(get("/api/preview/maximo?on=update").body())
        .contains("\"kind\":\"maximo\"", "\"on\":\"update\"");
  }

  /**
   * A proxy that passes one path alone looks at the path without its dots, and passes it with them.
   */
  @Test
  void aPathThatHidesAnotherReachesNothing() throws Exception {
    String host = "Host: 127.0.0.1:" + http.port().orElseThrow();
    for (String path :
        List.of(
            "/api/events/..%2f..%2fhooks%2fplant",
            "/api/events/../../hooks/plant",
            "/api/orders/%2e%2e/%2e%2e/hooks/plant",
            "/hooks/../api/orders",
            "/hooks/.")) {
      assertThat(raw("GET " + path + " HTTP/1.1", host)).as(path).contains(" 404 ");
    }
    assertThat(raw("GET /api/events/plant HTTP/1.1", host)).contains(" 404 ");
    assertThat(raw("POST /api/events HTTP/1.1", host, "Content-Length: 0")).contains(" 404 ");
    assertThat(raw("GET /api/orders/lathe%2f4 HTTP/1.1", host)).as("a name").contains(" 404 ");
  }

  @Test
  void noPageFromElsewhereIsToldThatItMayAsk() throws Exception {
    HttpResponse<String> asked =
        client.send(
            request("/api/workbench/dl-1/retry")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-bellcrank-token")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(asked.statusCode()).isEqualTo(403);
    HttpResponse<String> told = get("/api/token");
    for (HttpResponse<String> each : List.of(asked, told)) {
      assertThat(each.headers().map().keySet())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }
    assertThat(told.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(told.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    HttpConsole other = serve("127.0.0.1", 0);
    assertThat(token(other)).as("another one after each start").isNotEqualTo(token());
    other.stop();
  }

  @Test
  void answersAreJsonAndNotKept() throws Exception {
    HttpResponse<String> balance = get("/api/balance");
    assertThat(balance.statusCode()).isEqualTo(200);
    assertThat(balance.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(Facts.parse(balance.body()).whole("difference")).hasValue(0);
  }

  @Test
  void evidenceOfAnyTypeCanDoNothingAsAPage() throws Exception {
    String hash =
        evidence.keep("<script>1</script>".getBytes(StandardCharsets.UTF_8), "text/html").sha256();
    HttpResponse<String> page = get("/api/evidence/" + hash);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'none'; sandbox");
    assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
  }

  @Test
  void aForeignHostNameIsRefused() throws Exception {
    for (String host : List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil:80")) {
      assertThat(raw("GET /api/orders HTTP/1.1", "Host: " + host)).as(host).contains(" 403 ");
    }
    for (String host : List.of("localhost", "127.0.0.1:1", "[::1]:80")) {
      assertThat(raw("GET /api/orders HTTP/1.1", "Host: " + host)).as(host).contains(" 200 ");
    }
    assertThat(raw("POST /api/orders HTTP/1.1", "Host: localhost", "Origin: http://evil.example"))
        .contains(" 403 ");
  }

  @Test
  void openPagesHearOfACommit() throws Exception {
    try (Socket socket = connect();
        BufferedReader lines = reader(socket)) {
      say(socket, "GET /api/events HTTP/1.1", "Host: localhost");
      until(lines, ": alive");
      store.commit(
          unit -> {
            unit.append(Instant.now(), "test.happened", "it", Facts.empty());
            return null;
          });
      until(lines, "data: changed");
    }
  }

  @Test
  void aStoreThatIsClosedIsSaidToBeSo() throws Exception {
    store.close();
    HttpResponse<String> answer = get("/api/orders");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("the store cannot be read");
  }

  @Test
  void onlyLoopbackAddressesAndRealPortsAreServed() {
    for (HttpConsole refused :
        List.of(
            serve("0.0.0.0", 0),
            serve("192.0.2.7", 0),
            serve("no such name", 0),
            serve("127.0.0.1", 65_536),
            serve("127.0.0.1", -1))) {
      assertThat(refused.port()).isEmpty();
      refused.stop();
    }
    HttpConsole six = serve("127.0.0.2", 0);
    assertThat(six.port()).isPresent();
    six.stop();
  }

  @Test
  void aTakenPortIsServedAsSoonAsItIsFree() throws Exception {
    HttpConsole second;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      second = serve("127.0.0.1", taken.getLocalPort());
      assertThat(second.port()).isEmpty();
    }
    try {
      await("the port is served", () -> second.port().isPresent());
    } finally {
      second.stop();
    }
    assertThat(second.port()).isEmpty();
  }

  @Test
  void anOrderIsNamedByTheAddressThatIsServedOrByTheOneThatPeopleUse() {
    assertThat(link(8480, "")).contains("http://127.0.0.1:8480/#/orders/wo-1");
    assertThat(link(0, "")).as("whatever port is free").isEmpty();
    assertThat(link(8480, "https://gateway.plant/bellcrank/"))
        .contains("https://gateway.plant/bellcrank/#/orders/wo-1");
    for (String wrong : List.of("gateway.plant", "ftp://gateway", "http://a b", "http://a/?q")) {
      assertThat(link(8480, wrong)).as(wrong).contains("http://127.0.0.1:8480/#/orders/wo-1");
    }
  }

  private static Optional<String> link(int port, String publicAddress) {
    return new ConsoleLinks(new Settings("127.0.0.1", port, publicAddress)).console("wo-1");
  }

  private HttpConsole serve(String address, int port) {
    return new HttpConsole(console, store, new Settings(address, port, ""));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + http.port().orElseThrow() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String token() throws Exception {
    return token(http);
  }

  private String token(HttpConsole of) throws Exception {
    URI at = URI.create("http://127.0.0.1:" + of.port().orElseThrow() + "/api/token");
    HttpRequest ask = HttpRequest.newBuilder(at).timeout(Duration.ofSeconds(20)).build();
    return Facts.parse(client.send(ask, HttpResponse.BodyHandlers.ofString()).body())
        .requireText("token");
  }

  private HttpResponse<String> post(String path, String token, String body) throws Exception {
    return client.send(
        request(path)
            .header("X-Bellcrank-Token", token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", http.port().orElseThrow());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void say(Socket socket, String... lines) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The status line of the answer. */
  private String raw(String... lines) throws IOException {
    try (Socket socket = connect();
        BufferedReader answer = reader(socket)) {
      say(socket, lines);
      return answer.readLine();
    }
  }

  private static void until(BufferedReader lines, String wanted) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.equals(wanted)) {
      line = lines.readLine();
    }
    assertThat(line).isEqualTo(wanted);
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 30 s for: " + what).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Settings as a framework would hand them over. */
  record Settings(String address, int port, String public_address) implements HttpConsole.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return HttpConsole.Config.class;
    }
  }

  static final class NoDocuments implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return Optional.empty();
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }

  static final class NoDeliveries implements DeliveryBook {
    @Override
    public Optional<OrderDelivery> of(String order) {
      return Optional.empty();
    }

    @Override
    public List<Delivery> workbench(int limit) {
      return List.of();
    }

    @Override
    public List<InstanceHealth> health() {
      return List.of();
    }
  }
}
