package io.guildhall.challenge;

import java.sql.Date;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupScope;
import io.guildhall.community.GroupSummary;
import io.guildhall.coupon.BatchId;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Makes challenges, and tells how they go; an operator those of their groups. */
@Service
@Transactional
@RequiredArgsConstructor
public class ChallengeService {

	private static final int SHOWN = 20;

	private final ChallengeRepository challenges;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Makes a challenge for a group. Members take part when they are asked in.
	 * @throws ChallengeRefused if it gives coupons or points and who asks may not
	 * @throws io.guildhall.community.CommunityRefused if there is no such group
	 */
	@May(Permission.COMMUNITY_EDIT)
	public ChallengeId create(GroupId group, ChallengeTerms terms) {
		communities.require(group);
		requireGifts(terms);
		Challenge made = challenges.saveAndFlush(new Challenge(group, terms, OnBehalf.actor().id(), now()));
		writeStages(made.getId(), terms.stages());
		audit.record("challenge.created", "challenge", made.getId(), Map.of("days", terms.days()));
		return made.getId();
	}

	/**
	 * Changes a challenge: all of it while nobody takes part, its words after.
	 * @param version at which it was read; null writes over whatever there is
	 * @throws ChallengeRefused if there is none, it is over, or what was promised changes
	 */
	@May(Permission.COMMUNITY_EDIT)
	public ChallengeDetails change(ChallengeId id, ChallengeTerms terms, @Nullable Long version) {
		Challenge challenge = require(id);
		if (version != null && version != challenge.version()) {
			throw new ObjectOptimisticLockingFailureException(Challenge.class, id);
		}
		List<Stage> before = stages(id);
		boolean inUse = count("challenge_participants", id) > 0;
		challenge.change(terms, inUse, before);
		challenges.saveAndFlush(challenge);
		if (!terms.stages().equals(before)) {
			requireGifts(terms);
			jdbc.sql("delete from challenge_stages where organization_id = :organization and challenge_id = :id")
				.param("organization", tenancy.current())
				.param("id", id.id())
				.update();
			writeStages(id, terms.stages());
		}
		audit.record("challenge.changed", "challenge", id, Map.of("days", terms.days()));
		return get(id);
	}

	/**
	 * Ends a challenge with today: what was reached stays, what waits can still be
	 * decided.
	 * @throws ChallengeRefused if there is none, or it is over
	 */
	@May(Permission.COMMUNITY_EDIT)
	public void close(ChallengeId id) {
		Challenge challenge = require(id);
		LocalDate today = challenge.today(now(), organizations.current().zone());
		if (today.isAfter(challenge.lastDay())) {
			throw ChallengeRefused.closed();
		}
		challenge.close(today);
		challenges.saveAndFlush(challenge);
		audit.record("challenge.closed", "challenge", id, Map.of());
	}

	/**
	 * A challenge.
	 * @throws ChallengeRefused if there is none for who asks
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public ChallengeDetails get(ChallengeId id) {
		return details("c.id = :id", Map.of("id", id.id()), 1).stream()
			.findFirst()
			.orElseThrow(() -> ChallengeRefused.unknown(id));
	}

	/**
	 * Challenges, the latest first.
	 * @param group of which group; null for all that who asks may see
	 * @param after where the slice before ended
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Slice<ChallengeDetails> list(@Nullable GroupId group, @Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("first", cursor.isEmpty());
		parameters.put("day", Date.valueOf(Slice.epochDay(cursor, 0)));
		parameters.put("last", Slice.id(cursor, 1));
		String of = "true";
		if (group != null) {
			of = "c.group_id = :group";
			parameters.put("group", group.id());
		}
		return Slice.of(
				details(of + " and (:first or (c.starts_on, c.id) < (:day, cast(:last as uuid)))", parameters,
						Slice.PAGE + 1),
				Slice.PAGE, challenge -> List.of(challenge.terms().startsOn().toEpochDay(), challenge.id()));
	}

	/** Challenges with something to look at, for today. */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public List<ChallengeDetails> waiting() {
		return details(
				"""
						(exists (select from check_ins i
							join member_facts m on m.organization_id = :organization and m.member_id = i.member_id and m.state = 'ACTIVE'
							where i.organization_id = :organization and i.challenge_id = c.id and i.state = 'WAITING')
						or exists (select from challenge_rewards r
							join member_facts m on m.organization_id = :organization and m.member_id = r.member_id and m.state = 'ACTIVE'
							where r.organization_id = :organization and r.challenge_id = c.id and r.state = 'OWED'))
						""",
				Map.of(), SHOWN);
	}

	Challenge require(ChallengeId id) {
		Challenge challenge = challenges.findById(id).orElseThrow(() -> ChallengeRefused.unknown(id));
		if (!communities.scope().contains(new GroupId(challenge.getGroupId()))) {
			throw ChallengeRefused.unknown(id);
		}
		return challenge;
	}

	/** Those of the challenges that who asks may see. */
	Map<ChallengeId, Challenge> seen(Collection<ChallengeId> ids) {
		GroupScope scope = communities.scope();
		return challenges.findAllByIdIn(ids)
			.stream()
			.filter(challenge -> scope.contains(new GroupId(challenge.getGroupId())))
			.collect(Collectors.toMap(Challenge::getId, Function.identity()));
	}

	List<Stage> stages(ChallengeId id) {
		return stages(List.of(id.id())).getOrDefault(id.id(), List.of());
	}

	private Map<UUID, List<Stage>> stages(List<UUID> of) {
		return jdbc.sql("""
				select challenge_id, need, title, batch_id, points from challenge_stages
				where organization_id = :organization and challenge_id = any(:ids) order by challenge_id, stage
				""")
			.param("organization", tenancy.current())
			.param("ids", of.toArray(UUID[]::new))
			.query((row, number) -> {
				UUID batch = row.getObject("batch_id", UUID.class);
				return Map.entry(row.getObject("challenge_id", UUID.class),
						new Stage(row.getInt("need"), row.getString("title"),
								(batch != null) ? new BatchId(batch) : null, row.getObject("points", Long.class)));
			})
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
	}

	private void writeStages(ChallengeId id, List<Stage> stages) {
		for (int i = 0; i < stages.size(); i++) {
			Stage stage = stages.get(i);
			BatchId batch = stage.batch();
			jdbc.sql("""
					insert into challenge_stages (organization_id, challenge_id, stage, need, title, batch_id, points)
					values (:organization, :id, :stage, :need, :title, cast(:batch as uuid), cast(:points as bigint))
					""")
				.param("organization", tenancy.current())
				.param("id", id.id())
				.param("stage", i + 1)
				.param("need", stage.need())
				.param("title", stage.title().strip())
				.param("batch", (batch != null) ? batch.toString() : null)
				.param("points", stage.points())
				.update();
		}
	}

	/** Nobody promises what they could not give by hand. */
	private static void requireGifts(ChallengeTerms terms) {
		if (terms.stages().stream().anyMatch(stage -> stage.batch() != null)
				&& !OnBehalf.may(Permission.COUPON_ISSUE)) {
			throw ChallengeRefused.coupons();
		}
		if (terms.stages().stream().anyMatch(stage -> stage.points() != null)
				&& !OnBehalf.may(Permission.MEMBER_EDIT)) {
			throw ChallengeRefused.givingPoints();
		}
	}

	private long count(String table, ChallengeId id) {
		return jdbc
			.sql("select count(*) from %s where organization_id = :organization and challenge_id = :id"
				.formatted(table))
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(Long.class)
			.single();
	}

	private List<ChallengeDetails> details(String condition, Map<String, ?> parameters, int most) {
		OrganizationDetails organization = organizations.current();
		GroupScope scope = communities.scope();
		List<Raw> rows = jdbc
			.sql("""
					with shown as (
						select c.*, cast((cast(:now as timestamptz) at time zone :zone)
							- make_interval(mins => c.cut_off_minutes) as date) as today
						from challenges c
						where c.organization_id = :organization and (:all or c.group_id = any(:groups)) and %s
						order by c.starts_on desc, c.id desc limit :most)
					select s.id, s.today, f.participants, f.due, i.done, i.done_today, i.waiting, r.owed
					from shown s
					cross join lateral (
						select count(*) as participants, coalesce(sum(greatest(0, least(s.today, s.ends_on,
							coalesce(s.closed_on, s.ends_on)) - greatest(s.starts_on, p.joined_on) + 1)), 0) as due
						from challenge_participants p
						join member_facts m on m.organization_id = :organization and m.member_id = p.member_id
						where p.organization_id = :organization and p.challenge_id = s.id) f
					cross join lateral (
						select count(*) filter (where i.state = 'COUNTED') as done,
							count(*) filter (where i.state = 'COUNTED' and i.day = s.today) as done_today,
							count(*) filter (where i.state = 'WAITING' and m.state = 'ACTIVE') as waiting
						from check_ins i
						join member_facts m on m.organization_id = :organization and m.member_id = i.member_id
						where i.organization_id = :organization and i.challenge_id = s.id) i
					cross join lateral (
						select count(*) as owed from challenge_rewards r
						join member_facts m on m.organization_id = :organization and m.member_id = r.member_id and m.state = 'ACTIVE'
						where r.organization_id = :organization and r.challenge_id = s.id and r.state = 'OWED') r
					order by s.starts_on desc, s.id desc
					"""
				.formatted(condition))
			.param("organization", tenancy.current())
			.param("now", now().toString())
			.param("zone", organization.zone().getId())
			.param("all", scope.all())
			.param("groups", scope.array())
			.params(parameters)
			.param("most", most)
			.query((row, number) -> new Raw(row.getObject("id", UUID.class), row.getObject("today", LocalDate.class),
					row.getLong("participants"), row.getLong("done"), row.getLong("due"), row.getLong("done_today"),
					row.getLong("waiting"), row.getLong("owed")))
			.list();
		Map<UUID, List<Stage>> stages = stages(rows.stream().map(Raw::id).toList());
		Map<ChallengeId, Challenge> all = seen(rows.stream().map(row -> new ChallengeId(row.id())).toList());
		Map<GroupId, GroupSummary> groups = communities
			.summaries(all.values().stream().map(challenge -> new GroupId(challenge.getGroupId())).distinct().toList());
		return rows.stream().map(row -> {
			Challenge challenge = Objects.requireNonNull(all.get(new ChallengeId(row.id())));
			return new ChallengeDetails(challenge.getId(),
					Objects.requireNonNull(groups.get(new GroupId(challenge.getGroupId()))),
					challenge.terms(stages.getOrDefault(row.id(), List.of())), challenge.lastDay(), row.today(),
					challenge.getClosedOn(), row.participants(), row.done(), row.due(), row.doneToday(), row.waiting(),
					row.owed(), challenge.version());
		}).toList();
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private record Raw(UUID id, LocalDate today, long participants, long done, long due, long doneToday, long waiting,
			long owed) {
	}

}
