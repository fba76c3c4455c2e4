package io.guildhall.member;

import java.util.Map;

/**
 * A query with the one column {@code member_id}, for use as a derived table in the
 * set-based statements of other modules.
 *
 * @param parameters its named ones, {@code organization} with the organization's id among
 * them
 */
public record AudienceQuery(String sql, Map<String, Object> parameters) {
}
