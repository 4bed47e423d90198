package org.bellcrank.vision;

/**
 * A corner of a zone.
 *
 * @param x from the left, as share of the image's width, 0 to 1
 * @param y from the top, as share of the image's height, 0 to 1
 */
public record Vertex(double x, double y) {}
