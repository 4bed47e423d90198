/** What the numbers of a waveform or a series say: features, spectra, trends. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.signal;
