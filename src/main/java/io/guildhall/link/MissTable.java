package io.guildhall.link;

/**
 * A table that counts, by the organization's days, links that open nothing; contributed
 * as a bean by the module whose links they are. It has the columns
 * {@code organization_id} and {@code day}, which are its key, and {@code misses}.
 *
 * @param name in the database
 * @param door by which programs know the links, and who tries is counted
 * @param title key of what they are called
 */
public record MissTable(String name, String door, String title) {
}
