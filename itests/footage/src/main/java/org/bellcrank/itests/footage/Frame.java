package org.bellcrank.itests.footage;

import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.List;

/** One rendered picture with what is really in it. */
public record Frame(int index, Instant captured, BufferedImage image, List<Truth> truths) {}
