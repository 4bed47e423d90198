package org.bellcrank.keys;

import javax.net.ssl.SSLContext;

/**
 * What one side of a TLS connection needs.
 *
 * @param context with the keys it shows and the authorities it believes; host names are to be
 *     checked by the one who connects
 * @param fingerprint 16 hexadecimal digits; others as soon as a certificate or the choice is
 *     another
 */
public record TlsKeys(SSLContext context, String fingerprint) {}
