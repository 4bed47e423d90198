package org.bellcrank.fleet.mqtt;

import org.bellcrank.fleet.DeploymentPackage;

/** Where gateways load packages from. */
interface PackageSource {

  /** The address of a package's file, as gateways see it. */
  String uri(DeploymentPackage dp);
}
