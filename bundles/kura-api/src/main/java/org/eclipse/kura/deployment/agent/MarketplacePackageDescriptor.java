package org.eclipse.kura.deployment.agent;

/** A package of the marketplace; nothing of it is used. */
public class MarketplacePackageDescriptor {}
