package continuity.missioncontrol.journal;

/** Is shown records in the order in which they were written. */
@FunctionalInterface
interface RecordReader {

    void record(Pointer pointer, byte[] record);
}
