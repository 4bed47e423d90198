/**
 * Starts the real bundles in random orders, with configurations that come late, bundles that are
 * stopped and started again and processes that are killed, and holds what was decided to what is
 * decided without any of it.
 */
package org.bellcrank.itests.chaos.starts;
