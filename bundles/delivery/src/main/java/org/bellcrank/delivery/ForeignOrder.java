package org.bellcrank.delivery;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderStatus;

/**
 * What a CMMS says about one of its orders.
 *
 * @param foreignId its key there; empty where the answer shows none
 * @param reference our key, where the answer shows it; empty for orders that are not ours
 * @param foreignStatus the CMMS's own word, unchanged
 * @param status what that means to us; empty where the connector's list does not have the word
 * @param changedAt when it was changed last, by the CMMS's clock; empty where it does not say
 * @param changedBy who changed it last, as the CMMS names them; empty where it does not say
 * @param closure what its end tells, see {@link ClosureFields}; empty fields are missing
 * @param outcome the verdict, where the connector's rules find one
 */
public record ForeignOrder(
    Optional<String> foreignId,
    Optional<String> reference,
    String foreignStatus,
    Optional<OrderStatus> status,
    Optional<Instant> changedAt,
    Optional<String> changedBy,
    Facts closure,
    Optional<Outcome> outcome) {}
