package continuity.cli.tls;

/** A certificate or its key that cannot serve; the message says why. */
public final class CertificateUnusable extends Exception {

    CertificateUnusable(String message) {
        super(message);
    }
}
