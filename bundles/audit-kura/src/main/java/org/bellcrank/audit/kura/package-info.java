/** The audit log of Kura. */
package org.bellcrank.audit.kura;
