/** What a refused or failed request looks like: RFC 9457 problem details with a stable code. */
@NullMarked
package continuity.kit.problem;

import org.jspecify.annotations.NullMarked;
