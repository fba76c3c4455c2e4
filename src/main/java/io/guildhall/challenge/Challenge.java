package io.guildhall.challenge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A challenge of a group: on which days, and what counts. */
@Entity
@Table(name = "challenges")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Challenge extends TenantOwned {

	@EmbeddedId
	private ChallengeId id;

	private UUID groupId;

	private String name;

	private String text;

	private LocalDate startsOn;

	private LocalDate endsOn;

	private int cutOffMinutes;

	@Enumerated(EnumType.STRING)
	private ProofKind proofKind;

	private int cards;

	@Enumerated(EnumType.STRING)
	private Counting counting;

	private @Nullable UUID creatorId;

	private Instant createdAt;

	private @Nullable LocalDate closedOn;

	Challenge(GroupId group, ChallengeTerms terms, @Nullable UUID creator, Instant now) {
		this.id = ChallengeId.next();
		this.groupId = group.id();
		this.creatorId = creator;
		this.createdAt = now;
		write(terms);
	}

	/**
	 * Changes it. Once somebody takes part, only words change: what was promised stays.
	 * @throws ChallengeRefused if it is over, or something changes that stays
	 */
	void change(ChallengeTerms terms, boolean inUse, List<Stage> stages) {
		requireOpen();
		if (inUse && !(terms.startsOn().equals(startsOn) && terms.endsOn().equals(endsOn)
				&& terms.cutOffMinutes() == cutOffMinutes && terms.proofKind() == proofKind && terms.cards() == cards
				&& terms.counting() == counting && terms.stages().equals(stages))) {
			throw ChallengeRefused.fixed();
		}
		write(terms);
	}

	/** It ends with this day. */
	void close(LocalDate day) {
		requireOpen();
		closedOn = day;
	}

	/**
	 * The day for which a check-in counts now.
	 * @throws ChallengeRefused if it is none of the challenge
	 */
	LocalDate dayOf(Instant at, ZoneId zone) {
		LocalDate day = today(at, zone);
		requireDay(day);
		return day;
	}

	/** The day it is for the members of this challenge. */
	LocalDate today(Instant at, ZoneId zone) {
		return CheckInDays.dayOf(at, zone, cutOffMinutes);
	}

	/** Whether the day belongs to it. */
	boolean has(LocalDate day) {
		return !day.isBefore(startsOn) && !day.isAfter(lastDay());
	}

	void requireDay(LocalDate day) {
		if (!has(day)) {
			throw ChallengeRefused.notADay(day);
		}
	}

	LocalDate lastDay() {
		return (closedOn != null && closedOn.isBefore(endsOn)) ? closedOn : endsOn;
	}

	private void requireOpen() {
		if (closedOn != null) {
			throw ChallengeRefused.closed();
		}
	}

	private void write(ChallengeTerms terms) {
		name = terms.name();
		text = terms.text();
		startsOn = terms.startsOn();
		endsOn = terms.endsOn();
		cutOffMinutes = terms.cutOffMinutes();
		proofKind = terms.proofKind();
		cards = terms.cards();
		counting = terms.counting();
	}

	ChallengeTerms terms(List<Stage> stages) {
		return new ChallengeTerms(name, text, startsOn, (int) (endsOn.toEpochDay() - startsOn.toEpochDay()) + 1,
				cutOffMinutes, proofKind, cards, counting, stages);
	}

}
