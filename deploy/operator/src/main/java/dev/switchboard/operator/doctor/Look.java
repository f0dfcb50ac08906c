package dev.switchboard.operator.doctor;

import java.util.stream.Stream;

/** One thing the doctor looks at. */
interface Look {
    Stream<Finding> findings();
}
