/**
 * The registry alone, as large as it gets: real registry processes on a database and a broker of their own. Mains that
 * anybody can run print what they saw; the tests run them short.
 */
@NullMarked
package continuity.systemtest.registry;

import org.jspecify.annotations.NullMarked;
