/**
 * What a service does when the disk of its data is nearly full: it refuses what would fill it, before the database and
 * the broker break off in the middle, and goes on answering everything else.
 */
@NullMarked
package continuity.kit.disk;

import org.jspecify.annotations.NullMarked;
