package io.guildhall.member;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Who may be in no group of the organization. A block ends all stays, and refuses new
 * ones until it is lifted; what an import finds on a platform is written down
 * nevertheless, and {@link #inside()} tells of it.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberBlocks {

	/** Longest reason, in characters. */
	public static final int LONGEST = 2_000;

	private static final int SHOWN = 20;

	private static final String SELECT = """
			select b.member_id, m.display_name, m.state, b.reason, b.blocked_at, b.blocked_by, b.lifted_at, b.lift_reason,
				b.lifted_by
			from member_blocks b join members m on m.organization_id = b.organization_id and m.id = b.member_id
			where b.organization_id = :organization""";

	private final MemberService members;

	private final KeptWords words;

	private final CommunityService communities;

	private final Days days;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Blocks a member for all groups, and ends what stays go on.
	 * @param reason why, for the staff; 1 to {@value #LONGEST} characters
	 * @return how many stays ended
	 * @throws MemberRefused if the member is unknown, erased or blocked, the reason is
	 * missing, or who acts is limited to groups of their own
	 */
	@May(Permission.MEMBER_EDIT)
	public int block(MemberId member, String reason) {
		if (members.require(member).erased()) {
			throw MemberRefused.erased();
		}
		requireAll();
		String why = checked(reason);
		Instant now = now();
		int blocked = jdbc.sql("""
				insert into member_blocks (organization_id, id, member_id, reason, blocked_at, blocked_by, lift_reason)
				values (:organization, :id, :member, :reason, :now, :by, '')
				on conflict (organization_id, member_id) where lifted_at is null do nothing
				""")
			.param("organization", tenancy.current())
			.param("id", Ids.next())
			.param("member", member.id())
			.param("reason", why)
			.param("now", Timestamp.from(now))
			.param("by", OnBehalf.actor().name())
			.update();
		if (blocked == 0) {
			throw MemberRefused.blocked();
		}
		int ended = jdbc.sql("""
				update member_stays set left_at = greatest(joined_at, :now), left_day = greatest(joined_day, :day)
				where organization_id = :organization and member_id = :member and left_at is null
				""")
			.param("now", Timestamp.from(now))
			.param("day", Date.valueOf(days.of(now)))
			.param("organization", tenancy.current())
			.param("member", member.id())
			.update();
		audit.recordPersonal("member.blocked", "member", member, member.id(), Map.of(), Map.of("reason", why));
		return ended;
	}

	/**
	 * Lifts the block: the member may be in groups again, but is in none by that.
	 * @param reason why, for the staff; 1 to {@value #LONGEST} characters
	 * @throws MemberRefused if the member is unknown or not blocked, the reason is
	 * missing, or who acts is limited to groups of their own
	 */
	@May(Permission.MEMBER_EDIT)
	public void lift(MemberId member, String reason) {
		members.require(member);
		requireAll();
		String why = words.of(member, checked(reason));
		int lifted = jdbc.sql("""
				update member_blocks set lifted_at = :now, lifted_by = :by, lift_reason = :reason
				where organization_id = :organization and member_id = :member and lifted_at is null
				""")
			.param("now", Timestamp.from(now()))
			.param("by", OnBehalf.actor().name())
			.param("reason", why)
			.param("organization", tenancy.current())
			.param("member", member.id())
			.update();
		if (lifted == 0) {
			throw MemberRefused.notBlocked();
		}
		audit.recordPersonal("member.unblocked", "member", member, member.id(), Map.of(), Map.of("reason", why));
	}

	/**
	 * The blocks of a member, the one that holds first, then the latest.
	 * @throws MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<MemberBlock> of(MemberId member) {
		members.require(member);
		return jdbc
			.sql(SELECT + " and b.member_id = :member order by b.lifted_at is null desc, b.blocked_at desc limit :most")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("most", SHOWN)
			.query((row, number) -> block(row))
			.list();
	}

	/** Whether the member is blocked, whoever asks. */
	@Transactional(readOnly = true)
	public boolean blocked(MemberId member) {
		return jdbc.sql("""
				select exists (select 1 from member_blocks where organization_id = :organization and member_id = :member
					and lifted_at is null)
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query(Boolean.class)
			.single();
	}

	/**
	 * Who is blocked, and yet in a group that who asks may see: somebody let them in on
	 * the platform. The first ones only.
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<MemberBlock> inside() {
		GroupScope scope = communities.scope();
		return jdbc.sql(SELECT + """
				 and b.lifted_at is null and exists (select 1 from member_stays s
					where s.organization_id = b.organization_id and s.member_id = b.member_id and s.left_at is null
					and (:all or s.group_id = any(cast(:groups as uuid[]))))
				order by b.blocked_at, b.id limit :most
				""")
			.param("organization", tenancy.current())
			.param("all", scope.all())
			.param("groups", MemberReading.strings(scope))
			.param("most", SHOWN)
			.query((row, number) -> block(row))
			.list();
	}

	/** Words about one who is erased go. */
	@EventListener
	void forgetReasons(MemberErased erased) {
		jdbc.sql("""
				update member_blocks set reason = '', lift_reason = ''
				where organization_id = :organization and member_id = :member
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

	private void requireAll() {
		if (!communities.scope().all()) {
			throw MemberRefused.blocksAreForAll();
		}
	}

	private static String checked(String reason) {
		String why = reason.strip();
		if (why.isEmpty() || why.length() > LONGEST) {
			throw MemberRefused.blockReason(LONGEST);
		}
		return why;
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static MemberBlock block(ResultSet row) throws SQLException {
		MemberSummary member = new MemberSummary(new MemberId(row.getObject("member_id", UUID.class)),
				row.getString("display_name"), row.getString("state").equals(Member.State.ERASED.name()));
		return new MemberBlock(member, row.getString("reason"), Objects.requireNonNull(Rows.instant(row, "blocked_at")),
				row.getString("blocked_by"), Rows.instant(row, "lifted_at"), row.getString("lift_reason"),
				row.getString("lifted_by"));
	}

}
