package org.eclipse.kura.deployment.agent;

import org.eclipse.kura.ssl.SslManagerService;

/** Installs and removes deployment packages, one after the other, and posts an event after each. */
public interface DeploymentAgentService {

  String EVENT_INSTALLED_TOPIC = "org/eclipse/kura/deployment/agent/INSTALLED";
  String EVENT_UNINSTALLED_TOPIC = "org/eclipse/kura/deployment/agent/UNINSTALLED";
  String EVENT_PACKAGE_NAME = "deploymentpackage.name";
  String EVENT_PACKAGE_VERSION = "deploymentpackage.version";
  String EVENT_PACKAGE_URL = "deploymentpackage.url";
  String EVENT_SUCCESSFUL = "successful";
  String EVENT_EXCEPTION = "exception";

  void installDeploymentPackageAsync(String url) throws Exception;

  void uninstallDeploymentPackageAsync(String name) throws Exception;

  boolean isInstallingDeploymentPackage(String url);

  boolean isUninstallingDeploymentPackage(String name);

  MarketplacePackageDescriptor getMarketplacePackageDescriptor(String url);

  MarketplacePackageDescriptor getMarketplacePackageDescriptor(String url, SslManagerService ssl);
}
