package continuity.resume.fold;

/**
 * A piece of what is known. Joining two of them is idempotent, commutative and associative, and joining with an empty
 * one changes nothing.
 */
interface Part<P> {

    P join(P other);

    /** The same knowledge in the hands of a successor: its sources then name the instance that they belong to. */
    P inheritedFrom(String instanceId);
}
