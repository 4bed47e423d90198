package org.bellcrank.vision;

import org.bellcrank.observation.Box;

/**
 * Something a model saw in an image, before anybody asks where that is.
 *
 * @param classIndex place of the class in the card, from 0
 * @param defectClass its name
 * @param confidence 0 to 1
 * @param box in pixels of the original image
 */
public record Found(int classIndex, String defectClass, double confidence, Box box) {}
