package org.bellcrank.itests.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bellcrank.journal.Facts;

/**
 * The orders that the other end holds, whatever the gateway says of them.
 *
 * @param orders all of them
 * @param doubled those beyond the first of a reference; one without a reference is nobody's double
 */
record CmmsBooks(long orders, long doubled) {

  /**
   * What a double holds now.
   *
   * @param address of the double
   */
  static CmmsBooks of(String address) throws IOException, BenchException, InterruptedException {
    URI books = URI.create(address + "/_double/books?brief");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(books).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new BenchException("%s answers %d".formatted(books, answer.statusCode()));
    }
    return of(Facts.parse(answer.body()));
  }

  static CmmsBooks of(Facts books) {
    List<Facts> all = books.factsList("orders");
    Map<String, Long> references =
        all.stream()
            .map(order -> order.text("reference").orElse(""))
            .filter(reference -> !reference.isEmpty())
            .collect(Collectors.groupingBy(reference -> reference, Collectors.counting()));
    return new CmmsBooks(
        all.size(), references.values().stream().mapToLong(count -> count - 1).sum());
  }
}
