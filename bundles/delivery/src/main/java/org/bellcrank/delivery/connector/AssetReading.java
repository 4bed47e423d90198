package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ForeignAsset;

/**
 * How a connector reads the register of assets of its CMMS: {@code assets.yaml}.
 *
 * @param every pause between two readings
 * @param call what is sent for each page
 * @param each path of the records in the answer
 * @param pages how they follow each other
 * @param names what is taken from each record, by name
 * @param foreignId the key by which orders name the asset
 * @param fields our fields, by name, see {@link org.bellcrank.delivery.AssetFields}
 * @param criticality how much hangs on it, A to D; empty where the CMMS does not tell it
 * @param status whether it is in service; empty where the CMMS does not tell it
 */
public record AssetReading(
    Duration every,
    OrderReading.Call call,
    String each,
    OrderReading.Pages pages,
    Map<String, OrderReading.Taken> names,
    Formula foreignId,
    Map<String, Formula> fields,
    Optional<Worded<String>> criticality,
    Optional<Worded<ForeignAsset.State>> status) {

  /**
   * A word of the CMMS and what its words mean.
   *
   * @param meanings by the word as it stands there
   */
  public record Worded<T>(Formula from, Map<String, T> meanings) {}
}
