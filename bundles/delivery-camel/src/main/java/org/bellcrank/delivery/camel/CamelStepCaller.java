package org.bellcrank.delivery.camel;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.support.DefaultExchange;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.keys.MissingKeysException;

/**
 * Sends one step through its route and tells whether it surely was not sent or perhaps was. Safe
 * for any thread.
 */
final class CamelStepCaller {

  /** The HTTP client's own, by name: its packages stay inside Camel's bundle. */
  private static final Set<String> BEFORE_SENDING =
      Set.of("ConnectTimeoutException", "ConnectionRequestTimeoutException");

  private final CamelContext context;
  private final ProducerTemplate template;
  private final Credentials credentials;
  private final CamelKeys keys;

  CamelStepCaller(CamelContext context, Credentials credentials, CamelKeys keys) {
    this.context = context;
    this.credentials = credentials;
    this.keys = keys;
    template = context.createProducerTemplate();
  }

  StepAnswer call(StepRequest request) {
    Exchange exchange = new DefaultExchange(context);
    try {
      secrets(request, exchange);
      exchange.setProperty("bellcrankKeys", keys.option(request.instance().keys()));
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
      return answered.getException() == null
          ? answer(answered.getMessage())
          : failure(request, answered.getException());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void secrets(StepRequest request, Exchange exchange) {
    request
        .instance()
        .credential()
        .map(credentials::read)
        .ifPresent(
            secret -> {
              exchange.setProperty("bellcrankSecret", secret);
              exchange.setProperty(
                  "bellcrankBasic",
                  Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            });
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
                headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value));
              }
            });
    byte[] body = message.getBody(byte[].class);
    return new StepAnswer.Answered(status, headers, body == null ? new byte[0] : body);
  }

  /** Only what failed before the first byte went out counts as not sent. */
  private static StepAnswer failure(StepRequest request, Throwable failure) {
    String target = request.instance().address().getAuthority();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DirectConsumerNotAvailableException) {
        return new StepAnswer.NotSent(
            "no route serves direct:%s/%s at the moment"
                .formatted(request.instance().kind(), request.route()));
      }
      if (cause instanceof UnknownHostException) {
        return new StepAnswer.NotSent("%s: no such host".formatted(target));
      }
      if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
        return new StepAnswer.NotSent(
            ("no TLS with %s (%s), so nothing was sent; believed is a certificate for its host name,"
                    + " in date, of an authority that %s trusts")
                .formatted(
                    target,
                    words(cause),
                    request
                        .instance()
                        .keys()
                        .map(chosen -> "keystore " + chosen.keystore())
                        .orElse("Java")));
      }
      if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || BEFORE_SENDING.contains(cause.getClass().getSimpleName())) {
        return new StepAnswer.NotSent("%s cannot be reached: %s".formatted(target, words(cause)));
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
