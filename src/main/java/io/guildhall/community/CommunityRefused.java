package io.guildhall.community;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a community or a group. */
public class CommunityRefused extends DomainException {

	private CommunityRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "community." + code, message, subject);
	}

	static CommunityRefused unknown(CommunityId id) {
		return new CommunityRefused(Kind.NOT_FOUND, "unknown", "There is no community %s", id);
	}

	static CommunityRefused unknownGroup(GroupId id) {
		return new CommunityRefused(Kind.NOT_FOUND, "unknown-group", "There is no group %s", id);
	}

	static CommunityRefused name(int longest) {
		return new CommunityRefused(Kind.INVALID, "name", "A name has 1 to %s characters", longest);
	}

	static CommunityRefused typeless() {
		return new CommunityRefused(Kind.INVALID, "typeless", "A community has at least one type");
	}

	static CommunityRefused tooLong(int longest) {
		return new CommunityRefused(Kind.INVALID, "too-long", "A text has at most %s characters", longest);
	}

	static CommunityRefused capacity(int largest) {
		return new CommunityRefused(Kind.INVALID, "capacity", "A capacity lies between 1 and %s", largest);
	}

	static CommunityRefused nameTaken(String name) {
		return new CommunityRefused(Kind.CONFLICT, "name-taken", "The name %s is taken", name);
	}

	static CommunityRefused archived(String name) {
		return new CommunityRefused(Kind.CONFLICT, "archived", "%s is archived", name);
	}

	static CommunityRefused merged(String name) {
		return new CommunityRefused(Kind.CONFLICT, "merged", "%s went into another group", name);
	}

	static CommunityRefused warnPercent() {
		return new CommunityRefused(Kind.INVALID, "warn-percent", "A group warns from 1 to 100 percent on");
	}

	static CommunityRefused entry(int longest) {
		return new CommunityRefused(Kind.INVALID, "entry", "The way in has at most %d characters", longest);
	}

	static CommunityRefused circle(String name) {
		return new CommunityRefused(Kind.CONFLICT, "circle", "The chain of %s leads back to the group", name);
	}

	static CommunityRefused mergeSame() {
		return new CommunityRefused(Kind.INVALID, "merge-same", "A group does not go into itself");
	}

	static CommunityRefused notMerged(String name) {
		return new CommunityRefused(Kind.CONFLICT, "not-merged", "%s did not go into that group, or is back already",
				name);
	}

	static CommunityRefused goalFigure() {
		return new CommunityRefused(Kind.INVALID, "goal-figure",
				"A target is a whole number from 1 on, what is reached from 0 on");
	}

	static CommunityRefused goalPeriod() {
		return new CommunityRefused(Kind.INVALID, "goal-period", "A period does not end before it begins");
	}

	static CommunityRefused goalLeads() {
		return new CommunityRefused(Kind.INVALID, "goal-leads", "Leads are counted from facts");
	}

	static CommunityRefused goalCurrency() {
		return new CommunityRefused(Kind.INVALID, "goal-currency", "A revenue, and only that, has a currency");
	}

	static CommunityRefused host() {
		return new CommunityRefused(Kind.INVALID, "host", "The host is nobody of the staff here");
	}

	static CommunityRefused ownGroupsOnly() {
		return new CommunityRefused(Kind.FORBIDDEN, "own-groups-only", "Only the groups that one hosts");
	}

}
