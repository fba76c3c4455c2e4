package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

	private final MemberConditions conditions;

	private final TagNames names;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Tags everybody whom the filter means. Where a rule, an import or a bulk action had
	 * put the tag on before, it stays now whatever becomes of those.
	 * @return how many did not have the tag before
	 * @throws MemberRefused if the tag is empty, too long or retired
	 */
	@May(Permission.MEMBER_EDIT)
	public int tag(MemberFilter filter, String tag) {
		String word = names.settle(tag, TagNames.Hold.NAMED).offered().name();
		Condition condition = conditions.of(filter);
		int tagged = jdbc.sql("""
				with put as (
					insert into member_tags (organization_id, tag, member_id, tagged_at)
					select m.organization_id, :new_tag, m.id, :now from members m where %s
					on conflict (organization_id, tag, member_id) do update set rule_id = null, source_run = null
						where member_tags.rule_id is not null or member_tags.source_run is not null
					returning xmax = 0 as fresh)
				select count(*) from put where put.fresh
				""".formatted(condition.sql()))
			.params(condition.parameters())
			.param("new_tag", word)
			.param("now", Timestamp.from(clock.instant()))
			.query(Integer.class)
			.single();
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
		String word = names.find(TagNames.checked(tag), TagNames.Hold.NAMED).map(TagStanding::name).orElse(tag);
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

	/** All tags of the organization that members may have, sorted. */
	@Transactional(readOnly = true)
	public List<String> tags() {
		return select("");
	}

	/** The tags that are put on, sorted. */
	@Transactional(readOnly = true)
	public List<String> offered() {
		return select(" and retired_at is null");
	}

	/**
	 * A tag as it is called today, if it may be put on.
	 * @throws MemberRefused if it is empty, too long or retired
	 */
	public String wanted(String tag) {
		String word = TagNames.checked(tag);
		return names.find(word, TagNames.Hold.NAMED).map(held -> held.offered().name()).orElse(word);
	}

	/**
	 * A tag as it is called today.
	 * @throws MemberRefused if it is empty or too long
	 */
	@Transactional(readOnly = true)
	public String known(String tag) {
		return names.today(List.of(TagNames.checked(tag))).get(0);
	}

	/** Those of the tags that are put on, or were never heard of. */
	@Transactional(readOnly = true)
	public List<String> offeredOf(Collection<String> tags) {
		Map<String, TagStanding> standing = names.standing(tags);
		return tags.stream().filter(tag -> !Objects.requireNonNull(standing.get(tag)).retired()).toList();
	}

	/** The colours of the tags that have one. */
	@Transactional(readOnly = true)
	public Map<String, TagColor> colors() {
		Map<String, TagColor> colors = new HashMap<>();
		jdbc.sql(
				"""
						select tag, color from tags where organization_id = :organization and goes_as is null and color <> 'GREY'
						""")
			.param("organization", tenancy.current())
			.query(row -> {
				colors.put(row.getString(1), TagColor.valueOf(row.getString(2)));
			});
		return colors;
	}

	/** The names under which tags go today. */
	@Transactional(readOnly = true)
	List<String> today(List<String> tags) {
		return names.today(tags);
	}

	private List<String> select(String which) {
		return jdbc.sql(
				"select tag from tags where organization_id = :organization and goes_as is null%s order by tag limit 1000"
					.formatted(which))
			.param("organization", tenancy.current())
			.query(String.class)
			.list();
	}

}
