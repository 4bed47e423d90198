package org.bellcrank.delivery;

import java.util.Optional;

/**
 * Why a row waits for a person, as far as the connector's folder can tell, and what would help.
 *
 * @param field the offending field: its JSON pointer where the mapping has it, else what the other
 *     side called it; empty when nobody named one
 * @param code the vendor's code
 * @param sent what the mapping writes into the field now, shortened; empty when it writes nothing
 * @param rule what the connector's facts say about the field, with their source
 * @param breach how that rule is broken by what is sent now; empty when it is kept
 * @param place where the mapping fills the field, for example {@code mapping.yaml:21 from
 *     asset.foreignId}
 * @param suggestion what would help, one line
 */
public record Diagnosis(
    Optional<String> field,
    Optional<String> code,
    Optional<String> sent,
    Optional<String> rule,
    Optional<String> breach,
    Optional<String> place,
    String suggestion) {}
