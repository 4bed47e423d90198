package org.bellcrank.delivery.camel;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.bellcrank.delivery.SqlCaller;
import org.bellcrank.delivery.SqlRequest;
import org.bellcrank.delivery.StepAnswer;

/**
 * The way out to databases: the statements of the body, in one transaction, answered as by HTTP.
 */
final class SqlRoute extends RouteBuilder {

  static final String OWN_ID = "bellcrank-sql";
  static final String WAY_OUT = "direct://bellcrank/sql";

  private final Supplier<Optional<SqlCaller>> databases;

  /**
   * @param databases what reaches them; empty while nothing does
   */
  SqlRoute(Supplier<Optional<SqlCaller>> databases) {
    this.databases = databases;
  }

  @Override
  public void configure() {
    from("direct:bellcrank/sql").routeId(OWN_ID).process(this::run);
  }

  private void run(Exchange exchange) throws UnansweredException {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    SqlRequest request =
        new SqlRequest(
            URI.create(exchange.getProperty("bellcrankAddress", String.class)),
            Optional.ofNullable(exchange.getProperty("bellcrankSecret", String.class)),
            body == null ? new byte[0] : body,
            millis(exchange, "bellcrankConnectMillis"),
            millis(exchange, "bellcrankAnswerMillis"));
    StepAnswer answer =
        databases
            .get()
            .map(caller -> caller.call(request))
            .orElseGet(
                () ->
                    new StepAnswer.NotSent(
                        "%s: nothing here reaches databases; delivery-jdbc does"
                            .formatted(
                                exchange
                                    .getProperty("bellcrankAddress", "", String.class)
                                    .replaceFirst("\\?.*", ""))));
    if (!(answer instanceof StepAnswer.Answered answered)) {
      throw new UnansweredException(answer);
    }
    Map<String, Object> headers = new HashMap<>(answered.headers());
    headers.put(Exchange.HTTP_RESPONSE_CODE, answered.status());
    message.setHeaders(headers);
    message.setBody(answered.body());
  }

  private static Duration millis(Exchange exchange, String property) {
    return Duration.ofMillis(exchange.getProperty(property, Long.class));
  }

  /** No answer of the database's, and already said what that means. */
  static final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient StepAnswer answer;

    UnansweredException(StepAnswer answer) {
      super(answer.toString());
      this.answer = answer;
    }

    StepAnswer answer() {
      return answer;
    }
  }
}
