package io.guildhall.community;

import java.util.List;
import java.util.UUID;

/**
 * The groups whose members, figures and history who acts may see. Every list, segment,
 * export and figure applies it.
 *
 * @param all whether there is no limit
 * @param groups else these ones only; perhaps none
 */
public record GroupScope(boolean all, List<UUID> groups) {

	/** No limit. */
	public static final GroupScope ALL = new GroupScope(true, List.of());

	/** The groups as a parameter of SQL: {@code = any(cast(:groups as uuid[]))}. */
	public UUID[] array() {
		return groups.toArray(UUID[]::new);
	}

	/** Whether the group may be seen. */
	public boolean contains(GroupId group) {
		return all || groups.contains(group.id());
	}
}
