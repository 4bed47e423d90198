package org.bellcrank.itests.footage;

/**
 * Where a pit is seen in a frame: the box around its pixels, in pixels of that frame.
 *
 * @param pit its index in the scenario
 * @param area number of its pixels
 */
public record Truth(int pit, double x1, double y1, double x2, double y2, double area) {}
