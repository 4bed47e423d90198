package org.bellcrank.delivery;

import java.util.Optional;

/**
 * Makes pictures smaller for systems that take no big ones; a service of a technology that can read
 * pictures. Safe for any thread.
 */
@FunctionalInterface
public interface PictureShrinker {

  /**
   * A copy of a picture that fits. The same picture and limit give the same copy.
   *
   * @param picture a whole JPEG or PNG file; it is not altered
   * @param maxBytes longest copy
   * @return empty when it cannot be read or would have to become too small to show anything
   */
  Optional<Reduced> shrink(byte[] picture, long maxBytes);

  /**
   * A smaller copy.
   *
   * @param content the whole file
   * @param mediaType for example {@code image/jpeg}
   * @param widthPixels of the copy
   * @param heightPixels of the copy
   */
  record Reduced(byte[] content, String mediaType, int widthPixels, int heightPixels) {}
}
