package org.bellcrank.evidence;

/**
 * Names a piece of evidence by its content.
 *
 * @param sha256 SHA-256 of the bytes, 64 lower-case hexadecimal digits
 * @param mediaType for example {@code image/jpeg}
 * @param bytes length of the content in bytes, at least 1
 */
public record EvidenceReference(String sha256, String mediaType, long bytes) {}
