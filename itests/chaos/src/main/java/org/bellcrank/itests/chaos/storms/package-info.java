/** Storms of detections of one cause, from many threads, through restarts. Needs no framework. */
package org.bellcrank.itests.chaos.storms;
