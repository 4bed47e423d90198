package org.bellcrank.stream;

/**
 * That a limit was crossed, of which a finding may come.
 *
 * @param observation id of the observation that goes out with it
 * @param at when it was measured, nanoseconds since 1970
 * @param sure whether a finding comes of it; false soon after a start, when the limit may have
 *     stood crossed before
 */
record Crossing(String observation, long at, boolean sure) {}
