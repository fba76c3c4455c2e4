package io.guildhall.health;

import io.guildhall.shared.DomainException;

/** Why something could not be done about groups. */
public class HealthRefused extends DomainException {

	private HealthRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "health." + code, message, subject);
	}

	static HealthRefused period() {
		return new HealthRefused(Kind.INVALID, "period", "A period has an order, and a year at most");
	}

	static HealthRefused tag(int longest) {
		return new HealthRefused(Kind.INVALID, "tag", "A tag has at most %s characters", longest);
	}

	static HealthRefused same() {
		return new HealthRefused(Kind.INVALID, "same", "Two different groups are needed");
	}

	static HealthRefused archived(String name) {
		return new HealthRefused(Kind.CONFLICT, "merge.archived", "%s is archived", name);
	}

	static HealthRefused nobodyInBoth() {
		return new HealthRefused(Kind.CONFLICT, "nobody-in-both", "Nobody is in both groups");
	}

	static HealthRefused unknownMerge(GroupMergeId id) {
		return new HealthRefused(Kind.NOT_FOUND, "merge.unknown", "There is no merge %s", id);
	}

	static HealthRefused undone() {
		return new HealthRefused(Kind.CONFLICT, "merge.undone.already", "The merge was taken back already");
	}

	static HealthRefused full(String name, long members, int capacity) {
		return new HealthRefused(Kind.CONFLICT, "merge.full", "%s would have %s members, and room for %s", name,
				members, capacity);
	}

}
