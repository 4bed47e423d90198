package org.bellcrank.itests.doubles;

import java.util.List;

/**
 * A question to a grid, in whatever language it came.
 *
 * @param from the first row that is wanted, from 0
 * @param rows how many at most
 */
record InforQuestion(String grid, List<Filter> filters, List<Sort> sorts, int from, int rows) {

  /**
   * One condition.
   *
   * @param joiner how the next one is joined to it: AND or OR
   */
  record Filter(String alias, String operator, String value, String joiner) {}

  /**
   * One order of rows.
   *
   * @param type ASC or DESC
   */
  record Sort(String alias, String type) {}
}
