/** Runs the folders of connector routes in one Camel context. */
package org.bellcrank.delivery.camel;
