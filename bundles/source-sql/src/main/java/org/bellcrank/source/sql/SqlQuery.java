package org.bellcrank.source.sql;

import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * What is asked of a database.
 *
 * @param text one SELECT with one {@code ?}, for the watermark from which rows are wanted
 * @param markColumn the column that rises with each row
 * @param timeMark whether that column is a time, else a whole number
 * @param pointColumn the column that names the point
 * @param valueColumn the column of the number
 * @param timeColumn the column of the time of measuring
 * @param unitColumn the column of the unit; empty for none
 * @param pointTemplate the point's id, in which {@code {point}} is filled in
 * @param zone of times that say no zone themselves
 * @param topic under which rows are handed to mappings as they are; empty: the columns of point,
 *     value, time and unit are read instead
 */
record SqlQuery(
    String text,
    String markColumn,
    boolean timeMark,
    String pointColumn,
    String valueColumn,
    String timeColumn,
    String unitColumn,
    String pointTemplate,
    ZoneId zone,
    String topic) {

  static final String COLUMN = "[A-Za-z_][A-Za-z0-9_]{0,62}";

  private static final Pattern SELECT =
      Pattern.compile("(?is)\\s*(select|with)\\b[^;]*\\?[^;]*;?\\s*");

  private static final Pattern FROM =
      Pattern.compile("(?is).*(>=[^<>=?]*\\?|\\?[^<>=?]*<=|\\bbetween\\b[^<>=?]*\\?).*");

  /** Whether it is one statement that begins like a reading one and has one place for a value. */
  static boolean fits(String text) {
    return SELECT.matcher(text).matches() && text.chars().filter(each -> each == '?').count() == 1;
  }

  /**
   * Whether the watermark itself is among what is asked for. With {@code >} alone, rows that share
   * the last watermark of a page would be passed over.
   */
  static boolean fromOn(String text) {
    return FROM.matcher(text).matches();
  }

  String point(String told) {
    return pointTemplate.replace("{point}", told.strip());
  }
}
