package org.bellcrank.build;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Makes the packages of a feature, for Kura 5 and for Debian, with what belongs beside them. */
@Mojo(name = "package-dp", defaultPhase = LifecyclePhase.PACKAGE)
public final class PackageDpMojo extends AbstractMojo {

  /** The repository's root folder. */
  @Parameter(defaultValue = "${maven.multiModuleProjectDirectory}", readonly = true)
  private File root;

  /** Which feature; the package has the same name. */
  @Parameter(defaultValue = "${project.artifactId}")
  private String feature;

  /** A folder with an earlier {@code <feature>.dp}; given, a fix package is written too. */
  @Parameter(property = "bellcrank.fix.base")
  private File fixBase;

  /** A PKCS#12 or JKS file; given, bundles and packages are signed with the key in it. */
  @Parameter(property = "sign.keystore")
  private File signKeystore;

  /** Which key. */
  @Parameter(property = "sign.alias")
  private String signAlias;

  /** What opens keystore and key; else the environment variable BELLCRANK_SIGN_PASSWORD. */
  @Parameter(property = "sign.storepass")
  private String signPassword;

  @Parameter(defaultValue = "${project.build.directory}", readonly = true)
  private File target;

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project;

  @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
  private RepositorySystemSession session;

  @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true)
  private List<RemoteRepository> repositories;

  @Component private RepositorySystem repositorySystem;

  /** Reads the features, fetches the bundles, writes the packages and prints their sizes. */
  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    try {
      build();
    } catch (FeatureException e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException("package " + feature + " was not written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted while packaging " + feature, e);
    }
  }

  private void build() throws IOException, FeatureException, InterruptedException {
    Path home = root.toPath();
    Path folder = target.toPath();
    Path work = Files.createDirectories(folder.resolve("bundles"));
    Feature content = Features.read(home.resolve("features")).get(feature);
    BundleSource source =
        new BundleSource(
            List.of(home.resolve("bundles"), home.resolve("itests")),
            project.getVersion(),
            this::resolve,
            work);
    List<Part> parts = new ArrayList<>();
    for (Feature.Entry entry : content.entries()) {
      parts.add(source.part(content, entry));
    }
    String version = Qualifier.ofPackage(project.getVersion(), Packages.bundles(parts));
    Signer signer = signer();
    PackageFiles files = new PackageFiles(folder, signer, this::resolve);
    Properties settings = project.getProperties();
    DeploymentPackage dp = files.deploymentPackage(feature, version, parts);
    SizesTable.of(dp).forEach(getLog()::info);
    if (fixBase != null) {
      writeFix(dp);
    }
    if (!Boolean.parseBoolean(settings.getProperty("debian.skip"))) {
      new DebianBuilder(home, project.getBasedir().toPath(), settings)
          .describe(feature, version, project.getDescription())
          .build(parts, files, getLog());
    }
    files.close(feature, version, parts);
    getLog().info(signer == null ? "not signed: no -Dsign.keystore was given" : "signed");
  }

  private Signer signer() throws FeatureException {
    if (signKeystore == null) {
      return null;
    }
    String password =
        signPassword == null ? System.getenv("BELLCRANK_SIGN_PASSWORD") : signPassword;
    if (password == null || signAlias == null) {
      throw new FeatureException(
          "sign.keystore is given without sign.alias or without a password; allowed: all three,"
              + " the password as sign.storepass or in BELLCRANK_SIGN_PASSWORD");
    }
    return Signer.open(signKeystore.toPath(), signAlias, password.toCharArray());
  }

  private void writeFix(DeploymentPackage dp) throws IOException, FeatureException {
    Path base = fixBase.toPath().resolve(feature + ".dp");
    if (!Files.isRegularFile(base)) {
      throw new FeatureException(
          "no %s to make a fix package from; bellcrank.fix.base is a folder with earlier packages"
              .formatted(base));
    }
    Path fix = target.toPath().resolve(feature + "-fix.dp");
    dp.writeFix(fix, DeploymentPackage.Listing.read(base));
    getLog().info("fix package " + fix + ", " + Files.size(fix) + " bytes");
  }

  private Path resolve(String groupAndArtifact) throws FeatureException {
    Map<String, Artifact> managed = project.getManagedVersionMap();
    Artifact pinned = managed.get(groupAndArtifact + ":jar");
    if (pinned == null) {
      throw new FeatureException(
          "feature %s names %s, but the root's dependencyManagement has no version of it"
              .formatted(feature, groupAndArtifact));
    }
    return fetch(new DefaultArtifact(groupAndArtifact + ":" + pinned.getVersion()));
  }

  private Path resolve(Embedded jar) throws FeatureException {
    return fetch(
        new DefaultArtifact(jar.group(), jar.artifact(), jar.classifier(), "jar", jar.version()));
  }

  private Path fetch(DefaultArtifact artifact) throws FeatureException {
    ArtifactRequest request = new ArtifactRequest(artifact, repositories, null);
    try {
      return repositorySystem.resolveArtifact(session, request).getArtifact().getFile().toPath();
    } catch (ArtifactResolutionException e) {
      throw new FeatureException("feature " + feature + ": " + artifact + " cannot be fetched", e);
    }
  }
}
