package io.guildhall.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.guildhall.House;
import io.guildhall.House.Organization;
import io.guildhall.Rest;

/**
 * Who is in the house: a few hundred members are made by the application, names, search
 * tokens and all, and then multiplied by SQL. Each member has a number, and everything
 * about them follows from it, so that it is the same every time but for the day on which
 * it is made. Each has twenty rows of roll-up within a year; a quarter are in two groups.
 */
final class PeopleData {

	private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗";

	private static final List<String> GIVEN = List.of("小明", "晓东", "雨桐", "嘉怡", "子涵", "建国", "婷婷", "志强", "思远", "海燕");

	private static final List<String> FILL = List.of("""
			create temporary table people on commit drop as
			select case when n = 0 then t.id else cast(md5('member ' || t.place + n * <templates>) as uuid) end as id,
				t.id as template, cast(t.place + n * <templates> as int) as number
			from (select id, row_number() over (order by created_at, id) - 1 as place from members
				where organization_id = '<organization>') t
			cross join generate_series(0, <times>) n
			""", """
			create temporary table places on commit drop as
			select id, row_number() over (order by created_at, id) - 1 as place from community_groups
			where organization_id = '<organization>'
			""", "analyze people", """
			insert into members (organization_id, id, version, display_name, sort_key, real_name, city, state,
				do_not_contact, source, joined_at, joined_day, created_at)
			select m.organization_id, p.id, 0, m.display_name, m.sort_key, m.real_name, m.city, m.state,
				p.number % 50 = 0, m.source, m.joined_at - make_interval(days => p.number % 365),
				m.joined_day - p.number % 365, m.created_at
			from people p join members m on m.organization_id = '<organization>' and m.id = p.template
			where p.number >= <templates>
			""", """
			insert into member_tokens (organization_id, token, member_id)
			select t.organization_id, t.token, p.id
			from people p join member_tokens t on t.organization_id = '<organization>' and t.member_id = p.template
			where p.number >= <templates> order by t.token, p.id
			""", """
			create temporary table sitting on commit drop as
			select p.id, p.number, g.second, p.number % 4 = 0 and p.one <> p.two as two, s.id as group_id
			from (select *, number % <groups> as one, (number + 1 + number / 4 % 5) % <groups> as two from people) p
			cross join lateral (values (p.one, false), (p.two, true)) as g (place, second)
			join places s on s.place = g.place
			where not g.second or (p.number % 4 = 0 and p.one <> p.two)
			""", "analyze sitting", """
			insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day)
			select '<organization>', cast(md5('stay ' || s.number || s.second) as uuid), s.id, s.group_id,
				timestamptz '<today> 08:00Z' - make_interval(days => s.number % 365), date '<today>' - s.number % 365
			from sitting s where s.second or s.number >= <templates>
			""", """
			insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others, met)
			select '<organization>', case when s.number % 3 = 0 then date '<today>' - 60 - k * 15 - s.number % 15
					else date '<today>' - k * 18 - s.number % 18 end as day,
				s.group_id, s.id, 1 + s.number % 5, 40, 0, s.number % 10 < 7
			from sitting s cross join generate_series(0, 19) k
			where case when s.second then k % 2 = 1 else k % 2 = 0 or not s.two end
			order by day, s.group_id, s.id
			""", """
			insert into activity_members (organization_id, member_id, first_day, last_day, spoke_day)
			select organization_id, member_id, min(day), max(day), max(day) filter (where messages > 0)
			from activity_days where organization_id = '<organization>' group by organization_id, member_id
			""",
			"""
					insert into activity_group_days (organization_id, day, group_id, messages, speakers, others, changed_at, met_at)
					select organization_id, day, group_id, sum(messages), count(*), 0, now() - interval '1 day', now()
					from activity_days where organization_id = '<organization>' group by organization_id, day, group_id
					union all
					select organization_id, day, '00000000-0000-0000-0000-000000000000', sum(messages),
						count(distinct member_id), 0, now() - interval '1 day', now()
					from activity_days where organization_id = '<organization>' group by organization_id, day
					""",
			"""
					insert into orders (organization_id, id, version, number, member_id, state, source, list_minor,
						discount_minor, total_minor, refunded_minor, currency, note, placed_at, placed_day, paid_at, paid_day)
					select '<organization>', cast(md5('order ' || o.number) as uuid), 0, o.number + 1, o.id, 'PAID', 'STAFF', o.minor,
						0, o.minor, 0, 'CNY', '', o.day, o.day, o.day, o.day
					from (select p.*, 1000 + cast(p.number as bigint) * 7919 % 90000 as minor,
							date '<today>' - cast(cast(p.number as bigint) * 31 % 365 as int) as day from people p) o
					where o.number % 2 = 0
					""");

	private static final String TABLES = "members, member_tokens, member_stays, activity_days, activity_members,"
			+ " activity_group_days, orders";

	/** Foreign keys, and indexes that no key needs. */
	private static final String ASIDE = """
			select 'f' as kind, cast(cast(c.conrelid as regclass) as text) as of_table, quote_ident(c.conname) as name,
				pg_get_constraintdef(c.oid) as definition
			from pg_constraint c where c.contype = 'f' and c.conrelid = any(cast(string_to_array('<tables>', ', ') as regclass[]))
			union all
			select 'i', '', cast(cast(i.indexrelid as regclass) as text), pg_get_indexdef(i.indexrelid)
			from pg_index i where not i.indisunique and i.indrelid = any(cast(string_to_array('<tables>', ', ') as regclass[]))
			"""
		.replace("<tables>", TABLES);

	private static final String LAID_ASIDE = """
			select case kind when 'f' then format('alter table %%s drop constraint %%s', of_table, name)
				else 'drop index ' || name end
			from (%s) a order by 1
			""".formatted(ASIDE);

	private static final String PUT_BACK = """
			select case kind when 'f' then format('alter table %%s add constraint %%s %%s', of_table, name, definition)
				else definition end
			from (%s) a order by kind desc, 1
			""".formatted(ASIDE);

	private final House house;

	private final int members;

	private final int groups;

	PeopleData(House house, double scale) {
		this.house = house;
		this.members = (int) Math.max(templates(), 1_000_000 * scale / templates() * templates());
		this.groups = (int) Math.max(2, 200 * scale);
	}

	private static int templates() {
		return SURNAMES.length() * GIVEN.size();
	}

	/** How many members there are. */
	int members() {
		return this.members;
	}

	/**
	 * Makes the groups, and the members from whom all others are made.
	 * @return the ids of the groups
	 */
	List<String> templates(Rest rest) throws Exception {
		String community = rest.post("/communities", Map.of("name", "Readers", "types", List.of("KNOWLEDGE")))
			.ok()
			.text("id");
		List<String> in = new ArrayList<>();
		for (int i = 0; i < this.groups; i++) {
			in.add(rest
				.post("/groups", Map.of("community", community, "name", "Group " + i, "carrier", "WECHAT", "stage",
						"VALUE", "capacity", 100_000))
				.ok()
				.text("id"));
		}
		for (int i = 0; i < templates(); i++) {
			String name = SURNAMES.charAt(i % SURNAMES.length()) + GIVEN.get(i / SURNAMES.length());
			rest.post("/members", Map.of("displayName", name, "group", in.get(i % in.size()))).ok();
		}
		return in;
	}

	/**
	 * By the owner of the tables, in sets; the same ids in each organization. What looks
	 * at each row as it comes in, twenty million times, is laid aside meanwhile and put
	 * back behind it, where it looks at all of them at once.
	 */
	void multiply(List<Organization> organizations) throws SQLException {
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("set maintenance_work_mem = '512MB'");
			List<String> back = all(statement, PUT_BACK);
			for (String aside : all(statement, LAID_ASIDE)) {
				statement.execute(aside);
			}
			connection.setAutoCommit(false);
			for (Organization organization : organizations) {
				for (String sql : FILL) {
					statement.execute(sql.replace("<templates>", Integer.toString(templates()))
						.replace("<times>", Integer.toString(this.members / templates() - 1))
						.replace("<groups>", Integer.toString(this.groups))
						.replace("<organization>", organization.id().toString())
						.replace("<today>", LocalDate.now(ZoneOffset.UTC).toString()));
				}
				connection.commit();
			}
			connection.setAutoCommit(true);
			for (String sql : back) {
				statement.execute(sql);
			}
			// As after a night: what was written at once is what the planner knows.
			statement.execute("vacuum analyze " + TABLES);
		}
	}

	private static List<String> all(Statement statement, String query) throws SQLException {
		List<String> rows = new ArrayList<>();
		try (ResultSet row = statement.executeQuery(query)) {
			while (row.next()) {
				rows.add(row.getString(1));
			}
		}
		return rows;
	}

	/** The groups of an organization that was kept. */
	List<String> groups(Organization organization) {
		return this.house.owner().sql("""
				select cast(id as text) from community_groups
				where organization_id = ? and name like 'Group %' order by created_at, id
				""").param(organization.id()).query(String.class).list();
	}

	/** How many rows of roll-up an organization has. */
	long rolledUp(Organization organization) {
		return this.house.owner()
			.sql("select count(*) from activity_days where organization_id = ?")
			.param(organization.id())
			.query(Long.class)
			.single();
	}

}
