package io.guildhall.member;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/**
 * Lists of members, a stretch at a time. Every order has an index, also that of a search:
 * there it is the order of what was found, so that a stretch costs the same wherever it
 * lies and however many match.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class MemberListing {

	private static final String COLUMNS = """
			m.id, m.display_name, m.city, m.sort_key, m.joined_at,
			(select c.do_not_contact from member_consent_facts c where c.organization_id = m.organization_id
				and c.member_id = m.id) as blocked,
			array(select tag from member_tags t where t.organization_id = m.organization_id and t.member_id = m.id
				order by tag) as tags,
			array(select group_id from member_stays s where s.organization_id = m.organization_id and s.member_id = m.id
				and s.left_at is null and (:all_groups or s.group_id = any(cast(:own_groups as uuid[])))) as groups
			""";

	private final MemberConditions conditions;

	private final CommunityService communities;

	private final JdbcClient jdbc;

	/** In which order a list stands; a search has its own. */
	public enum Sort {

		/** By name; Chinese by its reading. */
		NAME,
		/** The newest first. */
		JOINED

	}

	/**
	 * A stretch of the members whom the filter means.
	 * @throws MemberRefused if a field or value of the filter is unknown
	 */
	@May(Permission.MEMBER_READ)
	public Slice<MemberRow> list(MemberFilter filter, Sort sort, @Nullable String after, int size) {
		List<Tokens.Term> terms = Tokens.query((filter.q() != null) ? filter.q() : "");
		if (filter.q() != null && !filter.q().isBlank() && terms.isEmpty()) {
			return new Slice<>(List.of(), null);
		}
		return terms.isEmpty() ? sorted(filter, sort, after, size) : found(filter, terms, after, size);
	}

	/** The first so many members whose name or handle begins so: for pickers. */
	@May(Permission.MEMBER_READ)
	public List<MemberSummary> search(String query, int limit) {
		if (query.isBlank()) {
			return List.of();
		}
		return list(new MemberFilter(query, Map.of(), List.of()), Sort.NAME, null, limit).items()
			.stream()
			.map(row -> new MemberSummary(row.id(), row.displayName(), false))
			.toList();
	}

	/** How many the filter means, counted no further than to the limit. */
	@May(Permission.MEMBER_READ)
	public long count(MemberFilter filter, int limit) {
		Condition condition = conditions.of(filter);
		return jdbc
			.sql("select count(*) from (select 1 from members m where %s limit :most) counted"
				.formatted(condition.sql()))
			.params(condition.parameters())
			.param("most", limit)
			.query(Long.class)
			.single();
	}

	/** The fields by which members can be filtered, in their order. */
	public List<MemberField> fields() {
		return conditions.fields();
	}

	private Slice<MemberRow> sorted(MemberFilter filter, Sort sort, @Nullable String after, int size) {
		Condition condition = conditions.of(filter, List.of());
		List<String> cursor = Slice.decode(after, 2);
		String key = (sort == Sort.NAME) ? "m.sort_key" : "m.joined_at";
		String direction = (sort == Sort.NAME) ? "" : " desc";
		String from = cursor.isEmpty() ? ""
				: " and (%s, m.id) %s (%s, cast(:after_id as uuid))".formatted(key, (sort == Sort.NAME) ? ">" : "<",
						(sort == Sort.NAME) ? ":after_key" : "cast(:after_key as timestamptz)");
		Map<String, Object> parameters = new LinkedHashMap<>(condition.parameters());
		if (!cursor.isEmpty()) {
			parameters.put("after_key", (sort == Sort.NAME) ? cursor.get(0) : Slice.instant(cursor, 0).toString());
			parameters.put("after_id", Slice.id(cursor, 1).toString());
		}
		return query("select " + COLUMNS + " from members m where " + condition.sql() + from + " order by " + key
				+ direction + ", m.id" + direction + " limit :size", parameters, size, "")
			.cut(size, sort == Sort.NAME ? Found::sortKey : found -> found.row().joinedAt().toString());
	}

	/**
	 * Begins at the tokens of the most telling term; a member with two of them is found
	 * at the first.
	 */
	private Slice<MemberRow> found(MemberFilter filter, List<Tokens.Term> terms, @Nullable String after, int size) {
		Tokens.Term first = terms.stream().max(Comparator.comparingInt(term -> term.text().length())).orElseThrow();
		Condition condition = conditions.of(filter, terms.stream().filter(term -> !term.equals(first)).toList());
		Map<String, Object> parameters = new LinkedHashMap<>(condition.parameters());
		MemberConditions.bind(parameters, "first", first);
		String sql = "select " + COLUMNS + ", found.token from member_tokens found"
				+ " join members m on m.organization_id = found.organization_id and m.id = found.member_id"
				+ " where found.organization_id = :organization and "
				+ MemberConditions.matches("found", "first", first) + " and " + condition.sql();
		if (first.prefix()) {
			sql += " and not exists (select 1 from member_tokens earlier"
					+ " where earlier.organization_id = found.organization_id and earlier.member_id = found.member_id"
					+ " and earlier.token >= :first and earlier.token < found.token)";
		}
		List<String> cursor = Slice.decode(after, 2);
		if (!cursor.isEmpty()) {
			sql += " and (found.token, found.member_id) > (:after_key, cast(:after_id as uuid))";
			parameters.put("after_key", cursor.get(0));
			parameters.put("after_id", Slice.id(cursor, 1).toString());
		}
		return query(sql + " order by found.token, found.member_id limit :size", parameters, size, "token").cut(size,
				Found::sortKey);
	}

	private Rows query(String sql, Map<String, Object> parameters, int size, String token) {
		GroupScope scope = communities.scope();
		return new Rows(jdbc.sql(sql)
			.params(parameters)
			.param("all_groups", scope.all())
			.param("own_groups", MemberReading.strings(scope))
			.param("size", size + 1)
			.query((row, number) -> new Found(row(row), row.getString(token.isEmpty() ? "sort_key" : token)))
			.list());
	}

	private static MemberRow row(ResultSet row) throws SQLException {
		return new MemberRow(new MemberId(row.getObject("id", UUID.class)), row.getString("display_name"),
				row.getString("city"), row.getObject("joined_at", OffsetDateTime.class).toInstant(),
				row.getBoolean("blocked"), Arrays.asList((String[]) row.getArray("tags").getArray()),
				uuids(row.getArray("groups")));
	}

	private static List<UUID> uuids(Array array) throws SQLException {
		return Arrays.asList((UUID[]) array.getArray());
	}

	private record Found(MemberRow row, String sortKey) {
	}

	private record Rows(List<Found> rows) {

		Slice<MemberRow> cut(int size, java.util.function.Function<Found, String> key) {
			return Slice.of(rows, size, found -> List.of(key.apply(found), found.row().id())).map(Found::row);
		}
	}

}
