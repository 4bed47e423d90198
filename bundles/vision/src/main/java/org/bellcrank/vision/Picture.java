package org.bellcrank.vision;

/**
 * An encoded image.
 *
 * @param bytes the file's content; not copied, read only by agreement
 * @param mediaType {@code image/jpeg} or {@code image/png}
 */
public record Picture(byte[] bytes, String mediaType) {}
