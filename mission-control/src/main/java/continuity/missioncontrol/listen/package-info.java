/**
 * The door for other machines: a second address with the same port, the same handlers and the same checks. With a
 * certificate it speaks TLS only; without one it opens only where somebody vouches that the network itself encrypts.
 * The loopback address goes on as before.
 */
@NullMarked
package continuity.missioncontrol.listen;

import org.jspecify.annotations.NullMarked;
