package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Under which name a tag goes today
 * (docs/adr/0109-a-renamed-tag-answers-to-its-old-name.md).
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class TagNames {

	/**
	 * Of two rows that become one: a hand holds a tag longer than a rule or a run, and a
	 * run longer than a rule (ADR 110).
	 */
	static final String HAND_HOLDS = """
			rule_id = null,
				source_run = case when excluded.source_run is null then null else member_tags.source_run end
			where (member_tags.rule_id is not null or member_tags.source_run is not null) and excluded.rule_id is null
			and (excluded.source_run is null or member_tags.rule_id is not null)""";

	static final int LONGEST = 40;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** How the row of a tag is held until the transaction ends. */
	enum Hold {

		/** It keeps its name meanwhile. */
		NAMED("key share"),
		/** And no other run puts it on or takes it off. */
		ALONE("no key update");

		private final String strength;

		Hold(String strength) {
			this.strength = strength;
		}

	}

	/**
	 * The tag as it is written.
	 * @throws MemberRefused if it is empty or too long
	 */
	static String checked(String tag) {
		String word = IdentityKind.clean(tag);
		if (word.isEmpty() || word.length() > LONGEST) {
			throw MemberRefused.tag(LONGEST);
		}
		return word;
	}

	/** What each is today; what is not known goes under its own name. */
	Map<String, TagStanding> standing(Collection<String> tags) {
		Map<String, TagStanding> standing = new HashMap<>();
		jdbc.sql("""
				select asked.tag, coalesce(t.goes_as, asked.tag) as name,
					case when n.tag is null then t.retired_at else n.retired_at end is not null as retired
				from unnest(cast(:tags as text[])) as asked (tag)
				left join tags t on t.organization_id = :organization and t.tag = asked.tag
				left join tags n on n.organization_id = :organization and n.tag = t.goes_as
				""").param("organization", tenancy.current()).param("tags", tags.toArray(String[]::new)).query(row -> {
			standing.put(row.getString("tag"), new TagStanding(row.getString("name"), row.getBoolean("retired")));
		});
		return standing;
	}

	/** The names under which they go today, in their order. */
	List<String> today(List<String> tags) {
		Map<String, TagStanding> standing = standing(tags);
		return tags.stream().map(tag -> Objects.requireNonNull(standing.get(tag)).name()).toList();
	}

	/**
	 * A tag that is to be put on, made known if it was not.
	 * @param tag as somebody wrote it
	 */
	TagStanding settle(String tag, Hold hold) {
		String word = checked(tag);
		jdbc.sql("""
				insert into tags (organization_id, tag, created_at) values (:organization, :tag, :now)
				on conflict (organization_id, tag) do nothing
				""")
			.param("organization", tenancy.current())
			.param("tag", word)
			.param("now", Timestamp.from(clock.instant()))
			.update();
		return find(word, hold).orElseThrow();
	}

	/** A tag that somebody may have, held under the name that it has today. */
	Optional<TagStanding> find(String tag, Hold hold) {
		String name = tag;
		while (true) {
			Optional<TagStanding> found = jdbc.sql("""
					select tag, goes_as, retired_at is not null as retired from tags
					where organization_id = :organization and tag = :tag for %s
					""".formatted(hold.strength))
				.param("organization", tenancy.current())
				.param("tag", name)
				.query((row, number) -> new TagStanding(
						(row.getString("goes_as") != null) ? row.getString("goes_as") : row.getString("tag"),
						row.getBoolean("retired")))
				.optional();
			// It may have got another name while we waited for it.
			if (found.isEmpty() || found.get().name().equals(name)) {
				return found;
			}
			name = found.get().name();
		}
	}

}
