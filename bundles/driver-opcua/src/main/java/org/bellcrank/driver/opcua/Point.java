package org.bellcrank.driver.opcua;

import org.eclipse.milo.opcua.stack.core.AttributeId;

/**
 * What a channel of an asset stands for on a server.
 *
 * @param node the variable, the method, or whose events
 * @param object whose method it is; the node itself where it is no method
 * @param attribute of the node
 * @param samplingMillis how often the server looks, from 0 (as fast as it can)
 * @param queue how many changes the server keeps between two notifications, from 1
 * @param fills whether what an outage left out is read from the server's history
 */
record Point(
    Kind kind,
    Address node,
    Address object,
    AttributeId attribute,
    double samplingMillis,
    int queue,
    Deadband deadband,
    boolean fills) {

  /**
   * What holds for channels that do not say it.
   *
   * @param samplingMillis 0 to 3600000
   * @param queue 1 to 10000
   * @param profile what a channel's signal is looked up in
   * @param fills whether gaps are filled
   */
  record Preset(
      double samplingMillis, int queue, Deadband deadband, Profile profile, boolean fills) {}
}
