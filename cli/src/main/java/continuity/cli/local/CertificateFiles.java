package continuity.cli.local;

import java.nio.file.Path;

/** The PEM files of a server: its certificate with those that link it to its authority, and its private key. */
record CertificateFiles(Path certificate, Path key) {}
