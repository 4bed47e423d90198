package org.bellcrank.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one package in a folder: what is installed, and beside it the list of parts, the
 * checksums and, where a key is given, the signatures.
 */
final class PackageFiles {

  private final Path folder;
  private final Signer signer;
  private final Sbom.Jars jars;
  private final List<Path> files = new ArrayList<>();

  /**
   * Starts with nothing.
   *
   * @param signer null where nothing is signed
   */
  PackageFiles(Path folder, Signer signer, Sbom.Jars jars) {
    this.folder = folder;
    this.signer = signer;
    this.jars = jars;
  }

  Path folder() {
    return folder;
  }

  /** Writes the deployment package; bundles in it are signed too. */
  DeploymentPackage deploymentPackage(String name, String version, List<Part> parts)
      throws IOException, FeatureException {
    for (int i = 0; signer != null && i < parts.size(); i++) {
      PackagedBundle plain = parts.get(i).bundle();
      Path signed = plain.file().resolveSibling(plain.entryName() + ".signed");
      signer.signJar(plain.file(), signed);
      Files.move(signed, plain.file(), StandardCopyOption.REPLACE_EXISTING);
    }
    DeploymentPackage dp =
        new DeploymentPackage(name, version, Packages.bundles(parts), Packages.licenceWords(parts));
    Path file = folder.resolve(name + ".dp");
    if (signer == null) {
      dp.write(file);
    } else {
      Path plain = folder.resolve(name + ".unsigned");
      dp.write(plain);
      signer.signPackage(plain, file);
      Files.delete(plain);
    }
    files.add(file);
    return dp;
  }

  /** Takes a further file to check and to sign. */
  void add(Path file) throws IOException, FeatureException {
    files.add(file);
    if (signer != null) {
      signer.signDetached(file);
    }
  }

  /** Writes list of parts, checksums and their signature. */
  void close(String name, String version, List<Part> parts) throws IOException, FeatureException {
    Path sbom = folder.resolve(name + ".cdx.json");
    Files.writeString(sbom, new Sbom(jars).of(name, version, parts), StandardCharsets.UTF_8);
    files.add(sbom);
    Path sums = Checksums.write(folder, files);
    if (signer != null) {
      signer.signDetached(sums);
      signer.writeCertificate(folder);
    }
  }
}
