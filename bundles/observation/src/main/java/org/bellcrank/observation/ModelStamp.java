package org.bellcrank.observation;

/**
 * Which model looked.
 *
 * @param name the card's name
 * @param version the card's version
 * @param sha256 hash of the model file, 64 hexadecimal digits; empty where another system reports
 *     and did not tell
 * @param provider what it ran on, for example {@code CPU} or {@code CUDA}
 */
public record ModelStamp(String name, String version, String sha256, String provider) {}
