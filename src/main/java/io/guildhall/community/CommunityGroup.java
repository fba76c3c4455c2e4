package io.guildhall.community;

import java.time.Instant;
import java.util.UUID;

import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

import io.guildhall.shared.TenantOwned;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** One chat group of a community on a carrier. */
@Entity
@Table(name = "community_groups")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class CommunityGroup extends TenantOwned {

	/** No carrier has larger groups. */
	private static final int LARGEST = 1_000_000;

	/**
	 * Warns from this part of its capacity on, in percent, unless somebody says
	 * otherwise.
	 */
	private static final int WARNS_FROM = 90;

	private static final int LONGEST_ENTRY = 500;

	@EmbeddedId
	private GroupId id;

	@Embedded
	@EmbeddedColumnNaming("community_%s")
	private CommunityId community;

	private String name;

	@Enumerated(EnumType.STRING)
	private Carrier carrier;

	@Enumerated(EnumType.STRING)
	private Stage stage;

	private int capacity;

	private String rules;

	private String welcome;

	private @Nullable UUID hostId;

	private @Nullable UUID nextId;

	private int warnPercent;

	private String entry;

	private Instant createdAt;

	private @Nullable Instant archivedAt;

	private @Nullable UUID mergedIntoId;

	/**
	 * A group of the community.
	 * @throws CommunityRefused if the community is archived, or the terms are not right
	 */
	CommunityGroup(Community community, GroupTerms terms, Instant now) {
		if (community.getArchivedAt() != null) {
			throw CommunityRefused.archived(community.getName());
		}
		checked(terms);
		this.id = GroupId.next();
		this.community = community.getId();
		this.name = terms.name();
		this.carrier = terms.carrier();
		this.stage = terms.stage();
		this.capacity = terms.capacity();
		this.rules = terms.rules();
		this.welcome = terms.welcome();
		this.hostId = terms.host();
		this.warnPercent = WARNS_FROM;
		this.entry = "";
		this.createdAt = now;
	}

	/** Runs the group on other terms from now on. */
	void run(GroupTerms terms) {
		if (archivedAt != null) {
			throw CommunityRefused.archived(name);
		}
		checked(terms);
		name = terms.name();
		carrier = terms.carrier();
		stage = terms.stage();
		capacity = terms.capacity();
		rules = terms.rules();
		welcome = terms.welcome();
		hostId = terms.host();
	}

	/**
	 * Decides when it warns that it fills up, which group follows it, and how one gets
	 * into this one.
	 * @param percent of its capacity, 1 to 100
	 * @param wayIn a link, or what to do; empty for none
	 * @throws CommunityRefused if it is archived, follows itself, the percentage is out
	 * of bounds, or the way in is too long
	 */
	void overflow(int percent, @Nullable GroupId next, String wayIn) {
		if (archivedAt != null) {
			throw CommunityRefused.archived(name);
		}
		if (percent < 1 || percent > 100) {
			throw CommunityRefused.warnPercent();
		}
		if (id.equals(next)) {
			throw CommunityRefused.circle(name);
		}
		String said = wayIn.strip();
		if (said.length() > LONGEST_ENTRY || said.indexOf('\0') >= 0) {
			throw CommunityRefused.entry(LONGEST_ENTRY);
		}
		entry = said;
		warnPercent = percent;
		nextId = (next != null) ? next.id() : null;
	}

	/** The group that follows, or the one into which it went; null for none. */
	@Nullable GroupId next() {
		UUID following = (mergedIntoId != null) ? mergedIntoId : nextId;
		return (following != null) ? new GroupId(following) : null;
	}

	/** The group into which it went; null for none. */
	@Nullable GroupId mergedInto() {
		return (mergedIntoId != null) ? new GroupId(mergedIntoId) : null;
	}

	/**
	 * Closes it: its members are in the other one from now on.
	 * @throws CommunityRefused if one of the two is archived, or it is one group twice
	 */
	void mergeInto(CommunityGroup other, Instant now) {
		for (CommunityGroup group : new CommunityGroup[] { this, other }) {
			if (group.archivedAt != null) {
				throw CommunityRefused.archived(group.name);
			}
		}
		if (id.equals(other.id)) {
			throw CommunityRefused.mergeSame();
		}
		archivedAt = now;
		mergedIntoId = other.id.id();
	}

	/** Puts it away; its members' history stays. A second time changes nothing. */
	void archive(Instant now) {
		archivedAt = (archivedAt != null) ? archivedAt : now;
	}

	/**
	 * Takes it out again.
	 * @throws CommunityRefused while its community is archived
	 */
	void restore(Community of) {
		if (of.getArchivedAt() != null) {
			throw CommunityRefused.archived(of.getName());
		}
		archivedAt = null;
		mergedIntoId = null;
	}

	GroupTerms terms() {
		return new GroupTerms(name, carrier, stage, capacity, rules, welcome, hostId);
	}

	private static void checked(GroupTerms terms) {
		if (terms.name().isEmpty() || terms.name().length() > Texts.LONGEST_NAME) {
			throw CommunityRefused.name(Texts.LONGEST_NAME);
		}
		if (terms.capacity() < 1 || terms.capacity() > LARGEST) {
			throw CommunityRefused.capacity(LARGEST);
		}
		if (terms.rules().length() > Texts.LONGEST || terms.welcome().length() > Texts.LONGEST) {
			throw CommunityRefused.tooLong(Texts.LONGEST);
		}
	}

}
