# Pulses at a control for findings: the only package that writes to machines, in no profile.
reject-opcua
