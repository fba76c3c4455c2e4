package io.guildhall.bench;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.guildhall.House;
import io.guildhall.House.Organization;
import io.guildhall.Instance;
import io.guildhall.Rest;

/**
 * Two members with thousands of rows each are made one, and the application is killed
 * half-way: what the two have is looked at right then, after the merge was asked for
 * again, and after it was taken back. The last thing to be done: the house's application
 * does not come back.
 */
final class PeopleMerge {

	/** A fifth are orders, the rest are days: each lives through the same ones. */
	private static final List<String> LIVE = List.of(
			"""
					insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others, met)
					select '<organization>', date '<today>' - n % 360, cast(md5('merge ' || n / 360) as uuid), '<member>', 1 + n % 3, 30, 0,
						true
					from generate_series(0, <days> - 1) n
					""",
			"""
					insert into activity_members (organization_id, member_id, first_day, last_day, spoke_day)
					select organization_id, member_id, min(day), max(day), max(day)
					from activity_days where organization_id = '<organization>' and member_id = '<member>'
					group by organization_id, member_id
					""",
			"""
					insert into orders (organization_id, id, version, number, member_id, state, source, list_minor, discount_minor,
						total_minor, refunded_minor, currency, note, placed_at, placed_day, paid_at, paid_day)
					select '<organization>', cast(md5('<member>' || n) as uuid), 0,
						(select coalesce(max(number), 0) from orders where organization_id = '<organization>') + 1 + n, '<member>',
						'PAID', 'STAFF', 100 + n, 0, 100 + n, 0, 'CNY', '', '<today>', '<today>', '<today>', '<today>'
					from generate_series(0, <orders> - 1) n
					""",
			"""
					insert into activity_group_days (organization_id, day, group_id, messages, speakers, others, changed_at, met_at)
					select organization_id, day, group_id, sum(messages), count(*), 0, now(), now() + interval '1 hour'
					from activity_days where organization_id = '<organization>'
					and group_id in (select cast(md5('merge ' || n) as uuid) from generate_series(0, <days> / 360) n)
					group by organization_id, day, group_id
					on conflict (organization_id, day, group_id) do update
					set messages = excluded.messages, speakers = excluded.speakers
					""");

	/** All that the two have, and what it is counted into. */
	private static final String SUMS = """
			select concat_ws(' ', (select sum(messages) || ' ' || sum(characters) from activity_days
					where organization_id = :organization and member_id in (:one, :other)),
				(select count(*) || ' ' || sum(total_minor) from orders
					where organization_id = :organization and member_id in (:one, :other)),
				(select sum(messages) from activity_group_days where organization_id = :organization
					and group_id <> '00000000-0000-0000-0000-000000000000'))
			""";

	private final House house;

	private final Organization organization;

	private final int rows;

	/**
	 * A merge in an organization.
	 * @param rows that each of the two has
	 */
	PeopleMerge(House house, Organization organization, int rows) {
		this.house = house;
		this.organization = organization;
		this.rows = rows;
	}

	private record Pair(UUID one, UUID other) {

		Map<String, UUID> asked() {
			return Map.of("one", this.one, "other", this.other);
		}

	}

	/** Kills it, and counts what was lost or doubled. */
	Line line() throws Exception {
		Rest rest = this.organization.rest();
		Pair whole = pair(rest, "Whole");
		double seconds = Figures.timed(() -> rest.post("/merges", whole.asked()).ok());
		Pair cut = pair(rest, "Cut");
		String before = sums(cut);
		Thread merge = new Thread(() -> {
			try {
				rest.post("/merges", cut.asked());
			}
			catch (IllegalStateException | UncheckedIOException gone) {
				// As it should be.
			}
		});
		merge.start();
		TimeUnit.MILLISECONDS.sleep(Math.max(1, (long) (1000 * seconds / 2)));
		this.house.killApplication();
		merge.join();
		double amiss = 0;
		try (Instance next = this.house.another("bench-after-kill")) {
			Rest after = rest.at(next.url());
			amiss += owners(cut) == ((merged(cut)) ? 1 : 2) ? 0 : 1;
			amiss += before.equals(sums(cut)) ? 0 : 1;
			Rest.Answer again = after.post("/merges", cut.asked());
			amiss += again.status() < 500 ? 0 : 1;
			amiss += merged(cut) && owners(cut) == 1 && before.equals(sums(cut)) ? 0 : 1;
			String id = after.get("/merges").ok().body().path("items").path(0).path("id").asString();
			after.post("/merges/" + id + "/undo", Map.of()).ok();
			amiss += !merged(cut) && owners(cut) == 2 && before.equals(sums(cut)) ? 0 : 1;
		}
		return Line.of("merge, killed half-way", "amiss", amiss, null, "<=0");
	}

	private Pair pair(Rest rest, String name) throws SQLException {
		Pair pair = new Pair(member(rest, name + " One"), member(rest, name + " Other"));
		try (var connection = this.house.asOwner().getConnection(); var statement = connection.createStatement()) {
			for (UUID member : List.of(pair.one(), pair.other())) {
				for (String sql : LIVE) {
					statement.execute(sql.replace("<organization>", this.organization.id().toString())
						.replace("<member>", member.toString())
						.replace("<today>", LocalDate.now(ZoneOffset.UTC).toString())
						.replace("<days>", Integer.toString(this.rows * 4 / 5))
						.replace("<orders>", Integer.toString(this.rows / 5)));
				}
			}
		}
		return pair;
	}

	private static UUID member(Rest rest, String name) {
		return UUID.fromString(rest.post("/members", Map.of("displayName", name)).ok().text("id"));
	}

	private String sums(Pair pair) {
		return this.house.owner()
			.sql(SUMS)
			.param("organization", this.organization.id())
			.param("one", pair.one())
			.param("other", pair.other())
			.query(String.class)
			.single();
	}

	/** How many of the two have anything. */
	private long owners(Pair pair) {
		return this.house.owner()
			.sql("""
					select count(distinct member_id) from (select member_id from activity_days
						where organization_id = :organization and member_id in (:one, :other)
						union all
						select member_id from orders where organization_id = :organization and member_id in (:one, :other)) x
					""")
			.param("organization", this.organization.id())
			.param("one", pair.one())
			.param("other", pair.other())
			.query(Long.class)
			.single();
	}

	private boolean merged(Pair pair) {
		return this.house.owner()
			.sql("select count(*) > 0 from members where organization_id = ? and id in (?, ?) and state = 'MERGED'")
			.params(this.organization.id(), pair.one(), pair.other())
			.query(Boolean.class)
			.single();
	}

}
