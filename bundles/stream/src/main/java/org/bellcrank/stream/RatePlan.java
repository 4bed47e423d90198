package org.bellcrank.stream;

import java.time.Duration;

/**
 * How often something is found becomes the value of a point, so that limits, trends and baselines
 * look at it as at any sensor's.
 *
 * @param id unique among the rates of the site documents
 * @param defectClass class of the findings that are counted
 * @param asset the asset on which they are found
 * @param every the time of one count, whole hours, counted from 1970 in UTC
 * @param to the point that gets the counts; 0 says that nothing was found, not that anybody looked
 */
public record RatePlan(String id, String defectClass, String asset, Duration every, String to) {

  /** Under which name it is kept up to when was counted; no point's id. */
  public String kept() {
    return "rate:" + id;
  }
}
