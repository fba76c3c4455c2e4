package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Tags: words that an organization gives its members. */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberTagging {

	private static final int LONGEST = 40;

	private final MemberConditions conditions;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Tags everybody whom the filter means.
	 * @return how many did not have the tag before
	 * @throws MemberRefused if the tag is empty or too long
	 */
	@May(Permission.MEMBER_EDIT)
	public int tag(MemberFilter filter, String tag) {
		String word = checked(tag);
		jdbc.sql("""
				insert into tags (organization_id, tag, created_at) values (:organization, :tag, :now)
				on conflict (organization_id, tag) do nothing
				""")
			.param("organization", tenancy.current())
			.param("tag", word)
			.param("now", Timestamp.from(clock.instant()))
			.update();
		Condition condition = conditions.of(filter);
		int tagged = jdbc.sql("""
				insert into member_tags (organization_id, tag, member_id, tagged_at)
				select m.organization_id, :new_tag, m.id, :now from members m where %s
				on conflict (organization_id, tag, member_id) do nothing
				""".formatted(condition.sql()))
			.params(condition.parameters())
			.param("new_tag", word)
			.param("now", Timestamp.from(clock.instant()))
			.update();
		record("member.tagged", filter, word, tagged);
		return tagged;
	}

	/**
	 * Takes the tag off everybody whom the filter means.
	 * @return how many had it
	 */
	@May(Permission.MEMBER_EDIT)
	public int untag(MemberFilter filter, String tag) {
		Condition condition = conditions.of(filter);
		String word = checked(tag);
		int untagged = jdbc.sql("""
				delete from member_tags t
				where t.organization_id = :organization and t.tag = :old_tag
				and exists (select 1 from members m where m.id = t.member_id and %s)
				""".formatted(condition.sql())).params(condition.parameters()).param("old_tag", word).update();
		record("member.untagged", filter, word, untagged);
		return untagged;
	}

	/** Of one member in its timeline, of many as one entry of the tag. */
	private void record(String action, MemberFilter filter, String tag, int members) {
		if (filter.members().size() == 1) {
			audit.record(action, "member", filter.members().get(0), Map.of("tag", tag));
		}
		else {
			audit.record(action, "tag", tag, Map.of("members", members));
		}
	}

	/** All tags of the organization, sorted. */
	@Transactional(readOnly = true)
	public List<String> tags() {
		return jdbc.sql("select tag from tags where organization_id = :organization order by tag limit 1000")
			.param("organization", tenancy.current())
			.query(String.class)
			.list();
	}

	static String checked(String tag) {
		String word = IdentityKind.clean(tag);
		if (word.isEmpty() || word.length() > LONGEST) {
			throw MemberRefused.tag(LONGEST);
		}
		return word;
	}

}
