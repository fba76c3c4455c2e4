package io.guildhall.playbook;

import java.util.UUID;

/**
 * Somebody who would be asked to offer a product one to one.
 *
 * @param members how many they look after; 0 where nobody looks after anybody, and who
 * sets it up is asked
 */
public record PlaybookPerson(UUID account, String name, long members) {
}
