package org.bellcrank.delivery.camel;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.rfc.RfcDestination;

/** The way out to function modules: the calls of the body, in one session, answered as by HTTP. */
final class RfcRoute extends RouteBuilder {

  static final String OWN_ID = "bellcrank-rfc";
  static final String WAY_OUT = "direct://bellcrank/rfc";

  private final BiFunction<RfcDestination, byte[], StepAnswer> sessions;

  RfcRoute(BiFunction<RfcDestination, byte[], StepAnswer> sessions) {
    this.sessions = sessions;
  }

  @Override
  public void configure() {
    from("direct:bellcrank/rfc").routeId(OWN_ID).process(this::run);
  }

  private void run(Exchange exchange) throws SqlRoute.UnansweredException {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    StepAnswer answer = answer(exchange, body == null ? new byte[0] : body);
    if (!(answer instanceof StepAnswer.Answered answered)) {
      throw new SqlRoute.UnansweredException(answer);
    }
    Map<String, Object> headers = new HashMap<>(answered.headers());
    headers.put(Exchange.HTTP_RESPONSE_CODE, answered.status());
    message.setHeaders(headers);
    message.setBody(answered.body());
  }

  private StepAnswer answer(Exchange exchange, byte[] body) {
    RfcDestination destination;
    try {
      destination =
          RfcDestination.of(
              URI.create(exchange.getProperty("bellcrankAddress", "", String.class)),
              Optional.ofNullable(exchange.getProperty("bellcrankSecret", String.class)),
              millis(exchange, "bellcrankConnectMillis"),
              millis(exchange, "bellcrankAnswerMillis"));
    } catch (IllegalArgumentException unfit) {
      return new StepAnswer.NotSent(unfit.getMessage(), Trouble.GATEWAY);
    }
    return sessions.apply(destination, body);
  }

  private static Duration millis(Exchange exchange, String property) {
    return Duration.ofMillis(exchange.getProperty(property, Long.class));
  }
}
