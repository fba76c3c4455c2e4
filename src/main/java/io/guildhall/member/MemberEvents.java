package io.guildhall.member;

import io.guildhall.shared.Permission;

/**
 * A kind of things that a module knows to have happened to a member, for the timeline; a
 * module contributes a bean for each kind.
 *
 * @param kind stable, and its value in URLs: {@code notes}
 * @param order where it stands among the kinds; lower comes first
 * @param labelKey key of its text
 * @param permission without which it is not shown
 * @param query over the module's own tables, of the parameters {@code organization} and
 * {@code members} (an array of texts: the ids under which the person is known), where it
 * needs them also {@code all_groups}, {@code own_groups} and {@code zone}; with the
 * columns {@code at}, {@code key} (a text that is its own among the kind's), {@code text}
 * (the key of what happened, whose argument is the number) and {@code said}: JSON with
 * what there is of {@code word} (as people wrote it), {@code amount} (minor units),
 * {@code number}, {@code link} (a path below the organization's) and {@code day} (true
 * where it is of a whole day)
 */
public record MemberEvents(String kind, int order, String labelKey, Permission permission, String query) {

	/** Whose events: the condition of a column with the id of a member. */
	public static final String MINE = " = any(cast(:members as uuid[])) ";

	/**
	 * In groups that who asks may see: the condition of a column with the id of a group.
	 */
	public static final String SEEN = "(:all_groups or %s = any(cast(:own_groups as uuid[])))";

}
