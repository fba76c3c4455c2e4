package io.guildhall.segment;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Audience;
import io.guildhall.member.Audiences;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says whom rules and segments mean now. Whoever asks sees those whom they may see.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class SegmentPreviews {

	private static final int SHOWN = 5;

	private final SegmentRepository segments;

	private final SegmentQueries queries;

	private final MemberScope scope;

	private final Audiences audiences;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/**
	 * How many a rule means now.
	 * @throws SegmentRefused if it asks for what nobody knows
	 */
	@May(Permission.MEMBER_READ)
	public long count(SegmentRule rule) {
		return counted(rule);
	}

	/** The same where a segment is saved: who may do that need not see members. */
	long counted(SegmentRule rule) {
		Condition members = ofMine(queries.of(rule));
		return jdbc.sql("select count(*) from (" + members.sql() + ") s")
			.params(members.parameters())
			.query(Long.class)
			.single();
	}

	/**
	 * Whom a rule means now.
	 * @throws SegmentRefused if it asks for what nobody knows
	 */
	@May(Permission.MEMBER_READ)
	public SegmentPreview of(SegmentRule rule) {
		return preview(ofMine(queries.of(rule)));
	}

	/**
	 * Whom a live segment means now.
	 * @throws SegmentRefused if it is unknown
	 */
	@May(Permission.MEMBER_READ)
	public SegmentPreview of(SegmentId id) {
		SegmentRule rule = json.readValue(segments.get(id).getRule(), SegmentRule.class);
		return preview(ofMine(queries.ofSaved(rule)));
	}

	private SegmentPreview preview(Condition members) {
		List<MemberSummary> some = jdbc.sql("""
				select f.member_id, f.display_name from (%s) s
				join member_facts f on f.organization_id = :organization and f.member_id = s.member_id
				order by f.created_at desc, f.member_id desc limit :shown
				""".formatted(members.sql()))
			.params(members.parameters())
			.param("shown", SHOWN)
			.query((row, number) -> new MemberSummary(new MemberId(row.getObject("member_id", UUID.class)),
					row.getString("display_name"), false))
			.list();
		return jdbc.sql("""
				select count(*) as members, count(*) filter (where c.do_not_contact) as blocked from (%s) s
				join member_consent_facts c on c.organization_id = :organization and c.member_id = s.member_id
				""".formatted(members.sql()))
			.params(members.parameters())
			.query((row, number) -> new SegmentPreview(row.getLong("members"), audiences.count(Audience.all()),
					row.getLong("blocked"), some))
			.single();
	}

	/** The query, of those whom who acts may see. */
	private Condition ofMine(Condition members) {
		MemberScope.Limit mine = scope.on("m.id");
		members.parameters().put("organization", tenancy.current());
		members.parameters().putAll(mine.parameters());
		return new Condition(members.sql() + mine.sql(), members.parameters());
	}

}
