package io.guildhall.member;

import java.util.Map;

/**
 * A predicate of SQL over the alias {@code m}, which has the columns
 * {@code m.organization_id} and {@code m.id} of a member; on the declaring module's own
 * tables, with their organization equated to {@code m.organization_id}.
 *
 * @param parameters named ones; their names begin with the field's key
 */
public record Condition(String sql, Map<String, Object> parameters) {
}
