package io.guildhall.audit;

import java.util.UUID;
import java.util.function.Consumer;

/**
 * Objects whose history is shown to those who may see the object itself; a bean per kind
 * of object. What is of no such kind is shown to those only who may read the whole trail.
 *
 * @param type as it stands in the trail
 * @param require refuses, as its module does, an object that there is none of, or that
 * who asks may not see
 */
public record AuditSubject(String type, Consumer<UUID> require) {
}
