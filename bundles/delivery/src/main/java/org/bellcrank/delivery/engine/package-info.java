/** The machine behind the outbox; not exported. */
package org.bellcrank.delivery.engine;
