package org.bellcrank.delivery.connector;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;

/**
 * How an instance gets a session or token, carries it and notices that it is over. What it holds
 * are rules alone: credentials and tokens pass through its methods and stay with their caller.
 *
 * @param assertion what logins say about themselves with a signature; empty where they do not
 * @param logins calls that lead to a session, in their order
 * @param logout the call that ends a session, which reads what logins gave; empty where it just
 *     ends by itself
 * @param headers what each call carries, by name
 * @param query what each call carries, by name, unencoded
 * @param over which answers say that the session is over, and that nothing was done
 * @param lifetime how long it lasts where no login's answer says so
 * @param renewBefore how long before its end it is renewed
 */
public record Session(
    Optional<Assertion> assertion,
    List<Login> logins,
    Optional<Login> logout,
    Map<String, Template> headers,
    Map<String, Template> query,
    List<Over> over,
    Duration lifetime,
    Duration renewBefore) {

  /** Names of what a login gave begin so. */
  public static final String NAME = "session.";

  /**
   * One call of a login.
   *
   * @param route the connector's route that carries it
   * @param request what is sent; it may read {@code credential.*} and what earlier logins gave
   * @param extract what is taken from the answer, by name
   * @param lifetime where the answer says how long the session lasts; empty where it does not
   */
  public record Login(
      String route, Step.Request request, Map<String, Taken> extract, Optional<Lifetime> lifetime) {

    /**
     * The call, ready to be sent. It holds the credential.
     *
     * @param known names with their values
     * @throws IllegalStateException when its path needs a name that is not known
     */
    public StepRequest request(
        ConnectorInstance instance, Limits limits, Map<String, Object> known) {
      String path =
          request
              .path()
              .render(known)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "the login's path needs %s, which is not known"
                              .formatted(request.path().missing(known))));
      return new StepRequest(
          route,
          instance,
          request.method(),
          path,
          Writing.query(request.query(), known),
          Writing.headers(request.headers(), known),
          Writing.body(request.body(), Filling.of(known)).bytes(),
          limits.connectTimeout(),
          instance.answerTimeout().orElse(limits.answerTimeout()));
    }

    /**
     * What the answer gives, by name behind {@link #NAME}; a name that it does not give is missing.
     */
    public Map<String, Object> taken(StepAnswer.Answered answer) {
      Json body = body(answer);
      Map<String, Object> taken = new LinkedHashMap<>();
      extract.forEach(
          (name, from) ->
              from.of(body, answer.headers()).ifPresent(value -> taken.put(NAME + name, value)));
      return taken;
    }

    /** How long the session lasts as the answer says; empty when it does not say so. */
    public Optional<Duration> lasts(StepAnswer.Answered answer, Instant now) {
      return lifetime.flatMap(where -> where.of(body(answer), now));
    }

    private static Json body(StepAnswer.Answered answer) {
      return Json.lenient(new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  /**
   * Where a value of a session is taken from.
   *
   * @param body JSON pointer; empty for none
   * @param header name in lower case; empty for none
   * @param cookies whether it is all cookies that the answer sets, as the header Cookie takes them
   */
  public record Taken(Optional<String> body, Optional<String> header, boolean cookies) {

    Optional<String> of(Json json, Map<String, String> headers) {
      if (cookies) {
        return Optional.ofNullable(headers.get("set-cookie")).map(Taken::pairs);
      }
      return body.flatMap(json::text).or(() -> header.map(headers::get));
    }

    /** Of each line only the pair in front of its attributes. */
    private static String pairs(String lines) {
      return String.join(
          "; ", lines.lines().map(line -> line.split(";", 2)[0].strip()).distinct().toList());
    }
  }

  /** Where an answer says how long the session lasts, and how that reads. */
  public record Lifetime(String body, Unit unit) {

    /** How a lifetime reads. */
    public enum Unit {
      SECONDS,
      MILLIS,
      INSTANT,
      EPOCH_SECONDS,
      EPOCH_MILLIS
    }

    Optional<Duration> of(Json json, Instant now) {
      try {
        return json.text(body).map(text -> read(text.strip(), now));
      } catch (NumberFormatException | java.time.DateTimeException notOne) {
        return Optional.empty();
      }
    }

    private Duration read(String text, Instant now) {
      return switch (unit) {
        case SECONDS -> Duration.ofMillis((long) (Double.parseDouble(text) * 1000));
        case MILLIS -> Duration.ofMillis((long) Double.parseDouble(text));
        case INSTANT -> Duration.between(now, OffsetDateTime.parse(text).toInstant());
        case EPOCH_SECONDS -> Duration.between(now, Instant.ofEpochSecond(Long.parseLong(text)));
        case EPOCH_MILLIS -> Duration.between(now, Instant.ofEpochMilli(Long.parseLong(text)));
      };
    }
  }

  /**
   * One kind of answer that says that the session is over.
   *
   * @param from lowest code
   * @param to highest code
   * @param header the header that has to contain the text, in lower case; empty for the body
   * @param containing the text, without regard to case; empty for any answer of these codes
   * @param empty whether it has to come without a body
   */
  public record Over(
      int from, int to, Optional<String> header, Optional<String> containing, boolean empty) {

    boolean is(StepAnswer.Answered answer, String body) {
      if (answer.status() < from || answer.status() > to || empty && !body.isBlank()) {
        return false;
      }
      String place = header.map(name -> answer.headers().getOrDefault(name, "")).orElse(body);
      return containing
          .map(text -> place.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
          .orElse(header.isEmpty() || !place.isEmpty());
    }
  }

  /** Whether an answer says that the session is over. */
  public boolean isOver(StepAnswer.Answered answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    return over.stream().anyMatch(rule -> rule.is(answer, body));
  }

  /**
   * A call with what it has to carry.
   *
   * @param known names of the instance and of the session with their values
   */
  public StepRequest carried(StepRequest bare, Map<String, Object> known) {
    return bare.carrying(Writing.headers(headers, known), Writing.query(query, known));
  }
}
