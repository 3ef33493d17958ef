/**
 * Access tokens: made, listed and revoked.
 *
 * <p>A token is a JSON Web Token that is signed here, shown once and kept nowhere; its row in
 * {@code registry.access_tokens} says who may do what with it, who made it, and who revoked it. Each change becomes, in
 * the same transaction, an outbox entry and then a {@link continuity.contracts.TokenChanged}, from which every process
 * of every service learns which tokens no longer count.
 *
 * <p>Nobody gives away more than they have ({@link continuity.registry.tokens.Granting}).
 */
@NullMarked
package continuity.registry.tokens;

import org.jspecify.annotations.NullMarked;
