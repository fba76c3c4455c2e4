package io.guildhall.challenge;

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

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What members say they did, as the staff sees it, and what the staff decides about it.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CheckInDecisions {

	private static final int LONGEST_REASON = 200;

	private final ChallengeService challenges;

	private final CheckInCounting counting;

	private final MemberService members;

	private final KeptWords words;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Accepts what a member said. It counts for the day on which they said it.
	 * @throws ChallengeRefused if there is no such check-in, or it is decided
	 */
	@May(Permission.MEMBER_EDIT)
	public CheckIn approve(UUID id) {
		CheckIn waiting = decide(id, CheckInState.COUNTED, null);
		Challenge challenge = challenges.require(challengeOf(id));
		counting.count(challenge, waiting.member().id(), waiting.day(), waiting.at());
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
		CheckIn waiting = decide(id, CheckInState.REFUSED, words.of(get(id).member().id(), reason.strip()));
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
	 * What waits for somebody to look at it, the oldest first; nothing of who is erased,
	 * or is another one by now.
	 * @param after where the slice before ended
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public Slice<CheckIn> waiting(ChallengeId id, @Nullable String after) {
		challenges.require(id);
		List<String> cursor = Slice.decode(after, 2);
		return Slice.of(
				rows("""
						i.challenge_id = :challenge and i.state = 'WAITING'
						and exists (select from member_facts f where f.organization_id = :organization
							and f.member_id = i.member_id and f.state = 'ACTIVE')
						and (:first or (i.at, i.id) > (:at, cast(:last as uuid)))
						order by i.at, i.id limit :most
						""", Map.of("challenge", id.id(), "first", cursor.isEmpty(), "at",
						Timestamp.from(Slice.micros(cursor, 0)), "last", Slice.id(cursor, 1), "most", Slice.PAGE + 1)),
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
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
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

	private record Raw(UUID id, UUID member, LocalDate day, CheckInState state, boolean madeUp, String proof,
			CheckIn.@Nullable Picture picture, Instant at, @Nullable String decidedBy, @Nullable String reason) {
	}

}
