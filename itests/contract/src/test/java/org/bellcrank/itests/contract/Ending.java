package org.bellcrank.itests.contract;

import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * How people at a plant work on orders, in the CMMS's own words.
 *
 * @param working status of an order that is being worked on
 * @param done status of one that is finished
 * @param cancelled status of one that is given up; empty where there is none
 * @param again status to which one that is finished can go back; empty where it cannot
 * @param report what they fill in at the end
 * @param told what of that has to arrive, in our words
 * @param nothing what they fill in where nothing was wrong; empty where they cannot say so
 * @param later what they put right after the end
 * @param corrected what has to be told then, in our words
 */
record Ending(
    String working,
    String done,
    Optional<String> cancelled,
    Optional<String> again,
    Map<String, Object> report,
    Facts told,
    Map<String, Object> nothing,
    Map<String, Object> later,
    Facts corrected) {}
