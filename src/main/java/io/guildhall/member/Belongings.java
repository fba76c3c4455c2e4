package io.guildhall.member;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.DomainException;

/**
 * What a module keeps about members, and what goes along when two of them turn out to be
 * one person (RULES, Identity). A module contributes it as a bean, one for each kind of
 * thing. All of it runs in the transaction of the merge: half a merge cannot be.
 */
public interface Belongings {

	/** Names it for good: what was handed over is kept under this. */
	String key();

	/** Key of the text that says how many there are: {@code order.belongings}. */
	default String textKey() {
		return key() + ".belongings";
	}

	/** How many of them the member has. */
	long count(MemberId member);

	/**
	 * Why the two cannot be one as things stand, with what to do about it; null if they
	 * can.
	 */
	default @Nullable DomainException obstacle(MemberId from, MemberId to) {
		return null;
	}

	/**
	 * The predicate that a member has some of it for which the import that made the
	 * member does not take the member back; null where it goes with the import, or is
	 * asked for elsewhere.
	 */
	default @Nullable Condition held() {
		return null;
	}

	/**
	 * Whatever there is of it in a table with the columns of a member, as a predicate.
	 */
	static Condition in(String table) {
		return in(table, "member_id");
	}

	/** The same of a table that names the member in another column. */
	static Condition in(String table, String column) {
		return new Condition("""
				exists (select 1 from %s held where held.organization_id = m.organization_id and held.%s = m.id)"""
			.formatted(table, column), Map.of());
	}

	/**
	 * Hands everything over that does not collide with what is there.
	 * @param merge by which it can be told apart from others
	 * @return JSON, what is needed to take it back
	 */
	String move(UUID merge, MemberId from, MemberId to);

	/** Takes back what was handed over, whatever became of it since. */
	void moveBack(UUID merge, MemberId from, MemberId to, String moved);

}
