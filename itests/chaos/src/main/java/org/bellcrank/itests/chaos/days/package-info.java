/** Weeks of a clock of its own without the CMMS, within a quota. Needs no framework. */
package org.bellcrank.itests.chaos.days;
