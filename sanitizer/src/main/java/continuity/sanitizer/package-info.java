/**
 * Secrets out, identifiers kept: what every text passes through before it is stored, published or cut to length.
 *
 * <p>{@link continuity.sanitizer.Sanitizer} runs the rules; each {@link continuity.sanitizer.Rule} knows one way in
 * which a secret gives itself away: by its own shape ({@code TokenFormats}, {@code PrivateKeys}), by its place in a URL
 * ({@code Urls}), by a word near it ({@code Anchors}), or by the name beside it ({@code NamedSecrets}). A deployment
 * may add a {@link continuity.sanitizer.CustomRule}.
 */
@NullMarked
package continuity.sanitizer;

import org.jspecify.annotations.NullMarked;
