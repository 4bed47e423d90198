package org.bellcrank.delivery.camel;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.support.DefaultExchange;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.keys.MissingKeysException;

/**
 * Sends one step through its route and tells whether it surely was not sent or perhaps was. Safe
 * for any thread.
 */
final class CamelStepCaller {

  /** The HTTP client's own, by name: its packages stay inside Camel's bundle. */
  private static final Set<String> BEFORE_SENDING =
      Set.of("ConnectTimeoutException", "ConnectionRequestTimeoutException");

  /** Before a request goes out, only the answer to the greeting of TLS is read. */
  private static final String GREETED = "Read timed out";

  private final CamelContext context;
  private final ProducerTemplate template;
  private final Credentials credentials;
  private final CamelKeys keys;
  private final Function<String, Optional<Connector>> connectors;

  /** A session that nobody used for so long is ended: its instance may be no more. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Sessions sessions;
  private final Logouts logouts;
  private final Proofs proofs;

  /**
   * @param connectors the running connector of a kind, which says whether it needs a session
   * @param clock of what names the time at which it is sent
   */
  CamelStepCaller(
      CamelContext context,
      Credentials credentials,
      CamelKeys keys,
      Function<String, Optional<Connector>> connectors,
      Clock clock) {
    sessions = new Sessions(this::sent, new Assertions(keys, clock), System::nanoTime, clock);
    logouts = new Logouts(this::sent, System::nanoTime);
    proofs = new Proofs(credentials, clock);
    this.connectors = connectors;
    this.context = context;
    this.credentials = credentials;
    this.keys = keys;
    template = context.createProducerTemplate();
  }

  StepAnswer call(StepRequest request) {
    Optional<Connector> connector = connectors.apply(request.instance().kind());
    if (connector.isEmpty()) {
      return sent(request);
    }
    return connector.get().session().isPresent()
        ? withSession(request, connector.get())
        : proven(request, connector.get());
  }

  /** Ends the sessions that nobody needs any more. */
  void tidy() {
    logouts.end(sessions.left(IDLE), FAREWELL);
  }

  /** Ends all sessions; no call may come after it. */
  void close() {
    logouts.end(sessions.left(Duration.ZERO), FAREWELL);
  }

  /** Sends with what proves who does; logins prove it by themselves. */
  private StepAnswer proven(StepRequest request, Connector connector) {
    Proofs.Proven ready;
    try {
      ready = proofs.of(connector, request);
    } catch (Credentials.MissingCredentialException | IllegalStateException missing) { // or a name
      return new StepAnswer.NoCredential(missing.getMessage());
    }
    return Redaction.of(sent(ready.request()), ready.secrets());
  }

  /** Why there is no session; empty where there is one, or none is needed. */
  Optional<StepAnswer> signIn(ConnectorInstance instance) {
    return connectors
        .apply(instance.kind())
        .filter(connector -> connector.session().isPresent())
        .map(connector -> session(connector, instance))
        .filter(Sessions.Failed.class::isInstance)
        .map(outcome -> ((Sessions.Failed) outcome).answer());
  }

  private Sessions.Outcome session(Connector connector, ConnectorInstance instance) {
    Optional<String> credential;
    try {
      credential = instance.credential().map(credentials::read);
    } catch (Credentials.MissingCredentialException missing) {
      return new Sessions.Failed(new StepAnswer.NoCredential(missing.getMessage()));
    }
    return sessions.of(connector, instance, credential);
  }

  private StepAnswer withSession(StepRequest request, Connector connector) {
    ConnectorInstance instance = request.instance();
    Sessions.Outcome outcome = session(connector, instance);
    if (!(outcome instanceof Sessions.Held held)) {
      return ((Sessions.Failed) outcome).answer();
    }
    StepRequest carried = connector.session().orElseThrow().carried(request, held.known());
    StepAnswer answer = sessions.read(connector, instance, held, proven(carried, connector));
    return Redaction.of(answer, held.secrets());
  }

  /** Sends as it is; what comes back holds nothing of the credential. */
  private StepAnswer sent(StepRequest request) {
    Exchange exchange = new DefaultExchange(context);
    List<String> secrets;
    try {
      secrets = secrets(request, exchange);
      exchange.setProperty("bellcrankKeys", keys.option(request.instance()));
    } catch (Credentials.MissingCredentialException | MissingKeysException missing) {
      return new StepAnswer.NoCredential(missing.getMessage());
    }
    fill(request, exchange);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context.getApplicationContextClassLoader());
    try {
      Exchange answered =
          template.send("direct:" + request.instance().kind() + "/" + request.route(), exchange);
      StepAnswer answer =
          answered.getException() == null
              ? answer(answered.getMessage())
              : failure(request, answered.getException());
      return Redaction.of(answer, secrets);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Puts the credential where routes find it; returns what must not be seen of it. */
  private List<String> secrets(StepRequest request, Exchange exchange) {
    Optional<String> secret = request.instance().credential().map(credentials::read);
    if (secret.isEmpty()) {
      return List.of();
    }
    String basic =
        Base64.getEncoder().encodeToString(secret.get().getBytes(StandardCharsets.UTF_8));
    exchange.setProperty("bellcrankSecret", secret.get());
    exchange.setProperty("bellcrankBasic", basic);
    List<String> all = new ArrayList<>(LoginNames.secrets(LoginNames.credential(secret.get())));
    all.add(basic);
    return all;
  }

  private static void fill(StepRequest request, Exchange exchange) {
    URI address = request.address();
    exchange.setProperty("bellcrankInstance", request.instance().id());
    exchange.setProperty("bellcrankAddress", request.instance().address().toString());
    exchange.setProperty("bellcrankContext", request.instance().context());
    exchange.setProperty("bellcrankScheme", address.getScheme());
    exchange.setProperty("bellcrankConnectMillis", request.connectTimeout().toMillis());
    exchange.setProperty("bellcrankAnswerMillis", request.answerTimeout().toMillis());
    Message in = exchange.getMessage();
    request.headers().forEach(in::setHeader);
    in.setHeader(Exchange.HTTP_METHOD, request.method());
    String text = address.toString();
    int mark = text.indexOf('?');
    String own = mark < 0 ? "" : text.substring(mark + 1);
    in.setHeader(Exchange.HTTP_URI, mark < 0 ? text : text.substring(0, mark));
    String query =
        own.isEmpty() || request.query().isEmpty()
            ? own + request.query()
            : own + "&" + request.query();
    if (!query.isEmpty()) {
      in.setHeader(Exchange.HTTP_QUERY, query);
    }
    in.setBody(request.body().length == 0 ? null : request.body());
  }

  private static StepAnswer answer(Message message) {
    Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status == null) {
      return new StepAnswer.Unknown("the route gave no answer code");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (value != null && !name.startsWith("Camel")) {
                headers.put(name.toLowerCase(Locale.ROOT), text(value));
              }
            });
    byte[] body = message.getBody(byte[].class);
    return new StepAnswer.Answered(status, headers, body == null ? new byte[0] : body);
  }

  /** A header that came several times has a line for each. */
  private static String text(Object value) {
    return value instanceof Collection<?> many
        ? many.stream().map(String::valueOf).collect(Collectors.joining("\n"))
        : String.valueOf(value);
  }

  /** Only what failed before the first byte went out counts as not sent. */
  private static StepAnswer failure(StepRequest request, Throwable failure) {
    String target = request.instance().address().getAuthority();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SqlRoute.UnansweredException unanswered) {
        return unanswered.answer();
      }
      if (cause instanceof DirectConsumerNotAvailableException) {
        return new StepAnswer.NotSent(
            "no route serves direct:%s/%s at the moment"
                .formatted(request.instance().kind(), request.route()),
            Trouble.GATEWAY);
      }
      if (cause instanceof UnknownHostException) {
        return new StepAnswer.NotSent("%s: no such host".formatted(target), Trouble.NO_HOST);
      }
      if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
        return new StepAnswer.NotSent(
            ("no TLS with %s (%s), so nothing was sent; believed is a certificate for its host name,"
                    + " in date, of an authority that %s trusts%s")
                .formatted(
                    target,
                    words(cause),
                    request
                        .instance()
                        .keys()
                        .map(chosen -> "keystore " + chosen.keystore())
                        .orElse("Java"),
                    request
                        .instance()
                        .transport()
                        .lowestTls()
                        .map("; demanded is TLS %s or newer"::formatted)
                        .orElse("")),
            Trouble.TLS);
      }
      if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || BEFORE_SENDING.contains(cause.getClass().getSimpleName())) {
        return new StepAnswer.NotSent(
            "%s cannot be reached: %s".formatted(target, words(cause)),
            words(cause).endsWith(GREETED) ? Trouble.TLS : Trouble.UNREACHABLE);
      }
    }
    return new StepAnswer.Unknown("%s gave no answer: %s".formatted(target, words(root(failure))));
  }

  private static Throwable root(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    return last;
  }

  private static String words(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
