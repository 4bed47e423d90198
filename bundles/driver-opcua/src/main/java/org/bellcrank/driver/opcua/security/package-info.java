/**
 * Certificates, trust, keys and passwords of OPC UA; stands here and travels in every bundle that
 * speaks it.
 */
package org.bellcrank.driver.opcua.security;
