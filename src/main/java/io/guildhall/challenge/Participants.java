package io.guildhall.challenge;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Who takes part in challenges. */
@Service
@Transactional
@RequiredArgsConstructor
public class Participants {

	private static final int LATEST = 10;

	/**
	 * Two random ids of the database's own generator, 122 random bits, without dashes.
	 */
	private static final String ADD = """
			insert into challenge_participants (organization_id, challenge_id, member_id, id, token, cards_left, joined_on, joined_at)
			select :organization, :challenge, m.member_id, gen_random_uuid(), replace(cast(gen_random_uuid() as text), '-', ''),
				:cards, :today, :now
			from (%s) m
			on conflict (organization_id, challenge_id, member_id) do nothing
			""";

	/** One who was merged takes part as who they are now. */
	private static final String ROWS = """
			select p.id, p.challenge_id, p.member_id, p.token, p.cards_left, p.joined_on, p.joined_at,
				f.display_name, f.state = 'ERASED' as erased,
				array(select i.day from check_ins i where i.organization_id = p.organization_id
					and i.challenge_id = p.challenge_id and i.member_id = p.member_id and i.state = 'COUNTED') as days,
				(select count(*) from challenge_rewards r where r.organization_id = p.organization_id
					and r.challenge_id = p.challenge_id and r.member_id = p.member_id) as reached
			from challenge_participants p
			join member_facts f on f.organization_id = :organization and f.member_id = p.member_id
			where p.organization_id = :organization and %s
			""";

	private final ChallengeService challenges;

	private final MemberService members;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Asks in everybody who is in the challenge's group now and does not take part yet.
	 * Their days are due from today, or from the first day.
	 * @return how many are new
	 * @throws ChallengeRefused if there is no such challenge, or it is over
	 */
	@May(Permission.MEMBER_EDIT)
	public int addGroup(ChallengeId id) {
		Challenge challenge = open(id);
		return added(challenge, """
				select distinct g.member_id from member_group_facts g
				join member_facts f on f.organization_id = g.organization_id and f.member_id = g.member_id
					and f.state = 'ACTIVE'
				where g.organization_id = :organization and g.group_id = :group and g.left_day is null
				""", Map.of("group", challenge.getGroupId()));
	}

	/**
	 * Asks these members in.
	 * @return how many are new
	 * @throws ChallengeRefused if there is no such challenge, or it is over
	 * @throws io.guildhall.member.MemberRefused if one is none for who asks
	 */
	@May(Permission.MEMBER_EDIT)
	public int add(ChallengeId id, List<MemberId> wanted) {
		Challenge challenge = open(id);
		wanted.forEach(members::require);
		return added(challenge, """
				select f.member_id from member_facts f
				where f.organization_id = :organization and f.member_id = any(:members) and f.state = 'ACTIVE'
				""", Map.of("members", wanted.stream().map(MemberId::id).toArray(UUID[]::new)));
	}

	/**
	 * Who takes part, in the order in which they came.
	 * @param after where the slice before ended
	 * @throws ChallengeRefused if there is no such challenge for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<Participant> list(ChallengeId id, @Nullable String after) {
		return list(id, after, Slice.PAGE);
	}

	/**
	 * The same, fewer at once.
	 * @param most at most so many
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<Participant> list(ChallengeId id, @Nullable String after, int most) {
		Challenge challenge = challenges.require(id);
		List<String> cursor = Slice.decode(after, 2);
		Slice<Row> rows = Slice.of(
				rows("""
						p.challenge_id = :challenge and (:first or (p.joined_at, p.id) > (:at, cast(:last as uuid)))
						order by p.joined_at, p.id limit :most
						""", Map.of("challenge", id.id(), "first", cursor.isEmpty(), "at",
						Timestamp.from(Slice.micros(cursor, 0)), "last", Slice.id(cursor, 1), "most", most + 1)),
				most, row -> List.of(ChronoUnit.MICROS.between(Instant.EPOCH, row.joinedAt()), row.id()));
		LocalDate today = today(challenge);
		return rows.map(row -> row.shown(today));
	}

	/**
	 * The challenges in which a member takes part, the latest first.
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<Entry> of(MemberId member) {
		members.require(member);
		List<Row> rows = rows("p.member_id = :member order by p.joined_at desc, p.id limit :most",
				Map.of("member", member.id(), "most", LATEST));
		Map<ChallengeId, Challenge> theirs = challenges.seen(rows.stream().map(Row::challenge).toList());
		return rows.stream().filter(row -> theirs.containsKey(row.challenge())).map(row -> {
			Challenge challenge = Objects.requireNonNull(theirs.get(row.challenge()));
			return new Entry(row.challenge(), challenge.getName(), row.shown(today(challenge)));
		}).toList();
	}

	/** Names and personal links of all who take part, for the operator to send. */
	@May(Permission.EXPORT)
	public List<Link> links(ChallengeId id) {
		challenges.require(id);
		List<Link> links = jdbc.sql("""
				select f.display_name, p.token from challenge_participants p
				join member_facts f on f.organization_id = p.organization_id and f.member_id = p.member_id
				where p.organization_id = :organization and p.challenge_id = :challenge order by p.joined_at, p.id
				""")
			.param("organization", tenancy.current())
			.param("challenge", id.id())
			.query((row, number) -> new Link(row.getString(1), row.getString(2)))
			.list();
		audit.record("challenge.links", "challenge", id, Map.of("links", links.size()));
		return links;
	}

	private Challenge open(ChallengeId id) {
		Challenge challenge = challenges.require(id);
		if (today(challenge).isAfter(challenge.lastDay())) {
			throw ChallengeRefused.closed();
		}
		return challenge;
	}

	private int added(Challenge challenge, String whom, Map<String, ?> parameters) {
		int added = jdbc.sql(ADD.formatted(whom))
			.param("organization", tenancy.current())
			.param("challenge", challenge.getId().id())
			.param("cards", challenge.getCards())
			.param("today", Date.valueOf(today(challenge)))
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.params(parameters)
			.update();
		audit.record("challenge.asked-in", "challenge", challenge.getId(), Map.of("members", added));
		return added;
	}

	private LocalDate today(Challenge challenge) {
		return challenge.today(clock.instant(), organizations.current().zone());
	}

	private List<Row> rows(String condition, Map<String, ?> parameters) {
		return jdbc.sql(ROWS.formatted(condition))
			.param("organization", tenancy.current())
			.params(parameters)
			.query((row, number) -> new Row(row.getObject("id", UUID.class),
					new ChallengeId(row.getObject("challenge_id", UUID.class)),
					new MemberSummary(new MemberId(row.getObject("member_id", UUID.class)),
							row.getString("display_name"), row.getBoolean("erased")),
					row.getString("token"), row.getInt("cards_left"), row.getObject("joined_on", LocalDate.class),
					row.getTimestamp("joined_at").toInstant(),
					Arrays.stream((Date[]) row.getArray("days").getArray()).map(Date::toLocalDate).toList(),
					row.getInt("reached")))
			.list();
	}

	/**
	 * A member's part in a challenge.
	 *
	 * @param name of the challenge
	 */
	public record Entry(ChallengeId challenge, String name, Participant part) {
	}

	/**
	 * Whom to send what.
	 *
	 * @param token what stands in the link
	 */
	public record Link(String name, String token) {
	}

	private record Row(UUID id, ChallengeId challenge, MemberSummary member, String token, int cardsLeft,
			LocalDate joinedOn, Instant joinedAt, List<LocalDate> days, int reached) {

		Participant shown(LocalDate today) {
			return new Participant(id, member, token, cardsLeft, joinedOn, CheckInDays.of(days, today),
					days.contains(today), reached);
		}
	}

}
