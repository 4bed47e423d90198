/** The recipe's state machine: outbox, field mapping, facts, receipts. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.delivery;
