/**
 * The processes of {@code bench delivery}, outside any framework: the load with the stub that takes
 * the orders, and a bare Camel route.
 */
package org.bellcrank.itests.bench.peers;
