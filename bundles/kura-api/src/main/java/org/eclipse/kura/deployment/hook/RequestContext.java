package org.eclipse.kura.deployment.hook;

import org.osgi.annotation.versioning.ProviderType;

/** The request a hook is called for. */
@ProviderType
public class RequestContext {
  private final String downloadFilePath;
  private final String requestType;

  public RequestContext(String downloadFilePath, String requestType) {
    this.downloadFilePath = downloadFilePath;
    this.requestType = requestType;
  }

  public String getDownloadFilePath() {
    return downloadFilePath;
  }

  public String getRequestType() {
    return requestType;
  }
}
