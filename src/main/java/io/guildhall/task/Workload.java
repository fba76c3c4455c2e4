package io.guildhall.task;

import java.util.UUID;

/**
 * What somebody has on their hands.
 *
 * @param members whom they look after
 * @param open tasks to be done
 * @param overdue of those, whose day has passed
 * @param done in the last seven days
 * @param here whether they still work here
 */
public record Workload(UUID account, String name, long members, long open, long overdue, long done, boolean here) {
}
