package io.guildhall.challenge;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.activity.ActivityKind;
import io.guildhall.activity.ActivityService;
import io.guildhall.activity.NewActivity;
import io.guildhall.audit.AuditTrail;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Checks members in, and decides about what they say they did. A day of a member is there
 * once, however many ask at once: the database says so, not a look before.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CheckIns {

	static final int LONGEST_PROOF = 500;

	private static final int LONGEST_REASON = 200;

	private static final String SOURCE = "challenge";

	private final ChallengeService challenges;

	private final Rewards rewards;

	private final ProofPictures pictures;

	private final MemberService members;

	private final ActivityService activity;

	private final OrganizationService organizations;

	private final AuditTrail audit;

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
		require(challenge, member);
		Instant now = now();
		LocalDate day = challenge.dayOf(now, organizations.current().zone());
		requireProof(challenge, member, proof, picture);
		write(challenge, member, day, false, proof, picture, now);
		return day;
	}

	/**
	 * Checks a member in whose proof somebody of the staff has seen elsewhere: their
	 * words are enough, whatever the challenge asks of members.
	 * @param words of who notes it
	 * @return the day
	 * @throws ChallengeRefused as
	 * {@link #checkIn(ChallengeId, MemberId, String, ProofPicture)}
	 */
	@May(Permission.MEMBER_EDIT)
	public LocalDate note(ChallengeId id, MemberId member, String words) {
		Challenge challenge = challenges.require(id);
		if (words.isBlank()) {
			throw ChallengeRefused.proof(LONGEST_PROOF);
		}
		require(challenge, member);
		Instant now = now();
		LocalDate day = challenge.dayOf(now, organizations.current().zone());
		write(challenge, member, day, false, words, null, now);
		return day;
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
		LocalDate joined = require(challenge, member);
		Instant now = now();
		requireMissed(challenge, joined, day, now);
		requireProof(challenge, member, proof, picture);
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

	/**
	 * Accepts what a member said. It counts for the day on which they said it.
	 * @throws ChallengeRefused if there is no such check-in, or it is decided
	 */
	@May(Permission.MEMBER_EDIT)
	public CheckIn approve(UUID id) {
		CheckIn waiting = decide(id, CheckInState.COUNTED, null);
		Challenge challenge = challenges.require(challengeOf(id));
		count(challenge, waiting.member().id(), waiting.day(), waiting.at());
		audit.record("challenge.approved", "challenge", challenge.getId(), Map.of("day", waiting.day()));
		return get(id);
	}

	/**
	 * Does not accept what a member said; a card that it cost comes back.
	 * @param reason that the member reads
	 * @throws ChallengeRefused if there is no such check-in, it is decided, or no reason
	 * is given
	 */
	@May(Permission.MEMBER_EDIT)
	public CheckIn refuse(UUID id, String reason) {
		requireReason(reason);
		CheckIn waiting = decide(id, CheckInState.REFUSED, reason.strip());
		ChallengeId challenge = challengeOf(id);
		if (waiting.madeUp()) {
			jdbc.sql("""
					update challenge_participants set cards_left = cards_left + 1
					where organization_id = :organization and challenge_id = :challenge and member_id = :member
					""")
				.param("organization", tenancy.current())
				.param("challenge", challenge.id())
				.param("member", waiting.member().id().id())
				.update();
		}
		audit.record("challenge.refused", "challenge", challenge, Map.of("day", waiting.day()));
		return get(id);
	}

	/**
	 * What waits for somebody to look at it, the oldest first.
	 * @param after where the slice before ended
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public Slice<CheckIn> waiting(ChallengeId id, @Nullable String after) {
		challenges.require(id);
		List<String> cursor = Slice.decode(after, 2);
		return Slice.of(rows(
				"i.challenge_id = :challenge and i.state = 'WAITING' and (:first or (i.at, i.id) > (:at, cast(:last as uuid)))"
						+ " order by i.at, i.id limit :most",
				Map.of("challenge", id.id(), "first", cursor.isEmpty(), "at",
						Timestamp.from(Instant.EPOCH.plus(Slice.number(cursor, 0, 0), ChronoUnit.MICROS)), "last",
						Slice.id(cursor, 1), "most", Slice.PAGE + 1)),
				Slice.PAGE, one -> List.of(ChronoUnit.MICROS.between(Instant.EPOCH, one.at()), one.id()));
	}

	/**
	 * A check-in.
	 * @throws ChallengeRefused if there is none for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public CheckIn get(UUID id) {
		challenges.require(challengeOf(id));
		return rows("i.id = :id", Map.of("id", id)).get(0);
	}

	/** Those of the check-ins that wait in the challenge, the oldest first. */
	@Transactional(readOnly = true)
	List<UUID> waitingOf(ChallengeId id, Collection<UUID> of) {
		challenges.require(id);
		return jdbc.sql("""
				select id from check_ins where organization_id = :organization and challenge_id = :challenge
				and id = any(:ids) and state = 'WAITING' order by at, id
				""")
			.param("organization", tenancy.current())
			.param("challenge", id.id())
			.param("ids", of.toArray(UUID[]::new))
			.query(UUID.class)
			.list();
	}

	static void requireReason(String reason) {
		if (reason.isBlank() || reason.length() > LONGEST_REASON) {
			throw ChallengeRefused.reason(LONGEST_REASON);
		}
	}

	private CheckIn decide(UUID id, CheckInState to, @Nullable String reason) {
		CheckIn waiting = get(id);
		int moved = jdbc.sql("""
				update check_ins set state = :to, decided_at = :now, decided_by = :by, reason = cast(:reason as text)
				where organization_id = :organization and id = :id and state = 'WAITING'
				""")
			.param("to", to.name())
			.param("now", Timestamp.from(now()))
			.param("by", OnBehalf.actor().name())
			.param("reason", reason)
			.param("organization", tenancy.current())
			.param("id", id)
			.update();
		if (moved == 0) {
			throw ChallengeRefused.decided();
		}
		return waiting;
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
			count(challenge, member, day, now);
		}
	}

	/** The day counts: the member was active, and may have come to a stage. */
	private void count(Challenge challenge, MemberId member, LocalDate day, Instant at) {
		activity.record(
				List.of(new NewActivity(member, null, new GroupId(challenge.getGroupId()), at, ActivityKind.CHECK_IN, 0,
						SOURCE, challenge.getId() + "/" + member + "/" + day, false, null, null, null)));
		rewards.reach(challenge, member, at);
	}

	private LocalDate require(Challenge challenge, MemberId member) {
		return jdbc.sql("""
				select joined_on from challenge_participants
				where organization_id = :organization and challenge_id = :challenge and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("challenge", challenge.getId().id())
			.param("member", member.id())
			.query((row, number) -> row.getObject(1, LocalDate.class))
			.optional()
			.orElseThrow(ChallengeRefused::outside);
	}

	private ChallengeId challengeOf(UUID id) {
		Optional<UUID> of = jdbc
			.sql("select challenge_id from check_ins where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(UUID.class)
			.optional();
		return new ChallengeId(of.orElseThrow(() -> ChallengeRefused.unknownCheckIn(id)));
	}

	private List<CheckIn> rows(String condition, Map<String, ?> parameters) {
		List<Raw> rows = jdbc
			.sql("""
					select i.id, i.member_id, i.day, i.state, i.made_up, i.proof, i.at, i.decided_by, i.reason, p.width, p.height
					from check_ins i
					left join check_in_pictures p on p.organization_id = i.organization_id and p.check_in_id = i.id
					where i.organization_id = :organization and %s
					"""
				.formatted(condition))
			.param("organization", tenancy.current())
			.params(parameters)
			.query((row, number) -> new Raw(row.getObject("id", UUID.class), row.getObject("member_id", UUID.class),
					row.getObject("day", LocalDate.class), CheckInState.valueOf(row.getString("state")),
					row.getBoolean("made_up"), row.getString("proof"), picture(row), row.getTimestamp("at").toInstant(),
					row.getString("decided_by"), row.getString("reason")))
			.list();
		Map<MemberId, MemberSummary> people = members
			.summaries(rows.stream().map(row -> new MemberId(row.member())).distinct().toList());
		return rows.stream()
			.map(row -> new CheckIn(row.id(), Objects.requireNonNull(people.get(new MemberId(row.member()))), row.day(),
					row.state(), row.madeUp(), row.proof(), row.picture(), row.at(), row.decidedBy(), row.reason()))
			.toList();
	}

	private static CheckIn.@Nullable Picture picture(ResultSet row) throws SQLException {
		int width = row.getInt("width");
		return row.wasNull() ? null : new CheckIn.Picture(width, row.getInt("height"));
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private record Raw(UUID id, UUID member, LocalDate day, CheckInState state, boolean madeUp, String proof,
			CheckIn.@Nullable Picture picture, Instant at, @Nullable String decidedBy, @Nullable String reason) {
	}

}
