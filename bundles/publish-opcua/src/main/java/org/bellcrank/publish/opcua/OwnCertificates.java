package org.bellcrank.publish.opcua;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bellcrank.driver.opcua.security.Identity;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.CertificateGroup;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.TrustListManager;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * The certificate that the server shows, and who decides which clients it believes. Nothing can be
 * changed from outside.
 */
final class OwnCertificates implements CertificateGroup {

  private static final NodeId KIND = NodeIds.RsaSha256ApplicationCertificateType;

  private final Identity own;
  private final CertificateValidator clients;

  OwnCertificates(Identity own, CertificateValidator clients) {
    this.own = own;
    this.clients = clients;
  }

  private X509Certificate[] chain() {
    return own.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public NodeId getCertificateGroupId() {
    return NodeIds.ServerConfiguration_CertificateGroups_DefaultApplicationGroup;
  }

  @Override
  public List<NodeId> getSupportedCertificateTypeIds() {
    return List.of(KIND);
  }

  /** Trust lies in a folder, which is not told to clients. */
  @Override
  public TrustListManager getTrustListManager() {
    return new MemoryTrustListManager();
  }

  @Override
  public List<Entry> getCertificateEntries() {
    return List.of(new Entry(getCertificateGroupId(), KIND, chain()));
  }

  @Override
  public Optional<KeyPair> getKeyPair(NodeId kind) {
    return kind.equals(KIND) ? Optional.of(own.pair()) : Optional.empty();
  }

  @Override
  public Optional<X509Certificate[]> getCertificateChain(NodeId kind) {
    return kind.equals(KIND) ? Optional.of(chain()) : Optional.empty();
  }

  @Override
  public void updateCertificate(NodeId kind, KeyPair pair, X509Certificate[] chain) {
    throw new UnsupportedOperationException("certificates change in their folder or keystore");
  }

  @Override
  public CertificateFactory getCertificateFactory() {
    throw new UnsupportedOperationException("certificates change in their folder or keystore");
  }

  @Override
  public CertificateValidator getCertificateValidator() {
    return clients;
  }
}
