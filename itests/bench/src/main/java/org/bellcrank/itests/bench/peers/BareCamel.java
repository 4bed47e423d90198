package org.bellcrank.itests.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Message in, rule, POST out, as a Camel user writes it first: no store, the defaults for errors.
 * It says {@code ready} when it listens and ends with its standard input.
 */
public final class BareCamel {

  private static final double ORDER = 0.7;
  private static final double URGENT = 0.9;
  private static final int HUNDRED = 100;
  private static final Map<String, Integer> PRIORITIES = Map.of("A", 1, "B", 2, "C", 3);
  private static final int OTHERWISE = 4;

  private final ObjectMapper json = new ObjectMapper();

  private BareCamel() {}

  /**
   * Runs it.
   *
   * @param arguments broker, topic, address of the stub, connections to it
   */
  public static void main(String[] arguments) throws Exception {
    try (CamelContext context = new DefaultCamelContext()) {
      context.addRoutes(new BareCamel().route(arguments));
      context.start();
      System.out.println("ready");
      while (System.in.read() >= 0) {
        continue;
      }
    }
  }

  private RouteBuilder route(String[] given) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("paho-mqtt5:%s?brokerUrl=%s&qos=1&clientId=bare-camel&cleanStart=false&sessionExpiryInterval=3600"
                .formatted(given[1], given[0]))
            .process(exchange -> order(exchange))
            .filter(body().isNotNull())
            .to(
                "%s/orders?httpMethod=POST&connectionsPerRoute=%s&maxTotalConnections=%s"
                    .formatted(given[2], given[3], given[3]));
      }
    };
  }

  private void order(Exchange exchange) throws Exception {
    JsonNode message = json.readTree(exchange.getMessage().getBody(byte[].class));
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    exchange.getMessage().setBody(order(message).map(ObjectNode::toString).orElse(null));
  }

  private Optional<ObjectNode> order(JsonNode message) {
    JsonNode seen = message.get("detections").get(0);
    double confidence = seen.get("confidence").asDouble();
    if (confidence < ORDER) {
      return Optional.empty();
    }
    String asset = seen.get("point").asText().substring("bench/".length());
    String title = seen.get("class").asText() + " on " + asset;
    return Optional.of(
        json.createObjectNode()
            .put("title", title)
            .put(
                "description",
                "%s, confidence %d %%, %s.%nBox %s."
                    .formatted(
                        title,
                        Math.round(confidence * HUNDRED),
                        message.get("capturedAt").asText(),
                        seen.get("box")))
            .put("asset", asset)
            .put(
                "priority",
                confidence >= URGENT
                    ? PRIORITIES.get(message.get("context").get("criticality").asText())
                    : OTHERWISE)
            .put("reportedAt", message.get("capturedAt").asText())
            .put("message", message.get("id").asText())
            .put("key", message.get("id").asText()));
  }
}
