/**
 * Passwords as a gateway hands them over. Lives here and travels inside every bundle whose settings
 * hold one; no bundle exports it.
 */
package org.bellcrank.keys.kura.password;
