package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;

/** What the connectors' routes do, over the JDK's client: signs on and sends once. */
public final class PlainCaller implements StepCaller {

  /** One for all gateways of a process: it cannot be closed. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public StepAnswer call(StepRequest request) throws InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address(request))
            .timeout(request.answerTimeout())
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(builder::setHeader);
    if (request.instance().kind().equals(Plant.NATIVE)) {
      builder.setHeader("apikey", Plant.NATIVE_SECRET);
    } else {
      byte[] secret = Plant.SEARCHABLE_SECRET.getBytes(StandardCharsets.UTF_8);
      builder.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
    }
    try {
      HttpResponse<byte[]> response =
          CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
      Map<String, String> headers = new LinkedHashMap<>();
      response
          .headers()
          .map()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      return new StepAnswer.Answered(response.statusCode(), headers, response.body());
    } catch (ConnectException e) {
      return new StepAnswer.NotSent("cannot be reached: " + e.getMessage());
    } catch (IOException e) {
      return new StepAnswer.Unknown("gave no answer: " + e.getMessage());
    }
  }

  private static URI address(StepRequest request) {
    String address = request.address().toString();
    if (request.query().isEmpty()) {
      return URI.create(address);
    }
    return URI.create(address + (address.contains("?") ? "&" : "?") + request.query());
  }
}
