package io.guildhall.onboarding;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.community.GroupId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The groups and baits of channels. */
@Component
@RequiredArgsConstructor
class ChannelRows {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** A bait with its id. */
	record KeptBait(UUID id, Bait bait) {
	}

	/** Where the channel leads, in order. */
	List<Entry> groups(ChannelId channel) {
		return jdbc.sql("""
				select group_id, entry from channel_groups
				where organization_id = :organization and channel_id = :channel order by position
				""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.query((row, number) -> new Entry(new GroupId(row.getObject(1, UUID.class)), row.getString(2)))
			.list();
	}

	/** The baits that are tried now, in order. */
	List<KeptBait> baits(ChannelId channel) {
		return jdbc.sql("""
				select id, title, text from channel_baits
				where organization_id = :organization and channel_id = :channel and not retired order by position, id
				""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.query((row, number) -> new KeptBait(row.getObject(1, UUID.class),
					new Bait(row.getString(2), row.getString(3))))
			.list();
	}

	/**
	 * It asks these questions from now on; those of before stay known, with each option
	 * that they ever had.
	 * @param questions JSON of a list of {@link Question}, each with its id
	 */
	void ask(ChannelId channel, String questions) {
		jdbc.sql("""
				update channel_questions set asked = false
				where organization_id = :organization and channel_id = :channel
				""").param("organization", tenancy.current()).param("channel", channel.id()).update();
		jdbc.sql(
				"""
						insert into channel_questions as k (organization_id, id, channel_id, position, text, labels, asked)
						select :organization, cast(q.value ->> 'id' as uuid), :channel, q.position, q.value ->> 'text',
							array(select o ->> 'label' from jsonb_array_elements(q.value -> 'options') as o), true
						from jsonb_array_elements(cast(:questions as jsonb)) with ordinality as q (value, position)
						on conflict (organization_id, id) do update set position = excluded.position, text = excluded.text,
							labels = excluded.labels || array(select l from unnest(k.labels) as l where l <> all(excluded.labels)),
							asked = true
						""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.param("questions", questions)
			.update();
	}

	/** It leads there from now on. */
	void lead(ChannelId channel, List<Entry> groups) {
		jdbc.sql("delete from channel_groups where organization_id = :organization and channel_id = :channel")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.update();
		jdbc.sql("""
				insert into channel_groups (organization_id, channel_id, position, group_id, entry)
				select :organization, :channel, given.position, given.group_id, given.entry
				from unnest(cast(:groups as uuid[]), :entries) with ordinality as given (group_id, entry, position)
				""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.param("groups", groups.stream().map(group -> group.group().toString()).toArray(String[]::new))
			.param("entries", groups.stream().map(Entry::entry).toArray(String[]::new))
			.update();
	}

	/**
	 * It lures with these from now on. One with the same words is the same, also if it
	 * was retired before; others are retired.
	 */
	void lure(ChannelId channel, List<Bait> baits) {
		String[] titles = baits.stream().map(Bait::title).toArray(String[]::new);
		String[] texts = baits.stream().map(Bait::text).toArray(String[]::new);
		jdbc.sql("""
				update channel_baits b set
					retired = not exists (select from unnest(:titles, :texts) as given (title, text)
						where given.title = b.title and given.text = b.text),
					position = coalesce((select min(given.position)
						from unnest(:titles, :texts) with ordinality as given (title, text, position)
						where given.title = b.title and given.text = b.text), b.position)
				where b.organization_id = :organization and b.channel_id = :channel
				""")
			.param("titles", titles)
			.param("texts", texts)
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.update();
		jdbc.sql("""
				insert into channel_baits (organization_id, id, channel_id, position, title, text, retired)
				select :organization, cast(given.id as uuid), :channel, given.position, given.title, given.text, false
				from unnest(:ids, :titles, :texts) with ordinality as given (id, title, text, position)
				where not exists (select from channel_baits b where b.organization_id = :organization
					and b.channel_id = :channel and b.title = given.title and b.text = given.text)
				""")
			.param("organization", tenancy.current())
			.param("channel", channel.id())
			.param("ids", baits.stream().map(bait -> Ids.next().toString()).toArray(String[]::new))
			.param("titles", titles)
			.param("texts", texts)
			.update();
	}

}
