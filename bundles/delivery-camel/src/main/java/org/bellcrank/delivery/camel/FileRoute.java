package org.bellcrank.delivery.camel;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.bellcrank.delivery.StepAnswer;

/** The way out to folders: a file that is put there, or a look at those that are. */
final class FileRoute extends RouteBuilder {

  static final String OWN_ID = "bellcrank-file";
  static final String WAY_OUT = "direct://bellcrank/file";

  private final Function<FileRequest, StepAnswer> folders;

  FileRoute(Function<FileRequest, StepAnswer> folders) {
    this.folders = folders;
  }

  @Override
  public void configure() {
    from("direct:bellcrank/file").routeId(OWN_ID).process(this::run);
  }

  private void run(Exchange exchange) throws SqlRoute.UnansweredException {
    StepAnswer answer = folders.apply(request(exchange));
    if (!(answer instanceof StepAnswer.Answered answered)) {
      throw new SqlRoute.UnansweredException(answer);
    }
    Message message = exchange.getMessage();
    Map<String, Object> headers = new HashMap<>(answered.headers());
    headers.put(Exchange.HTTP_RESPONSE_CODE, answered.status());
    message.setHeaders(headers);
    message.setBody(answered.body());
  }

  /** The path is that of the step: the instance's address is not before it. */
  private static FileRequest request(Exchange exchange) {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    String address = exchange.getProperty("bellcrankAddress", "", String.class);
    String uri = message.getHeader(Exchange.HTTP_URI, "", String.class);
    String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    return new FileRequest(
        exchange.getProperty("bellcrankFolder", "", String.class),
        message.getHeader(Exchange.HTTP_METHOD, "GET", String.class),
        decoded(uri.startsWith(base) ? uri.substring(base.length()) : uri),
        query(message.getHeader(Exchange.HTTP_QUERY, "", String.class)),
        body == null ? new byte[0] : body,
        Duration.ofMillis(exchange.getProperty("bellcrankAnswerMillis", Long.class)));
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        query.put(decoded(parts[0]), decoded(parts[1]));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
