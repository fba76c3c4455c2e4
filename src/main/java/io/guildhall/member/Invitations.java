package io.guildhall.member;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who invited whom, as far as a question needs it. Nobody has invited themselves, be it
 * by others.
 */
class Invitations {

	private final Map<UUID, UUID> inviters;

	private final Set<UUID> known;

	/**
	 * Those that are known.
	 * @param inviters by whom they invited, of all whom the question leads to
	 * @param known who can have invited somebody
	 */
	Invitations(Map<UUID, UUID> inviters, Set<UUID> known) {
		this.inviters = new HashMap<>(inviters);
		this.known = known;
	}

	/** Whether there is such a member who can have invited somebody. */
	boolean knows(UUID inviter) {
		return this.known.contains(inviter);
	}

	/** Why the one cannot have invited the other; null if they can. */
	@Nullable MemberRefused objection(UUID member, UUID inviter) {
		if (member.equals(inviter)) {
			return MemberRefused.invitesThemselves();
		}
		return leadsTo(inviter, member) ? MemberRefused.invitesInCircle() : null;
	}

	/** Who invited the member; null for nobody that is known. */
	@Nullable UUID of(UUID member) {
		return this.inviters.get(member);
	}

	/** From now on the one has invited the other; null for nobody. */
	void put(UUID member, @Nullable UUID inviter) {
		if (inviter != null) {
			this.inviters.put(member, inviter);
		}
		else {
			this.inviters.remove(member);
		}
	}

	/** Whether whoever invited somebody was invited by them. */
	boolean circles(UUID member) {
		UUID inviter = this.inviters.get(member);
		return inviter != null && leadsTo(inviter, member);
	}

	/**
	 * Whether they were invited by the member, or by somebody whom the member invited.
	 */
	private boolean leadsTo(UUID from, UUID member) {
		Set<UUID> met = new HashSet<>();
		UUID one = from;
		while (one != null && met.add(one)) {
			if (one.equals(member)) {
				return true;
			}
			one = this.inviters.get(one);
		}
		return false;
	}

}
