package io.guildhall.member;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Members: who they are. What hangs on them has services of its own beside this one. */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberService {

	private final MemberRepository members;

	private final MemberWriting writing;

	private final MemberReading reading;

	private final InviterRows inviters;

	private final CommunityService communities;

	private final Days days;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final AuditTrail audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	/**
	 * Adds a member.
	 * @throws MemberRefused if the name or an identity is not right, another member has
	 * the identity, or who acts may only add to groups that they host and names none
	 */
	@May(Permission.MEMBER_ADD)
	public MemberId add(NewMember newcomer) {
		Instant now = now();
		Instant joinedAt = (newcomer.joinedAt() != null) ? newcomer.joinedAt().truncatedTo(ChronoUnit.MICROS) : now;
		if (joinedAt.isAfter(now)) {
			throw MemberRefused.future();
		}
		if (newcomer.group() != null) {
			communities.require(newcomer.group());
		}
		else if (!communities.scope().all()) {
			throw MemberRefused.groupNeeded();
		}
		if (newcomer.inviter() != null && require(newcomer.inviter()).erased()) {
			throw MemberRefused.erased();
		}
		LocalDate joinedDay = days.of(joinedAt);
		Profile profile = new Profile(newcomer.displayName(), newcomer.realName(), newcomer.city(), null);
		Member member = new Member(profile, newcomer.source(), joinedAt, joinedDay, now);
		List<String> tags = newcomer.tags().stream().map(TagNames::checked).toList();
		writing.insert(member, newcomer.identities(), tags, newcomer.group(), joinedDay);
		if (newcomer.inviter() != null) {
			// Nobody is invited by who comes later: there is no circle yet.
			inviters.put(Map.of(member.getId().id(), newcomer.inviter().id()),
					InviteSource.of(OnBehalf.actor().kind()));
		}
		audit.record("member.added", "member", member.getId(), Map.of("source", newcomer.source()));
		return member.getId();
	}

	/**
	 * All that stands about a member; contacts are masked unless who acts may see them.
	 * @throws MemberRefused if there is none, or it is outside of the groups of who acts
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public MemberDetails get(MemberId id) {
		Member member = find(id);
		return new MemberDetails(id, member.profile(), reading.identities(id), reading.tags(id), member.consents(),
				member.getSource(), member.getJoinedAt(), member.getErasedAt(), member.version());
	}

	/** The summaries of those of the members that there are, whoever asks. */
	@Transactional(readOnly = true)
	public Map<MemberId, MemberSummary> summaries(Collection<MemberId> ids) {
		return jdbc.sql("""
				select id, display_name, state from members
				where organization_id = :organization and id = any(cast(:ids as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("ids", ids.stream().map(MemberId::toString).toArray(String[]::new))
			.query((row, number) -> new MemberSummary(new MemberId(row.getObject(1, UUID.class)), row.getString(2),
					row.getString(3).equals(Member.State.ERASED.name())))
			.stream()
			.collect(Collectors.toMap(MemberSummary::id, member -> member));
	}

	/**
	 * The names of those of the members that there are, whoever asks, by their ids as
	 * text: so pages look them up.
	 */
	@Transactional(readOnly = true)
	public Map<String, String> names(Collection<MemberId> ids) {
		Map<String, String> names = new HashMap<>();
		if (!ids.isEmpty()) {
			summaries(ids).forEach((id, member) -> names.put(id.toString(), member.displayName()));
		}
		return names;
	}

	/**
	 * The member, if who acts may see it.
	 * @throws MemberRefused if there is none
	 */
	@Transactional(readOnly = true)
	public MemberSummary require(MemberId id) {
		Seen found = jdbc.sql("""
				select display_name, state = 'ERASED' as erased, merged_into from members
				where organization_id = :organization and id = :id
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(Seen.class)
			.optional()
			.orElseThrow(() -> MemberRefused.unknown(id));
		requireSeen(id, found.mergedInto());
		return new MemberSummary(id, found.displayName(), found.erased());
	}

	/**
	 * The member, if who acts may see it, and something can be written about them or
	 * given to them: they were not erased.
	 * @throws MemberRefused if there is none, or they were
	 */
	@Transactional(readOnly = true)
	public MemberSummary requireKnown(MemberId id) {
		MemberSummary found = require(id);
		if (found.erased()) {
			throw MemberRefused.erased();
		}
		return found;
	}

	/**
	 * Writes down what is known of the person now.
	 * @param version at which it was read; null writes over whatever there is
	 * @throws MemberRefused if the member is unknown or erased, or a text is not right
	 */
	@May(Permission.MEMBER_EDIT)
	public MemberDetails edit(MemberId id, Profile profile, @Nullable Long version) {
		Member member = at(version, find(id));
		Profile before = member.profile();
		member.describe(profile);
		members.saveAndFlush(member);
		writing.indexAnew(id, member.profile(), reading.newIdentities(id));
		audit.recordPersonal("member.edited", "member", id, id.id(), before.fields(), member.profile().fields());
		return get(id);
	}

	/**
	 * Erases the person, under all ids that turned out to be theirs: name, identities,
	 * tags, notes and words are gone; the ids stay, so that orders, coupons and figures
	 * keep adding up. Other modules hear of it.
	 */
	@May(Permission.MEMBER_ERASE)
	public void erase(MemberId id) {
		Member member = find(id);
		jdbc.sql("select id from members where organization_id = :organization and merged_into = :member")
			.param("organization", tenancy.current())
			.param("member", id.id())
			.query(UUID.class)
			.list()
			.forEach(alias -> members.findById(new MemberId(alias)).ifPresent(this::forget));
		forget(member);
	}

	private void forget(Member member) {
		MemberId id = member.getId();
		member.erase(now());
		members.saveAndFlush(member);
		UUID organization = tenancy.current();
		for (String table : List.of("member_tokens", "member_identities", "member_tags", "member_notes",
				"member_pages")) {
			jdbc.sql("delete from " + table + " where organization_id = :organization and member_id = :member")
				.param("organization", organization)
				.param("member", id.id())
				.update();
		}
		jdbc.sql("""
				update member_consents set reason = '' where organization_id = :organization and member_id = :member
				""").param("organization", organization).param("member", id.id()).update();
		jdbc.sql("""
				update member_run_changes set cells = '{}',
					undone = case undone when 'WAITING' then 'NONE' else undone end,
					kept = case when undone = 'ALL' then cast('{}' as jsonb)
						when undone is not null then cast('{"*": "member.back.erased"}' as jsonb) end
				where organization_id = :organization and member_id = :member
				""").param("organization", organization).param("member", id.id()).update();
		audit.record("member.erased", "member", id, Map.of());
		events.publishEvent(new MemberErased(organization, id));
		// Last: whoever changed something of theirs is through, now that it is all held.
		audit.forget(id.id());
	}

	/** The member within the scope of who acts. */
	private Member find(MemberId id) {
		Member found = members.findById(id).orElseThrow(() -> MemberRefused.unknown(id));
		requireSeen(id, found.getMergedInto());
		return found;
	}

	private void requireSeen(MemberId id, @Nullable UUID mergedInto) {
		GroupScope scope = communities.scope();
		MemberId into = (mergedInto != null) ? new MemberId(mergedInto) : null;
		if (!scope.all() && !reading.isIn((into != null) ? into : id, scope)) {
			throw MemberRefused.unknown(id);
		}
		if (into != null) {
			throw new MemberMoved(id, into);
		}
	}

	private static Member at(@Nullable Long version, Member member) {
		if (version != null && version != member.version()) {
			throw new ObjectOptimisticLockingFailureException(Member.class, member.getId());
		}
		return member;
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private record Seen(String displayName, boolean erased, @Nullable UUID mergedInto) {
	}

}
