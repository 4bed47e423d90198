package org.bellcrank.source.influxdb;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of InfluxDB.
 *
 * @param database where
 * @param measurement its name
 * @param fields names of fields, at least one; each is a point
 * @param tags names of tags that tell points apart
 * @param point the point's id, in which {@code {measurement}}, {@code {field}} and {@code {tag}}
 *     with a tag's name are filled in
 * @param topic under which records are handed to mappings as rows; empty: they are numbers of
 *     points
 */
record InfluxQuery(
    String database,
    String measurement,
    List<String> fields,
    List<String> tags,
    String point,
    String topic) {

  InfluxQuery {
    fields = List.copyOf(fields);
    tags = List.copyOf(tags);
  }

  /** InfluxQL for records from a time on, in nanoseconds since 1970. */
  String from(long nanoseconds, int most) {
    return "SELECT %s FROM %s WHERE time >= %d ORDER BY time ASC LIMIT %d"
        .formatted(columns(), quoted(measurement), nanoseconds, most);
  }

  /**
   * InfluxQL for records of one series from a time on.
   *
   * @param values of the tags, in their order; empty for a tag that the series lacks
   */
  String from(List<String> values, long nanoseconds, int most) {
    StringBuilder where = new StringBuilder();
    for (int i = 0; i < tags.size(); i++) {
      String value = values.get(i).replace("\\", "\\\\").replace("'", "\\'");
      where.append(" AND %s = '%s'".formatted(quoted(tags.get(i)), value));
    }
    return "SELECT %s FROM %s WHERE time >= %d%s ORDER BY time ASC LIMIT %d"
        .formatted(columns(), quoted(measurement), nanoseconds, where, most);
  }

  /** InfluxQL for the newest record of each series that the tags tell apart. */
  String newestOfSeries() {
    return "SELECT %s FROM %s GROUP BY %s ORDER BY time DESC LIMIT 1"
        .formatted(
            columns(),
            quoted(measurement),
            tags.stream().map(InfluxQuery::quoted).collect(Collectors.joining(", ")));
  }

  /** InfluxQL for the newest record. */
  String newest() {
    return "SELECT %s FROM %s ORDER BY time DESC LIMIT 1".formatted(columns(), quoted(measurement));
  }

  private String columns() {
    return Stream.concat(fields.stream(), tags.stream())
        .map(InfluxQuery::quoted)
        .collect(Collectors.joining(", "));
  }

  /** A name in double quotes, in which quotes and backslashes are escaped. */
  static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The point of a field in a row. */
  String point(String field, Map<String, String> tagValues) {
    String named = point.replace("{measurement}", measurement).replace("{field}", field);
    for (String tag : tags) {
      named = named.replace("{" + tag + "}", tagValues.getOrDefault(tag, ""));
    }
    return named;
  }
}
