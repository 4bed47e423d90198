package org.bellcrank.console.http;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Component;

/**
 * The word {@code workbench}: what a CMMS refused on a gateway that runs, and what becomes of it.
 */
@Component
public final class WorkbenchVerb implements Verb {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String HELP =
      """
      workbench                           what was refused, why, and what would help
      workbench retry ID --who NAME       sends it again
        --alike                           and all that was refused alike
      workbench adopt ID NUMBER --who NAME   it is in the CMMS already, under this number
        --sure                            also where it cannot be read there
        --who NAME     who decides; stands in the journal
        --console URL  of the gateway's console (default http://127.0.0.1:8480)
      Ends with 0; 1 when something waits, or was not done; 2 for wrong usage; 3 when no console
      answers.""";

  @Override
  public String name() {
    return "workbench";
  }

  @Override
  public String summary() {
    return "refused orders of a gateway that runs: show, send again, adopt";
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      Asked.of(arguments);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    Asked asked = Asked.of(arguments);
    HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    try {
      if (asked.words().isEmpty()) {
        return list(told(client, asked.get("/api/workbench?limit=200")), terminal);
      }
      String token = told(client, asked.get("/api/token")).text("token").orElse("");
      HttpResponse<String> answer =
          client.send(asked.post(token), HttpResponse.BodyHandlers.ofString());
      Facts facts = Facts.parse(answer.body());
      if (answer.statusCode() != 200) {
        terminal.error("workbench: " + facts.text("error").orElse(answer.body()));
        return 1;
      }
      terminal.line(done(asked, facts));
      return 0;
    } catch (IOException | FactsException e) {
      terminal.error("workbench: no console answers at %s: %s".formatted(asked.console(), e));
      return 3;
    }
  }

  private static Facts told(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("answered " + answer.statusCode() + " " + answer.body());
    }
    return Facts.parse(answer.body());
  }

  private static String done(Asked asked, Facts facts) {
    if (asked.words().get(0).equals("retry")) {
      return facts.whole("sent").orElse(0) + " sent again";
    }
    return facts.bool("read").orElse(false)
        ? "adopted, read in the CMMS"
        : "adopted on your word: " + facts.text("words").orElse("");
  }

  private static int list(Facts page, Terminal terminal) {
    page.text("note").ifPresent(terminal::error);
    for (Facts each : page.factsList("cases")) {
      terminal.line(
          "%s  %s  %s at %s for %s%s"
              .formatted(
                  each.requireText("id"),
                  each.requireText("state"),
                  each.requireText("purpose"),
                  each.text("step").orElse("?"),
                  each.requireText("instance"),
                  each.whole("alike").orElse(1) > 1
                      ? ", %d alike".formatted(each.whole("alike").getAsLong())
                      : ""));
      say(terminal, "", each.text("title"));
      say(terminal, "said: ", each.text("words"));
      say(terminal, "field: ", each.text("field"));
      say(terminal, "sent: ", each.text("sent"));
      say(terminal, "rule: ", each.text("rule"));
      say(terminal, "broken: ", each.text("breach"));
      say(terminal, "help: ", each.text("suggestion"));
    }
    boolean none = page.factsList("cases").isEmpty();
    if (none) {
      terminal.line("nothing waits on the workbench");
    }
    return none ? 0 : 1;
  }

  private static void say(Terminal terminal, String name, Optional<String> text) {
    text.filter(words -> !words.isBlank()).ifPresent(words -> terminal.line("  " + name + words));
  }

  /** What was asked on the command line. */
  private record Asked(
      List<String> words, String console, String who, boolean alike, boolean sure) {

    static Asked of(List<String> arguments) {
      List<String> words = new ArrayList<>();
      String console = "http://127.0.0.1:8480";
      String who = "";
      boolean alike = false;
      boolean sure = false;
      for (int i = 0; i < arguments.size(); i++) {
        String each = arguments.get(i);
        boolean value = i + 1 < arguments.size();
        if (each.equals("--console") && value) {
          console = arguments.get(++i).replaceFirst("/+$", "");
        } else if (each.equals("--who") && value) {
          who = arguments.get(++i);
        } else if (each.equals("--alike")) {
          alike = true;
        } else if (each.equals("--sure")) {
          sure = true;
        } else {
          words.add(each);
        }
      }
      Asked asked = new Asked(words, console, who, alike, sure);
      if (!asked.fits()) {
        throw new IllegalArgumentException(
            "workbench: given %s; allowed:%n%s".formatted(arguments, HELP));
      }
      return asked;
    }

    private boolean fits() {
      boolean loopback =
          console.matches("http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?");
      boolean decides =
          !who.isBlank()
              && (words.size() == 2 && words.get(0).equals("retry") && !sure
                  || words.size() == 3 && words.get(0).equals("adopt") && !alike);
      return loopback && (words.isEmpty() || decides);
    }

    HttpRequest get(String path) {
      return HttpRequest.newBuilder(URI.create(console + path)).timeout(LIMIT).build();
    }

    HttpRequest post(String token) {
      String id = URLEncoder.encode(words.get(1), StandardCharsets.UTF_8);
      Facts body =
          Facts.with("who", who)
              .put("alike", alike)
              .put("unread", sure)
              .put("foreignId", words.size() > 2 ? words.get(2) : null)
              .build();
      return HttpRequest.newBuilder(
              URI.create("%s/api/workbench/%s/%s".formatted(console, id, words.get(0))))
          .timeout(LIMIT)
          .header(Token.HEADER, token)
          .POST(HttpRequest.BodyPublishers.ofString(body.json()))
          .build();
    }
  }
}
