/** Certificates for the address that other machines use: given ones are checked, own ones are made with keytool. */
@NullMarked
package continuity.cli.tls;

import org.jspecify.annotations.NullMarked;
