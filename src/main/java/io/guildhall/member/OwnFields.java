package io.guildhall.member;

import java.util.List;

/**
 * Fields and measures that an organization made for itself, contributed by a module as a
 * bean. They are asked for within a transaction, as they are at that moment.
 */
public interface OwnFields {

	/** Whether a key can be one of these: others are not looked for. */
	boolean mayKnow(String key);

	/** What members are chosen by; those that are offered no more as well. */
	List<MemberField> fields();

	/** What members are compared by; those that are offered no more as well. */
	List<MemberMeasure> measures();

}
