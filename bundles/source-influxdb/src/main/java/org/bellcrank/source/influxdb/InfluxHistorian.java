package org.bellcrank.source.influxdb;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.bellcrank.historian.AnswerText;
import org.bellcrank.historian.Historian;
import org.bellcrank.historian.HistorianException;
import org.bellcrank.historian.HistoricalRecord;
import org.bellcrank.historian.HistoricalRow;
import org.bellcrank.historian.HistoricalValue;
import org.bellcrank.journal.Facts;

/**
 * The query endpoint of InfluxDB 1.x, which 2.x and 3.x answer too; a record's mark is its time in
 * nanoseconds since 1970.
 */
final class InfluxHistorian implements Historian {

  private static final int LARGEST_ANSWER = 64 << 20;
  private static final int WORDS = 300;
  private static final int MOST_SERIES = 10_000;

  /** The first column that was asked for: name, tags and time stand before it. */
  private static final int FIRST = 3;

  private final URI url;
  private final InfluxQuery query;
  private final Supplier<String> login;
  private final Duration timeout;
  private final Clock clock;
  private final HttpClient client;
  private final Map<String, List<String>> series = new HashMap<>(); // values of tags, by name

  /**
   * Asks nothing yet.
   *
   * @param login the whole header {@code Authorization}; gives an empty text where none is needed
   * @param timeout for connecting and for each answer
   */
  InfluxHistorian(
      URI url, InfluxQuery query, Supplier<String> login, Duration timeout, Clock clock) {
    this.url = url;
    this.query = query;
    this.login = login;
    this.timeout = timeout;
    this.clock = clock;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public String place() {
    return url + " database " + query.database();
  }

  @Override
  public long present() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }

  @Override
  public Batch from(long from, int most) throws HistorianException, InterruptedException {
    return batch(rows(query.from(from, most)), most);
  }

  @Override
  public Batch from(String name, long from, int most)
      throws HistorianException, InterruptedException {
    return batch(rows(query.from(series.get(name), from, most)), most);
  }

  @Override
  public Map<String, Long> newestOfSeries() throws HistorianException, InterruptedException {
    if (query.tags().isEmpty()) {
      return Map.of();
    }
    List<List<String>> rows = rows(query.newestOfSeries());
    if (rows.size() > MOST_SERIES) {
      throw new HistorianException(
          "given %d series; allowed: up to %d, so tags that tell fewer apart"
              .formatted(rows.size(), MOST_SERIES));
    }
    Map<String, Long> newest = new HashMap<>();
    for (List<String> row : rows) {
      List<String> tags = row.subList(FIRST + query.fields().size(), row.size());
      String name = String.join("\n", tags);
      series.put(name, List.copyOf(tags));
      newest.merge(name, time(row), Math::max);
    }
    return newest;
  }

  private Batch batch(List<List<String>> rows, int most) throws HistorianException {
    List<HistoricalRecord> values = new ArrayList<>();
    long last = 0;
    for (List<String> row : rows) {
      last = time(row);
      if (query.topic().isEmpty()) {
        values.addAll(values(row, last));
      } else {
        values.add(row(row, last));
      }
    }
    return Batch.of(
        values, rows.size() == most, rows.isEmpty() ? OptionalLong.empty() : OptionalLong.of(last));
  }

  @Override
  public OptionalLong newest() throws HistorianException, InterruptedException {
    List<List<String>> rows = rows(query.newest());
    return rows.isEmpty() ? OptionalLong.empty() : OptionalLong.of(time(rows.get(0)));
  }

  private Map<String, String> tags(List<String> row) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < query.tags().size(); i++) {
      tags.put(query.tags().get(i), row.get(FIRST + query.fields().size() + i));
    }
    return tags;
  }

  private static Instant instant(long at) {
    return Instant.ofEpochSecond(at / 1_000_000_000, at % 1_000_000_000);
  }

  /** As an item of line protocol, but with all fields of the record; CSV tells no types. */
  private HistoricalRow row(List<String> row, long at) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < query.fields().size(); i++) {
      String given = row.get(FIRST + i);
      if (!given.isEmpty()) {
        fields.put(query.fields().get(i), typed(given));
      }
    }
    Facts facts =
        Facts.with("measurement", query.measurement())
            .put("time", at)
            .put("tags", Facts.of(tags(row)))
            .put("fields", Facts.of(fields))
            .build();
    return new HistoricalRow(query.topic(), facts.json(), instant(at), at);
  }

  private static Object typed(String given) {
    if (given.equals("true") || given.equals("false")) {
      return Boolean.valueOf(given);
    }
    try {
      double number = new BigDecimal(given).doubleValue();
      return Double.isFinite(number) ? (Object) number : given;
    } catch (NumberFormatException e) {
      return given;
    }
  }

  /** A row is name, tags of the series, time, then what was asked for. */
  private List<HistoricalValue> values(List<String> row, long at) {
    Map<String, String> tags = tags(row);
    int fields = query.fields().size();
    List<HistoricalValue> values = new ArrayList<>();
    Instant time = instant(at);
    for (int i = 0; i < fields; i++) {
      String given = row.get(FIRST + i);
      if (!given.isEmpty()) {
        values.add(value(query.point(query.fields().get(i), tags), time, given, at));
      }
    }
    return values;
  }

  private static HistoricalValue value(String point, Instant time, String given, long mark) {
    if (given.equals("true") || given.equals("false")) {
      return HistoricalValue.of(point, time, given.equals("true") ? 1 : 0, mark);
    }
    try {
      return HistoricalValue.of(point, time, new BigDecimal(given).doubleValue(), mark);
    } catch (NumberFormatException e) {
      return HistoricalValue.bad(point, time, "no number: " + given, mark);
    }
  }

  private static long time(List<String> row) throws HistorianException {
    String given = row.get(FIRST - 1);
    if (given.matches("[1-9][0-9]{0,17}|[1-8][0-9]{18}")) {
      return Long.parseLong(given);
    }
    throw new HistorianException(
        "given a record at %s; allowed: nanoseconds since 1970, from 1".formatted(given));
  }

  /** As CSV, which keeps the place of a field that a record lacks. */
  private List<List<String>> rows(String influxQl) throws HistorianException, InterruptedException {
    List<List<String>> all = Csv.rows(answer(influxQl));
    if (all.isEmpty()) {
      return all;
    }
    int wanted = FIRST + query.fields().size() + query.tags().size();
    if (all.get(0).size() != wanted || !all.get(0).get(FIRST - 1).equals("time")) {
      throw new HistorianException(
          "it answered %s; allowed: %d columns with time as the third"
              .formatted(
                  shortened(String.valueOf(all.subList(0, Math.min(2, all.size())))), wanted));
    }
    for (List<String> row : all) {
      if (row.size() != wanted) {
        throw new HistorianException(
            "it answered a row of %d columns; allowed: %d".formatted(row.size(), wanted));
      }
    }
    return all.subList(1, all.size());
  }

  private String answer(String influxQl) throws HistorianException, InterruptedException {
    String form = "db=%s&epoch=ns&q=%s".formatted(encoded(query.database()), encoded(influxQl));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/query"))
            .timeout(timeout)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/csv")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    String authorization = login.get();
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      return text(response);
    } catch (IOException e) {
      throw new HistorianException("it does not answer: " + e, e);
    }
  }

  private static String text(HttpResponse<InputStream> response)
      throws IOException, HistorianException {
    try (InputStream body = response.body()) {
      String text = AnswerText.of(body, LARGEST_ANSWER);
      if (response.statusCode() != 200) {
        throw new HistorianException(
            "it answered %d: %s".formatted(response.statusCode(), shortened(text)));
      }
      return text;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > WORDS ? line.substring(0, WORDS) + "…" : line;
  }
}
