package io.guildhall.member;

import java.time.OffsetDateTime;
import java.util.HashMap;
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
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Who of the members invited whom. */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberInviters {

	private final MemberService service;

	private final MemberScope scope;

	private final InviterRows rows;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Writes down who invited a member.
	 * @param inviter null for nobody that is known
	 * @throws MemberRefused if one of them is unknown to who acts, the member is erased,
	 * or they would have invited themselves, be it by others
	 */
	@May(Permission.MEMBER_EDIT)
	public void set(MemberId member, @Nullable MemberId inviter) {
		if (service.require(member).erased()) {
			throw MemberRefused.erased();
		}
		if (inviter != null && service.require(inviter).erased()) {
			throw MemberRefused.erased();
		}
		write(member, inviter, InviteSource.of(OnBehalf.actor().kind()));
	}

	/**
	 * Notes that somebody new came by the personal link of a member. A link that is
	 * nobody's, or of somebody who is gone, is no reason to turn anybody away.
	 * @param link the id that stood in it
	 */
	@May(Permission.MEMBER_EDIT)
	public void cameBy(MemberId newcomer, UUID link) {
		known(link).filter(inviter -> !inviter.equals(newcomer)).ifPresent(inviter -> {
			if (rows.of(newcomer.id()) == null) {
				write(newcomer, inviter, InviteSource.LINK);
			}
		});
	}

	private void write(MemberId member, @Nullable MemberId inviter, InviteSource source) {
		Invitations known = rows.locked((inviter != null) ? List.of(member.id(), inviter.id()) : List.of(member.id()));
		UUID before = rows.of(member.id());
		UUID after = (inviter != null) ? inviter.id() : null;
		if (Objects.equals(before, after)) {
			return;
		}
		if (after != null) {
			MemberRefused objection = known.objection(member.id(), after);
			if (objection != null) {
				throw objection;
			}
		}
		Map<UUID, @Nullable UUID> one = new HashMap<>();
		one.put(member.id(), after);
		rows.put(one, source);
		audit.record("member.inviter.set", "member", member, Map.of("inviter", (before != null) ? before : ""),
				Map.of("inviter", (after != null) ? after : ""));
	}

	/** Under which id somebody goes today, if they are still known. */
	private Optional<MemberId> known(UUID link) {
		return jdbc.sql("""
				select t.id from members m
				join members t on t.organization_id = :organization and t.id = coalesce(m.merged_into, m.id)
				where m.organization_id = :organization and m.id = :link and t.state = 'ACTIVE'
				""")
			.param("organization", tenancy.current())
			.param("link", link)
			.query((row, number) -> new MemberId(row.getObject(1, UUID.class)))
			.optional();
	}

	/** Who invited the member, if anybody is known to have. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Optional<Inviter> of(MemberId member) {
		service.require(member);
		return jdbc.sql("""
				select m.id, m.display_name, m.state, i.source, i.actor_name, i.set_at from member_inviters i
				join members m on m.organization_id = :organization and m.id = i.inviter_id
				where i.organization_id = :organization and i.member_id = :member
				""").param("organization", tenancy.current()).param("member", member.id()).query((row, number) -> {
			MemberSummary inviter = new MemberSummary(new MemberId(row.getObject(1, UUID.class)), row.getString(2),
					row.getString(3).equals(Member.State.ERASED.name()));
			return new Inviter(scope.contains(inviter.id()) ? inviter : null, InviteSource.valueOf(row.getString(4)),
					row.getString(5), row.getObject(6, OffsetDateTime.class).toInstant());
		}).optional();
	}

	/**
	 * Those whom the member invited and who acts may see, who came to be known last
	 * first.
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<Invited> invitedBy(MemberId member, @Nullable String after, int size) {
		service.require(member);
		List<String> cursor = Slice.decode(after, 1);
		MemberScope.Limit mine = scope.on("i.member_id");
		List<Invited> found = jdbc.sql("""
				select m.id, m.display_name, m.state, i.source, i.set_at from member_inviters i
				join members m on m.organization_id = :organization and m.id = i.member_id
				where i.organization_id = :organization and i.inviter_id = :member
				and (cast(:after as uuid) is null or i.member_id < cast(:after as uuid))%s
				order by i.member_id desc limit :size
				""".formatted(mine.sql()))
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("after", cursor.isEmpty() ? null : Slice.id(cursor, 0).toString())
			.param("size", size + 1)
			.params(mine.parameters())
			.query((row, number) -> new Invited(
					new MemberSummary(new MemberId(row.getObject(1, UUID.class)), row.getString(2),
							row.getString(3).equals(Member.State.ERASED.name())),
					InviteSource.valueOf(row.getString(4)), row.getObject(5, OffsetDateTime.class).toInstant()))
			.list();
		return Slice.of(found, size, one -> List.of(one.member().id()));
	}

	/** How many the member invited, of those whom who acts may see. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public long count(MemberId member) {
		MemberScope.Limit mine = scope.on("i.member_id");
		return jdbc.sql("""
				select count(*) from member_inviters i
				where i.organization_id = :organization and i.inviter_id = :member%s
				""".formatted(mine.sql()))
			.param("organization", tenancy.current())
			.param("member", member.id())
			.params(mine.parameters())
			.query(Long.class)
			.single();
	}

}
