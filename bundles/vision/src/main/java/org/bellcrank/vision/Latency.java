package org.bellcrank.vision;

/**
 * Percentiles over the newest 4096 values, in milliseconds; all 0 while there is none.
 *
 * @param count values since the start
 */
public record Latency(long count, double p50, double p95, double p99, double max) {}
