/** Kura's keystores. */
package org.bellcrank.keys.kura;
