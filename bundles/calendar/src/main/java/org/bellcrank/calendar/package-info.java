/** Shifts, holidays, time zones and shutdowns of a plant. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.calendar;
