/** Databases as the other side of a delivery, through JDBC. */
package org.bellcrank.delivery.jdbc;
