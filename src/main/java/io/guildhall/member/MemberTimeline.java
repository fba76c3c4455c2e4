package io.guildhall.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that the modules know to have happened to a member, the latest first. Each
 * kind is one statement for as many as a stretch has; the stretch is the latest of all.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class MemberTimeline {

	private static final String STRETCH = """
			select e.at, e.key, e.text, cast(e.said as text) as said from (%s) e
			where cast(:before as timestamptz) is null
			or (e.at, e.key collate "C") < (cast(:before as timestamptz), :key)
			order by e.at desc, e.key collate "C" desc limit :size
			""";

	private final MemberService members;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final ObjectProvider<MemberEvents> events;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	/** An entry with the key that tells it from others of the same time. */
	private record Found(String key, TimelineEntry entry) {
	}

	/** The kinds of what who asks may see, in their order. */
	@May(Permission.MEMBER_READ)
	public List<MemberEvents> kinds() {
		return events.stream()
			.filter(kind -> OnBehalf.may(kind.permission()))
			.sorted(Comparator.comparingInt(MemberEvents::order).thenComparing(MemberEvents::kind))
			.toList();
	}

	/**
	 * A stretch of what happened.
	 * @param kind only of this one; null for all
	 * @throws MemberRefused if the member is unknown to who asks, or there is no such
	 * kind
	 */
	@May(Permission.MEMBER_READ)
	public Slice<TimelineEntry> of(MemberId member, @Nullable String kind, @Nullable String after, int size) {
		members.require(member);
		List<MemberEvents> asked = kinds().stream().filter(one -> kind == null || one.kind().equals(kind)).toList();
		if (kind != null && asked.isEmpty()) {
			throw MemberRefused.eventKind(kind);
		}
		List<String> cursor = Slice.decode(after, 2);
		Map<String, @Nullable Object> parameters = parameters(member, size);
		parameters.put("before", cursor.isEmpty() ? null : Slice.instant(cursor, 0).toString());
		parameters.put("key", cursor.isEmpty() ? "" : cursor.get(1));
		String currency = organizations.current().currency();
		List<Found> found = new ArrayList<>();
		for (MemberEvents one : asked) {
			jdbc.sql(STRETCH.formatted(one.query())).params(parameters).query(row -> {
				found.add(found(row, one.kind(), currency));
			});
		}
		found.sort(Comparator.comparing((Found one) -> one.entry().at()).thenComparing(Found::key).reversed());
		return Slice
			.of(found.subList(0, Math.min(found.size(), size + 1)), size, one -> List.of(one.entry().at(), one.key()))
			.map(Found::entry);
	}

	private Map<String, @Nullable Object> parameters(MemberId member, int size) {
		List<UUID> ids = jdbc.sql("""
				select id from members where organization_id = :organization and (id = :member or merged_into = :member)
				""").param("organization", tenancy.current()).param("member", member.id()).query(UUID.class).list();
		GroupScope scope = communities.scope();
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("members", ids.stream().map(UUID::toString).toArray(String[]::new));
		parameters.put("all_groups", scope.all());
		parameters.put("own_groups", MemberReading.strings(scope));
		parameters.put("zone", organizations.current().zone().getId());
		parameters.put("size", size + 1);
		return parameters;
	}

	private Found found(ResultSet row, String kind, String currency) throws SQLException {
		Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
		JsonNode said = json.readTree(row.getString("said"));
		return new Found(row.getString("key"),
				new TimelineEntry(at, said.path("day").asBoolean(false), kind, row.getString("text"),
						said.path("word").isString() ? said.path("word").asString() : null,
						said.path("amount").isNumber() ? new Money(said.path("amount").asLong(), currency) : null,
						said.path("number").isNumber() ? said.path("number").asLong() : null,
						said.path("link").isString() ? said.path("link").asString() : null));
	}

}
