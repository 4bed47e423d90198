package org.bellcrank.health.kura;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.bellcrank.health.PackageReturn;
import org.eclipse.kura.deployment.agent.DeploymentAgentService;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the file of an earlier package where the agent keeps them and has the agent install it, so
 * that it is also the one of the next start.
 */
@Component(service = PackageReturn.class)
public final class AgentReturn implements PackageReturn {

  private static final Logger LOG = LoggerFactory.getLogger(AgentReturn.class);

  /** System property of Kura: the file in which the agent notes what it installed. */
  private static final String ENTRIES = "dpa.configuration";

  private volatile DeploymentAgentService agent;

  /** The agent, which a gateway may lack. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setAgent(DeploymentAgentService there) {
    agent = there;
  }

  /** It went; nothing can be put back. */
  public synchronized void unsetAgent(DeploymentAgentService gone) {
    agent = agent == gone ? null : agent;
  }

  @Override
  public boolean putBack(String name, String version) {
    DeploymentAgentService there = agent;
    Path file = kept(name, version);
    if (there == null || file == null) {
      return false;
    }
    try {
      there.installDeploymentPackageAsync("file:" + file);
      return true;
    } catch (Exception e) { // The agent's own signature; it is asked from our only thread.
      LOG.error("the deployment agent did not take {}", file, e);
      return false;
    }
  }

  /** The agent keeps {@code name_version.dp}, earlier ones too, beside what it last installed. */
  private static Path kept(String name, String version) {
    String entries = System.getProperty(ENTRIES);
    if (entries == null) {
      return null;
    }
    Properties installed = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(entries))) {
      installed.load(in);
    } catch (IOException e) {
      LOG.warn("{} cannot be read, so no earlier package is known", entries, e);
      return null;
    }
    String current = installed.getProperty(name, "");
    if (!current.startsWith("file:")) {
      return null;
    }
    Path file =
        Path.of(current.substring("file:".length())).resolveSibling(name + "_" + version + ".dp");
    return Files.isRegularFile(file) ? file : null;
  }
}
