package org.eclipse.kura.security.keystore;

import org.osgi.annotation.versioning.ProviderType;

/** What a keystore is. */
@ProviderType
public class KeystoreInfo {
  private final String keystoreServicePid;
  private String type;
  private int size;

  public KeystoreInfo(String keystoreServicePid) {
    this.keystoreServicePid = keystoreServicePid;
  }

  public String getKeystoreServicePid() {
    return keystoreServicePid;
  }

  public String getType() {
    return type;
  }

  public void setType(String value) {
    type = value;
  }

  public int getSize() {
    return size;
  }

  public void setSize(int value) {
    size = value;
  }
}
