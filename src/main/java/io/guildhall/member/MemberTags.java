package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The words themselves that an organization tags with: what they are called, their
 * colours, and which of them are put on no more. What a tag was called before still means
 * it (docs/adr/0109-a-renamed-tag-answers-to-its-old-name.md).
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberTags {

	private final TagNames names;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * The tags by name, with how many have each.
	 * @param after where the slice before ended
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<TagDetails> list(@Nullable String after) {
		List<String> cursor = Slice.decode(after, 1);
		return Slice.of(select("t.tag > :tag", cursor.isEmpty() ? "" : cursor.get(0), Slice.PAGE + 1), Slice.PAGE,
				tag -> List.of(tag.tag()));
	}

	/**
	 * A tag, also by a name that it had.
	 * @throws MemberRefused if there is none, or it cannot be one
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public TagDetails get(String tag) {
		return select("t.tag = :tag", names.today(List.of(TagNames.checked(tag))).get(0), 1).stream()
			.findFirst()
			.orElseThrow(() -> MemberRefused.unknownTag(tag));
	}

	/**
	 * Gives a tag a colour.
	 * @throws MemberRefused if there is no such tag
	 */
	@May(Permission.POLICY_EDIT)
	public TagDetails recolor(String tag, TagColor color) {
		String name = held(tag);
		jdbc.sql("update tags set color = :color where organization_id = :organization and tag = :tag")
			.param("color", color.name())
			.param("organization", tenancy.current())
			.param("tag", name)
			.update();
		audit.record("tag.recolored", "tag", name, Map.of("color", color));
		return get(name);
	}

	/**
	 * Gives a tag another name; the old one means it from now on as well.
	 * @throws MemberRefused if there is no such tag, the name is empty or too long, or
	 * another tag has or had it
	 */
	@May(Permission.POLICY_EDIT)
	public TagDetails rename(String tag, String name) {
		String to = TagNames.checked(name);
		String from = get(tag).tag();
		if (from.equals(to)) {
			return get(to);
		}
		Map<String, Object> parameters = pair(from, to);
		boolean unheard = jdbc.sql("""
				insert into tags (organization_id, tag, created_at) values (:organization, :to, :now)
				on conflict (organization_id, tag) do nothing
				""").params(parameters).param("now", Timestamp.from(clock.instant())).update() == 1;
		Map<String, String> before = lock(parameters);
		if (!from.equals(before.get(from))) {
			throw MemberRefused.unknownTag(tag);
		}
		// A name that the tag had itself is free for it.
		if (!unheard && !from.equals(before.get(to))) {
			throw MemberRefused.tagTaken(to);
		}
		jdbc.sql("""
				update tags t set goes_as = null, color = f.color, retired_at = f.retired_at from tags f
				where t.organization_id = :organization and t.tag = :to
				and f.organization_id = :organization and f.tag = :from
				""").params(parameters).update();
		jdbc.sql("update member_tags set tag = :to where organization_id = :organization and tag = :from")
			.params(parameters)
			.update();
		lead(parameters);
		audit.record("tag.renamed", "tag", to, Map.of("tag", from), Map.of("tag", to));
		return get(to);
	}

	/**
	 * Makes two tags one: whoever has the first has the other from now on, and the name
	 * of the first means the other.
	 * @return the other
	 * @throws MemberRefused if there are no such tags, or they are one already
	 */
	@May(Permission.POLICY_EDIT)
	public TagDetails merge(String tag, String into) {
		String from = get(tag).tag();
		String to = get(into).tag();
		if (from.equals(to)) {
			throw MemberRefused.sameTag();
		}
		Map<String, Object> parameters = pair(from, to);
		Map<String, String> before = lock(parameters);
		if (!from.equals(before.get(from)) || !to.equals(before.get(to))) {
			throw MemberRefused.unknownTag(tag);
		}
		// Of two ways in which a member has it, the hand holds longer than a rule or a
		// run.
		jdbc.sql("""
				insert into member_tags (organization_id, tag, member_id, tagged_at, source_run, rule_id)
				select f.organization_id, :to, f.member_id, f.tagged_at, f.source_run, f.rule_id from member_tags f
				where f.organization_id = :organization and f.tag = :from
				on conflict (organization_id, tag, member_id) do update set <hand>
				""".replace("<hand>", TagNames.HAND_HOLDS)).params(parameters).update();
		int moved = jdbc.sql("delete from member_tags where organization_id = :organization and tag = :from")
			.params(parameters)
			.update();
		lead(parameters);
		audit.record("tag.merged", "tag", to, Map.of("tag", from, "members", moved));
		return get(to);
	}

	/**
	 * Puts the tag on nobody any more. Who has it keeps it, and can be found by it.
	 * @throws MemberRefused if there is no such tag
	 */
	@May(Permission.POLICY_EDIT)
	public TagDetails retire(String tag) {
		return retire(tag, Timestamp.from(clock.instant()), "tag.retired");
	}

	/**
	 * Puts the tag on again.
	 * @throws MemberRefused if there is no such tag
	 */
	@May(Permission.POLICY_EDIT)
	public TagDetails offer(String tag) {
		return retire(tag, null, "tag.offered");
	}

	private TagDetails retire(String tag, @Nullable Timestamp at, String action) {
		String name = held(tag);
		int changed = jdbc.sql("""
				update tags set retired_at = :at where organization_id = :organization and tag = :tag
				and (retired_at is null) <> (cast(:at as timestamptz) is null)
				""").param("at", at).param("organization", tenancy.current()).param("tag", name).update();
		if (changed == 1) {
			audit.record(action, "tag", name, Map.of());
		}
		return get(name);
	}

	/** The name of a tag, which it keeps until the transaction ends. */
	private String held(String tag) {
		return names.find(TagNames.checked(tag), TagNames.Hold.NAMED)
			.map(TagStanding::name)
			.orElseThrow(() -> MemberRefused.unknownTag(tag));
	}

	/**
	 * Both tags and the old names of the first, in one order always; nobody puts them on
	 * meanwhile.
	 * @return what each goes as
	 */
	private Map<String, String> lock(Map<String, Object> parameters) {
		Map<String, String> goes = new HashMap<>();
		jdbc.sql(
				"""
						select tag, coalesce(goes_as, tag) from tags
						where organization_id = :organization and (tag in (:from, :to) or goes_as = :from) order by tag for update
						""")
			.params(parameters)
			.query(row -> {
				goes.put(row.getString(1), row.getString(2));
			});
		return goes;
	}

	/** Every name that meant the first means the other. */
	private void lead(Map<String, Object> parameters) {
		jdbc.sql("""
				update tags set goes_as = :to
				where organization_id = :organization and (tag = :from or goes_as = :from) and tag <> :to
				""").params(parameters).update();
	}

	private Map<String, Object> pair(String from, String to) {
		return Map.of("organization", tenancy.current(), "from", from, "to", to);
	}

	private List<TagDetails> select(String which, String tag, int most) {
		MemberScope.Limit mine = scope.on("h.member_id");
		return jdbc
			.sql("""
					select t.tag, t.color, t.retired_at is not null as retired,
						(select count(*) from member_tags h where h.organization_id = t.organization_id and h.tag = t.tag%s) as members
					from tags t where t.organization_id = :organization and t.goes_as is null and %s
					order by t.tag limit :most
					"""
				.formatted(mine.sql(), which))
			.params(mine.parameters())
			.param("organization", tenancy.current())
			.param("tag", tag)
			.param("most", most)
			.query((row, number) -> new TagDetails(row.getString("tag"), TagColor.valueOf(row.getString("color")),
					row.getLong("members"), row.getBoolean("retired")))
			.list();
	}

}
