package org.eclipse.kura.cloudconnection.publisher;

import org.osgi.annotation.versioning.ProviderType;

/** Publishes as an answer to the one who asked. */
@ProviderType
public interface CloudNotificationPublisher extends CloudPublisher {}
