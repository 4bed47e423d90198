/**
 * Halts a small gateway (store, pipeline and delivery alone, no framework) at every place at which
 * halting could matter, one after the other.
 */
package org.bellcrank.itests.chaos.halts;
