/**
 * Secrets out, identifiers kept: what every text passes through before it is stored, published or cut to length.
 *
 * <p>{@link continuity.sanitizer.Sanitizer} runs the rules; each {@link continuity.sanitizer.Rule} knows one way in
 * which a secret gives itself away: by its own shape ({@code TokenFormats}, {@code PrivateKeys}), by its place in a URL
 * or a command line ({@code Urls}, {@code CommandLines}), or by the name beside it ({@code NamedSecrets}).
 */
@NullMarked
package continuity.sanitizer;

import org.jspecify.annotations.NullMarked;
