package org.bellcrank.vision.evaluation;

import org.bellcrank.observation.Box;

/**
 * What a person marked in an image.
 *
 * @param classIndex place of the class in the data set's list, from 0
 * @param box in pixels of the image
 */
public record Truth(int classIndex, Box box) {}
