package io.guildhall.community;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.TenantOwned;
import jakarta.persistence.Convert;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A brand-level circle with its positioning. */
@Entity
@Table(name = "communities")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Community extends TenantOwned {

	@EmbeddedId
	private CommunityId id;

	private String name;

	@Convert(converter = CommunityTypes.class)
	private Set<CommunityType> types;

	private String persona;

	private String mission;

	private String coreValue;

	private String portrait;

	private String goal;

	private Instant createdAt;

	private @Nullable Instant archivedAt;

	Community(CommunityCard card, Instant now) {
		checked(card);
		this.id = CommunityId.next();
		this.name = card.name();
		this.types = card.types();
		this.persona = card.persona();
		this.mission = card.mission();
		this.coreValue = card.coreValue();
		this.portrait = card.portrait();
		this.goal = card.goal();
		this.createdAt = now;
	}

	/** Positions the community anew. */
	void position(CommunityCard card) {
		if (archivedAt != null) {
			throw CommunityRefused.archived(name);
		}
		checked(card);
		name = card.name();
		types = card.types();
		persona = card.persona();
		mission = card.mission();
		coreValue = card.coreValue();
		portrait = card.portrait();
		goal = card.goal();
	}

	/** Puts it away; its history stays. A second time changes nothing. */
	void archive(Instant now) {
		archivedAt = (archivedAt != null) ? archivedAt : now;
	}

	/** Takes it out again. */
	void restore() {
		archivedAt = null;
	}

	CommunityCard card() {
		return new CommunityCard(name, types, persona, mission, coreValue, portrait, goal);
	}

	private static void checked(CommunityCard card) {
		if (card.name().isEmpty() || card.name().length() > Texts.LONGEST_NAME) {
			throw CommunityRefused.name(Texts.LONGEST_NAME);
		}
		if (card.types().isEmpty()) {
			throw CommunityRefused.typeless();
		}
		for (String text : new String[] { card.persona(), card.mission(), card.coreValue(), card.portrait(),
				card.goal() }) {
			if (text.length() > Texts.LONGEST) {
				throw CommunityRefused.tooLong(Texts.LONGEST);
			}
		}
	}

}
