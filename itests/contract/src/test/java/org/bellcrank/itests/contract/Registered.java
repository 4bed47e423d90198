package org.bellcrank.itests.contract;

import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Facts;

/**
 * What the register of a double has.
 *
 * @param keys of all its assets
 * @param retired key of the one that is out of service for good; empty where the CMMS knows none
 * @param told what it tells of {@link Plant#asset}, at least
 */
record Registered(Set<String> keys, Optional<String> retired, Facts told) {}
