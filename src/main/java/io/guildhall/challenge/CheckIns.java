package io.guildhall.challenge;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Checks members in. A day of a member is there once, however many ask at once: the
 * database says so, not a look before.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CheckIns {

	static final int LONGEST_PROOF = 500;

	private static final String JOINED = """
			select joined_on from challenge_participants
			where organization_id = :organization and challenge_id = :challenge and member_id = :member
			""";

	private final ChallengeService challenges;

	private final CheckInCounting counting;

	private final ProofPictures pictures;

	private final MemberService members;

	private final KeptWords kept;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final MessageSource texts;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Checks a member in for the day that it is now.
	 * @param proof what they did; may be empty where no words are asked for
	 * @return the day
	 * @throws ChallengeRefused as
	 * {@link #checkIn(ChallengeId, MemberId, String, ProofPicture)}
	 */
	@May(Permission.MEMBER_EDIT)
	public LocalDate checkIn(ChallengeId id, MemberId member, String proof) {
		return checkIn(id, member, proof, null);
	}

	/**
	 * Checks a member in for the day that it is now.
	 * @param proof what they did; may be empty where no words are asked for
	 * @param picture what shows it; null for none
	 * @return the day
	 * @throws ChallengeRefused if the member does not take part, it is no day of the
	 * challenge, the day is checked in already, the proof is missing, or a picture is
	 * none of it
	 */
	@May(Permission.MEMBER_EDIT)
	public LocalDate checkIn(ChallengeId id, MemberId member, String proof, @Nullable ProofPicture picture) {
		Challenge challenge = challenges.require(id);
		hold(challenge, member);
		Instant now = now();
		LocalDate day = challenge.dayOf(now, organizations.current().zone());
		requireProof(challenge, member, proof, picture);
		write(challenge, member, day, false, kept.of(member, proof), picture, now);
		return day;
	}

	/**
	 * Notes a check-in whose proof somebody of the staff has seen elsewhere: their words
	 * are enough, whatever the challenge asks of members. Where it asks for something,
	 * somebody still accepts it.
	 * @param makeUp the day that was missed, which costs a card of the member and is
	 * marked; null for the day that it is now
	 * @param words of who notes it; where they are empty, that the staff did
	 * @return the day
	 * @throws ChallengeRefused if the member does not take part, it is no day of the
	 * challenge, the day is checked in already, the words are too long, or a day to make
	 * up for was not missed or no card is left
	 */
	@May(Permission.MEMBER_EDIT)
	public LocalDate note(ChallengeId id, MemberId member, @Nullable LocalDate makeUp, String words) {
		Challenge challenge = challenges.require(id);
		LocalDate joined = hold(challenge, member);
		Instant now = now();
		String said = words.isBlank() ? byStaff() : kept.of(member, words);
		LocalDate day = makeUp;
		if (day != null) {
			requireMissed(challenge, joined, day, now);
			writeMadeUp(challenge, member, day, said, null, now);
		}
		else {
			day = challenge.dayOf(now, organizations.current().zone());
			write(challenge, member, day, false, said, null, now);
		}
		audit.record((makeUp != null) ? "challenge.made-up" : "challenge.noted", "challenge", id,
				Map.of("day", day, "member", member));
		return day;
	}

	private String byStaff() {
		return texts.getMessage("challenge.by-staff", null, Locale.forLanguageTag(organizations.current().language()));
	}

	/**
	 * Makes up for a day that was missed. It costs a card, and is marked.
	 * @throws ChallengeRefused if the day was not missed, or no card is left
	 */
	@May(Permission.MEMBER_EDIT)
	public void makeUp(ChallengeId id, MemberId member, LocalDate day, String proof) {
		makeUp(id, member, day, proof, null);
	}

	/**
	 * Makes up for a day that was missed. It costs a card, and is marked.
	 * @param picture what shows what was done; null for none
	 * @throws ChallengeRefused if the day was not missed, no card is left, the proof is
	 * missing, or a picture is none of it
	 */
	@May(Permission.MEMBER_EDIT)
	public void makeUp(ChallengeId id, MemberId member, LocalDate day, String proof, @Nullable ProofPicture picture) {
		Challenge challenge = challenges.require(id);
		LocalDate joined = hold(challenge, member);
		Instant now = now();
		requireMissed(challenge, joined, day, now);
		requireProof(challenge, member, proof, picture);
		writeMadeUp(challenge, member, day, kept.of(member, proof), picture, now);
	}

	private void writeMadeUp(Challenge challenge, MemberId member, LocalDate day, String proof,
			@Nullable ProofPicture picture, Instant now) {
		// The day first: who asks twice at once pays one card.
		write(challenge, member, day, true, proof, picture, now);
		if (jdbc
			.sql("""
					update challenge_participants set cards_left = cards_left - 1
					where organization_id = :organization and challenge_id = :challenge and member_id = :member and cards_left > 0
					""")
			.param("organization", tenancy.current())
			.param("challenge", challenge.getId().id())
			.param("member", member.id())
			.update() == 0) {
			throw ChallengeRefused.noCard();
		}
	}

	/**
	 * Looks whether a picture would be taken, before it costs anything to draw it.
	 * @param makeUp the day to make up for; null for the day that it is now
	 * @throws ChallengeRefused if the challenge takes none, or the day cannot be checked
	 * in
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public void requireRoom(ChallengeId id, MemberId member, @Nullable LocalDate makeUp) {
		Challenge challenge = challenges.require(id);
		LocalDate joined = require(challenge, member);
		if (!challenge.getProofKind().takesPicture()) {
			throw ChallengeRefused.pictureUnasked();
		}
		LocalDate day = makeUp;
		if (day != null) {
			requireMissed(challenge, joined, day, now());
		}
		else {
			day = challenge.dayOf(now(), organizations.current().zone());
		}
		boolean there = jdbc.sql("""
				select exists (select from check_ins where organization_id = :organization and challenge_id = :challenge
					and member_id = :member and day = :day and state <> 'REFUSED')
				""")
			.param("organization", tenancy.current())
			.param("challenge", id.id())
			.param("member", member.id())
			.param("day", Date.valueOf(day))
			.query(Boolean.class)
			.single();
		if (there) {
			throw ChallengeRefused.already(day);
		}
	}

	private void requireMissed(Challenge challenge, LocalDate joined, LocalDate day, Instant now) {
		challenge.requireDay(day);
		if (!day.isBefore(challenge.today(now, organizations.current().zone())) || day.isBefore(joined)) {
			throw ChallengeRefused.notMissed(day);
		}
	}

	private void requireProof(Challenge challenge, MemberId member, String proof, @Nullable ProofPicture picture) {
		ProofKind kind = challenge.getProofKind();
		if (picture != null && !kind.takesPicture()) {
			throw ChallengeRefused.pictureUnasked();
		}
		if (!kind.isProvenBy(!proof.isBlank(), picture != null)) {
			throw ChallengeRefused.proof(kind, LONGEST_PROOF);
		}
		// Perhaps while it was drawn: of one who is erased no picture is kept.
		if (picture != null && members.summaries(List.of(member)).values().stream().allMatch(MemberSummary::erased)) {
			throw ChallengeRefused.outside();
		}
	}

	private void write(Challenge challenge, MemberId member, LocalDate day, boolean madeUp, String proof,
			@Nullable ProofPicture picture, Instant now) {
		String said = proof.strip();
		if (said.length() > LONGEST_PROOF) {
			throw ChallengeRefused.proof(LONGEST_PROOF);
		}
		CheckInState state = challenge.getProofKind().asked() ? CheckInState.WAITING : CheckInState.COUNTED;
		UUID written = jdbc.sql("""
				insert into check_ins (organization_id, challenge_id, member_id, day, id, state, made_up, proof, at)
				values (:organization, :challenge, :member, :day, :id, :state, :madeUp, :proof, :now)
				on conflict (organization_id, challenge_id, member_id, day) do update
					set state = excluded.state, made_up = excluded.made_up, proof = excluded.proof, at = excluded.at,
						decided_at = null, decided_by = null, reason = null
				where check_ins.organization_id = excluded.organization_id and check_ins.state = 'REFUSED'
				returning id
				""")
			.param("organization", tenancy.current())
			.param("challenge", challenge.getId().id())
			.param("member", member.id())
			.param("day", Date.valueOf(day))
			.param("id", Ids.next())
			.param("state", state.name())
			.param("madeUp", madeUp)
			.param("proof", said)
			.param("now", Timestamp.from(now))
			.query(UUID.class)
			.optional()
			.orElseThrow(() -> ChallengeRefused.already(day));
		if (challenge.getProofKind().takesPicture()) {
			pictures.put(written, picture);
		}
		if (state == CheckInState.COUNTED) {
			counting.count(challenge, member, day, now);
		}
	}

	/**
	 * Holds their part until the commit, beside others who check them in: an erasure
	 * waits for it before it forgets, so that no words and no picture come too late.
	 */
	private LocalDate hold(Challenge challenge, MemberId member) {
		return joined(JOINED + " for key share", challenge, member);
	}

	private LocalDate require(Challenge challenge, MemberId member) {
		return joined(JOINED, challenge, member);
	}

	private LocalDate joined(String sql, Challenge challenge, MemberId member) {
		return jdbc.sql(sql)
			.param("organization", tenancy.current())
			.param("challenge", challenge.getId().id())
			.param("member", member.id())
			.query((row, number) -> row.getObject(1, LocalDate.class))
			.optional()
			.orElseThrow(ChallengeRefused::outside);
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
