package io.guildhall.link;

/**
 * A table of public links. It has the columns {@code organization_id}, {@code id},
 * {@code kind}, {@code group_id}, {@code title}, {@code code}, {@code secret},
 * {@code closed_at}, {@code refused} and {@code made_by}; whatever else stands there is
 * of the module whose table it is.
 *
 * @param name in the database
 * @param door by which its codes are told from other public codes, and who tries is
 * counted
 */
public record LinkTable(String name, String door) {
}
