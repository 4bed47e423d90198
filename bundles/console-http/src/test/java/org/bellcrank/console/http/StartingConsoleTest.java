package org.bellcrank.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.bellcrank.console.Answer;
import org.bellcrank.console.Console;
import org.bellcrank.console.Request;
import org.bellcrank.console.Route;
import org.bellcrank.console.StartView;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;

/** The console is there before the store is, and says how the gateway starts. */
class StartingConsoleTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void beforeThereIsAStoreOnlyTheStartIsShown() throws Exception {
    HttpConsole http =
        new HttpConsole(new StartView(), new HttpConsoleTest.Settings("127.0.0.1", 0, ""));
    try {
      HttpResponse<String> start = get(http, "/api/start");
      assertThat(start.statusCode()).isEqualTo(200);
      assertThat(Facts.parse(start.body()).text("state")).contains("UNKNOWN");
      HttpResponse<String> orders = get(http, "/api/orders");
      assertThat(orders.statusCode()).isEqualTo(503);
      assertThat(orders.body()).contains("the gateway starts", "/api/start");
      assertThat(get(http, "/").body()).contains("Bellcrank");

      Console console = Console.of(List.of(new Orders()));
      http.setConsole(console);
      assertThat(get(http, "/api/orders").statusCode()).isEqualTo(200);
      Console next = Console.of(List.of(new Orders()));
      http.setConsole(next);
      http.unsetConsole(console);
      assertThat(get(http, "/api/orders").statusCode()).as("the next one stays").isEqualTo(200);
      http.unsetConsole(next);
      assertThat(get(http, "/api/orders").statusCode()).isEqualTo(503);
    } finally {
      http.stop();
    }
  }

  private static HttpResponse<String> get(HttpConsole http, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + http.port().orElseThrow() + path);
    return CLIENT.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static final class Orders implements Route {

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/api/orders";
    }

    @Override
    public Answer answer(Request request) {
      return new Answer.Json(Facts.empty());
    }
  }
}
