/**
 * Every usual mistake, looked for: {@link continuity.cli.doctor.Doctor} holds the one list of checks, a class per topic
 * does them, and each {@link continuity.cli.doctor.Finding} says what is so and, if it is bad, the cure.
 */
@NullMarked
package continuity.cli.doctor;

import org.jspecify.annotations.NullMarked;
