/**
 * All faults mixed: the gateway that is shipped, under the load of real senders, while processes,
 * network, disk, clock and the systems around it fail at seeded moments.
 */
package org.bellcrank.itests.chaos.mixed;
