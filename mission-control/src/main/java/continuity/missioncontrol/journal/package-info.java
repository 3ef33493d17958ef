/**
 * The hook journal: what was received and not yet delivered, on disk.
 *
 * <p>Append-only segment files {@code <number>.journal}; a record is its length and its CRC-32C (four bytes each, big
 * endian), then the record itself. One writer thread appends and forces a whole group of records at once. The file
 * {@code position} names the oldest record that may still have to be delivered; after a restart everything from there
 * is delivered again, which is harmless because ids are derived from the record. Knows nothing of hooks: bytes in,
 * bytes out.
 */
@NullMarked
package continuity.missioncontrol.journal;

import org.jspecify.annotations.NullMarked;
